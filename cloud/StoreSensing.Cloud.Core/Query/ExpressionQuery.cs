using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>Adds up decisions about people over a range, and corrects the sum once.</summary>
public static class ExpressionQuery
{
    /// <summary>Most points in one answer: each is a correction of its own.</summary>
    public const int MaxPoints = 500;

    /// <summary>Every zone that expression was looked for in, by zone.</summary>
    public static IReadOnlyList<ExpressionSummary> Summarise(StoreLayout layout, IReadOnlyList<DeviceRecord> devices, IEnumerable<Row<ExpressionFigures>> rows)
    {
        var totals = new SortedDictionary<string, ExpressionTotals>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!totals.TryGetValue(row.Figures.Zone, out var total))
                totals[row.Figures.Zone] = total = new ExpressionTotals();
            total.Add(row);
        }
        var names = ZoneQuery.Names(layout);
        var readings = Readings.Of(devices);
        return [.. totals.Select(t => t.Value.Summarise(t.Key, names.GetValueOrDefault(t.Key, t.Key), readings))];
    }

    /// <summary>A point for every step with a window; steps are multiples of <paramref name="stepSeconds"/> since the Unix epoch.</summary>
    public static IReadOnlyList<ExpressionPoint> Points(string zone, IReadOnlyList<DeviceRecord> devices, IEnumerable<Row<ExpressionFigures>> rows, int stepSeconds)
    {
        var readings = Readings.Of(devices);
        return [.. SeriesQuery.Steps(rows.Where(r => r.Figures.Zone == zone), stepSeconds, () => new ExpressionTotals(), (totals, row) => totals.Add(row))
            .Select(step => step.Value.Point(step.Key, readings))];
    }
}

internal sealed class ExpressionTotals
{
    private readonly SortedDictionary<string, int[]> _byDevice = new(StringComparer.Ordinal);
    private bool _belowThreshold;

    public void Add(in Row<ExpressionFigures> row)
    {
        _belowThreshold |= row.Figures.Withheld == "below-threshold";
        if (row.Figures.Shares?.Decisions is not { } d)
            return;
        if (!_byDevice.TryGetValue(row.Window.Device, out var sum))
            _byDevice[row.Window.Device] = sum = new int[5];
        (sum[0], sum[1], sum[2], sum[3], sum[4]) = (sum[0] + d.Positive, sum[1] + d.Neutral, sum[2] + d.Negative, sum[3] + d.Surprise, sum[4] + d.Abstained);
    }

    public ExpressionSummary Summarise(string zone, string name, Readings readings)
    {
        var (shares, corrected) = readings.Estimate(_byDevice);
        return new ExpressionSummary
        {
            Zone = zone,
            Name = name,
            Contributors = People,
            Decisions = People == 0 ? null : new DecisionSummary(Sum(0), Sum(1), Sum(2), Sum(3), Sum(4)),
            AbstainedShare = AbstainedShare,
            Shares = shares,
            Corrected = corrected,
            Models = readings.Models(_byDevice.Keys),
            MeasuredOn = readings.MeasuredOn(_byDevice.Keys),
            Withheld = Withheld(shares),
        };
    }

    public ExpressionPoint Point(DateTimeOffset start, Readings readings)
    {
        var (shares, corrected) = readings.Estimate(_byDevice);
        return new ExpressionPoint(start, People, AbstainedShare, shares, corrected, Withheld(shares));
    }

    private long People => _byDevice.Values.Sum(d => d.Sum(n => (long)n));

    private double? AbstainedShare => People == 0 ? null : Figures.Round((double)Sum(4) / People);

    private long Sum(int decision) => _byDevice.Values.Sum(d => (long)d[decision]);

    private string? Withheld(ExpressionRange? shares) => shares is not null ? null : People > 0 ? "undecided" : _belowThreshold ? "below-threshold" : "no-faces";
}
