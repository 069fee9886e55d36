using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>A queue over a range.</summary>
public sealed record QueueSummary
{
    /// <summary>The id of the zone in which people queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The name people see; the id when no device describes the zone.</summary>
    public required string Name { get; init; }

    /// <summary>Seconds really observed; 0 means that the counts say nothing.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>Mean number of people in line over the observed time; null when nothing was observed.</summary>
    public required double? LengthMean { get; init; }

    /// <summary>Most people in line at one time; of several devices, the most any one saw.</summary>
    public required int LengthPeak { get; init; }

    /// <summary>People in line at the end of the newest window; null when that window is too old or its device is not online.</summary>
    public required int? LengthNow { get; init; }

    /// <summary>The end of that window, UTC.</summary>
    public required DateTimeOffset? LengthAt { get; init; }

    /// <summary>People who joined the line.</summary>
    public required long Arrived { get; init; }

    /// <summary>People who reached the service point from the line.</summary>
    public required long Served { get; init; }

    /// <summary>People who left the line without having been served.</summary>
    public required long Abandoned { get; init; }

    /// <summary>People who were lost from sight in the line, so nobody knows.</summary>
    public required long Cut { get; init; }

    /// <summary>Served per observed hour; null when nothing was observed.</summary>
    public required double? ServedPerHour { get; init; }

    /// <summary>Abandoned / (served + abandoned), 0..1; null when nobody's end is known.</summary>
    public required double? AbandonedShare { get; init; }

    /// <summary>Waits of people who were served, or null when nothing was told.</summary>
    public required WaitSummary? Wait { get; init; }

    /// <summary>Why wait is null: <c>nobody-served</c>, <c>below-threshold</c> or <c>profile</c>.</summary>
    public required string? WaitWithheld { get; init; }

    /// <summary>Little's law as the devices checked it, averaged over the people told: near 1 when length, arrivals and waits agree; null when it was never told.</summary>
    public required double? LittleRatio { get; init; }
}

/// <summary>Waits over many blocks.</summary>
/// <param name="People">People who were served.</param>
/// <param name="MedianSeconds">Median, seconds: the device's own figure of a single block, else within 1 %.</param>
/// <param name="P90Seconds">90th percentile, seconds, in the same way.</param>
/// <param name="MeanSeconds">Mean, seconds.</param>
public sealed record WaitSummary(long People, double MedianSeconds, double P90Seconds, double MeanSeconds);

/// <summary>A queue in one step of a series.</summary>
/// <param name="Start">Start of the step, UTC.</param>
/// <param name="LengthMean">Mean number of people in line; null when nothing was observed.</param>
/// <param name="LengthPeak">Most people in line at one time.</param>
/// <param name="Arrived">People who joined.</param>
/// <param name="Served">People who were served.</param>
/// <param name="Abandoned">People who left without having been served.</param>
/// <param name="ObservedSeconds">Seconds really observed.</param>
public sealed record QueuePoint(DateTimeOffset Start, double? LengthMean, int LengthPeak, long Arrived, long Served, long Abandoned, double ObservedSeconds);

/// <summary>Adds up queues over a range.</summary>
public static class QueueQuery
{
    /// <summary>Every queue that is described or has figures, in that order.</summary>
    /// <param name="layout">The shop.</param>
    /// <param name="rows">The range's rows.</param>
    /// <param name="recent">Rows of the last windows before now, for the length now.</param>
    /// <param name="devices">The shop's devices.</param>
    /// <param name="now">UTC.</param>
    public static IReadOnlyList<QueueSummary> Summarise(
        StoreLayout layout, IEnumerable<Row<QueueFigures>> rows, IEnumerable<Row<QueueFigures>> recent, IReadOnlyList<DeviceRecord> devices, DateTimeOffset now)
    {
        var totals = new Dictionary<string, QueueTotals>();
        foreach (var row in rows)
        {
            if (!totals.TryGetValue(row.Figures.Queue, out var total))
                totals[row.Figures.Queue] = total = new QueueTotals();
            total.Add(row);
        }
        var present = Occupancy.Now(recent, devices, now, q => q.Queue, q => q.LengthNow);
        var names = ZoneQuery.Names(layout);
        var described = Described(layout).ToList();
        return [.. described.Concat(totals.Keys.Except(described).Order(StringComparer.Ordinal))
            .Select(queue => (totals.GetValueOrDefault(queue) ?? new QueueTotals()).Summarise(queue, names.GetValueOrDefault(queue, queue), present.GetValueOrDefault(queue)))];
    }

    /// <summary>The zones in which people queue, as the devices describe them.</summary>
    public static IEnumerable<string> Described(StoreLayout layout) => layout.Zones.Where(z => z.Queue).Select(z => z.Zone).Distinct();

    /// <summary>A point for every step with an observed window; steps are multiples of <paramref name="stepSeconds"/> since the Unix epoch.</summary>
    public static IReadOnlyList<QueuePoint> Points(string queue, IEnumerable<Row<QueueFigures>> rows, int stepSeconds) =>
        [.. SeriesQuery.Steps(rows.Where(r => r.Figures.Queue == queue), stepSeconds, () => new QueueTotals(), (totals, row) => totals.AddPresence(row))
            .Select(step => step.Value.Point(step.Key))];
}

internal sealed class QueueTotals
{
    private readonly ObservedTime _observed = new();
    private readonly WaitTotals _wait = new();
    private double _personSeconds;
    private int _peak;
    private long _arrived;
    private long _served;
    private long _abandoned;
    private long _cut;

    public void Add(in Row<QueueFigures> row)
    {
        AddPresence(row);
        _wait.Add(row.Figures);
    }

    /// <summary>All but waits, whose sketches are the costly part.</summary>
    public void AddPresence(in Row<QueueFigures> row)
    {
        var queue = row.Figures;
        _observed.Add(row.Window, queue.ObservedSeconds);
        _personSeconds += queue.LengthMean * queue.ObservedSeconds;
        _peak = Math.Max(_peak, queue.LengthPeak);
        _arrived += queue.Arrived;
        _served += queue.Served;
        _abandoned += queue.Abandoned;
        _cut += queue.Cut;
    }

    public QueueSummary Summarise(string queue, string name, (int People, DateTimeOffset At)? now) => new()
    {
        Queue = queue,
        Name = name,
        ObservedSeconds = Figures.Round(_observed.Seconds),
        LengthMean = LengthMean,
        LengthPeak = _peak,
        LengthNow = now?.People,
        LengthAt = now?.At,
        Arrived = _arrived,
        Served = _served,
        Abandoned = _abandoned,
        Cut = _cut,
        ServedPerHour = _observed.Seconds > 0 ? Figures.Round(_served * 3600 / _observed.Seconds) : null,
        AbandonedShare = _served + _abandoned > 0 ? Figures.Round((double)_abandoned / (_served + _abandoned)) : null,
        Wait = _wait.Summary,
        WaitWithheld = _wait.Withheld,
        LittleRatio = _wait.LittleRatio,
    };

    public QueuePoint Point(DateTimeOffset start) => new(start, LengthMean, _peak, _arrived, _served, _abandoned, Figures.Round(_observed.Seconds));

    private double? LengthMean => _observed.Seconds > 0 ? Figures.Round(_personSeconds / _observed.Seconds) : null;
}
