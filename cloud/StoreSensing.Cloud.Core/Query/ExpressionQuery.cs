using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>Expression shares of a zone over a range, averaged over people.</summary>
/// <param name="Zone">The zone's id.</param>
/// <param name="Name">The name people see; the id when no device describes the zone.</param>
/// <param name="Contributors">People.</param>
/// <param name="Positive">Share of people; null when nothing was told.</param>
/// <param name="Neutral">Share of people.</param>
/// <param name="Negative">Share of people.</param>
/// <param name="Surprise">Share of people.</param>
/// <param name="Abstained">Share of people about whom the model said nothing.</param>
/// <param name="Withheld">Why there are no shares: <c>no-faces</c> or <c>below-threshold</c>.</param>
public sealed record ExpressionSummary(
    string Zone, string Name, long Contributors, double? Positive, double? Neutral, double? Negative, double? Surprise, double? Abstained, string? Withheld);

/// <summary>Averages expression shares over a range.</summary>
public static class ExpressionQuery
{
    /// <summary>Every zone that expression was looked for in, by zone.</summary>
    public static IReadOnlyList<ExpressionSummary> Summarise(StoreLayout layout, IEnumerable<Row<ExpressionFigures>> rows)
    {
        var totals = new SortedDictionary<string, ExpressionTotals>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!totals.TryGetValue(row.Figures.Zone, out var total))
                totals[row.Figures.Zone] = total = new ExpressionTotals();
            total.Add(row.Figures);
        }
        var names = ZoneQuery.Names(layout);
        return [.. totals.Select(t => t.Value.Summarise(t.Key, names.GetValueOrDefault(t.Key, t.Key)))];
    }
}

internal sealed class ExpressionTotals
{
    private long _people;
    private double _positive;
    private double _neutral;
    private double _negative;
    private double _surprise;
    private double _abstained;
    private bool _belowThreshold;

    public void Add(ExpressionFigures figures)
    {
        _belowThreshold |= figures.Withheld == "below-threshold";
        if (figures.Shares is not { } shares)
            return;
        _people += shares.Contributors;
        _positive += shares.Decisions.Positive;
        _neutral += shares.Decisions.Neutral;
        _negative += shares.Decisions.Negative;
        _surprise += shares.Decisions.Surprise;
        _abstained += shares.Decisions.Abstained;
    }

    public ExpressionSummary Summarise(string zone, string name) => _people == 0
        ? new ExpressionSummary(zone, name, 0, null, null, null, null, null, _belowThreshold ? "below-threshold" : "no-faces")
        : new ExpressionSummary(zone, name, _people, Mean(_positive), Mean(_neutral), Mean(_negative), Mean(_surprise), Mean(_abstained), null);

    private double Mean(double sum) => Figures.Round(sum / _people);
}
