using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>Adds up displays over a range.</summary>
public static class AttentionQuery
{
    /// <summary>Every display that is described or has figures: the one that attracts most first, then those of which nothing is told.</summary>
    public static IReadOnlyList<DisplaySummary> Summarise(StoreLayout layout, IEnumerable<Row<AttentionFigures>> rows)
    {
        var totals = new Dictionary<string, DisplayTotals>();
        foreach (var row in rows)
        {
            if (!totals.TryGetValue(row.Figures.Display, out var total))
                totals[row.Figures.Display] = total = new DisplayTotals();
            total.Add(row);
        }
        var names = layout.Displays.DistinctBy(d => d.Display).ToDictionary(d => d.Display, d => d.Name);
        return [.. names.Keys.Concat(totals.Keys.Except(names.Keys).Order(StringComparer.Ordinal))
            .Select(display => (totals.GetValueOrDefault(display) ?? new DisplayTotals()).Summarise(display, names.GetValueOrDefault(display, display)))
            .OrderByDescending(d => d.Funnel?.Attraction?.Share ?? -1)];
    }

    /// <summary>A point for every step with an observed window; steps are multiples of <paramref name="stepSeconds"/> since the Unix epoch.</summary>
    public static IReadOnlyList<DisplayPoint> Points(string display, IEnumerable<Row<AttentionFigures>> rows, int stepSeconds) =>
        [.. SeriesQuery.Steps(rows.Where(r => r.Figures.Display == display), stepSeconds, () => new FunnelTotals(), (totals, row) => totals.Add(row))
            .Select(step => step.Value.Point(step.Key))];
}

internal sealed class DisplayTotals
{
    private readonly FunnelTotals _funnel = new();
    private readonly LookTotals _looks = new();
    private readonly InterestTotals _interest = new();

    public void Add(in Row<AttentionFigures> row)
    {
        _funnel.Add(row);
        _looks.Add(row.Figures.Attention, row.Figures.AttentionWithheld);
        _interest.Add(row.Figures.Interest, row.Figures.InterestWithheld);
    }

    public DisplaySummary Summarise(string display, string name) => new()
    {
        Display = display,
        Name = name,
        ObservedSeconds = Figures.Round(_funnel.ObservedSeconds),
        Funnel = _funnel.Summary,
        FunnelWithheld = _funnel.Withheld,
        Attention = _looks.Summary,
        AttentionWithheld = _looks.Withheld,
        Interest = _interest.Summary,
        InterestWithheld = _interest.Withheld,
    };
}
