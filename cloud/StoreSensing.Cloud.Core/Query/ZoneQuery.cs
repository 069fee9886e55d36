using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>A zone over a range.</summary>
public sealed record ZoneSummary
{
    /// <summary>The zone's id.</summary>
    public required string Zone { get; init; }

    /// <summary>The name people see; the id when no device describes the zone.</summary>
    public required string Name { get; init; }

    /// <summary>Visits that began.</summary>
    public required long Visits { get; init; }

    /// <summary>Visits that reached the engaged threshold.</summary>
    public required long EngagedVisits { get; init; }

    /// <summary>Person-seconds.</summary>
    public required double PersonSeconds { get; init; }

    /// <summary>Person-seconds / observed seconds, people; null when nothing was observed.</summary>
    public required double? OccupancyMean { get; init; }

    /// <summary>Most visits open at one time, people; of several devices, the most any one saw.</summary>
    public required int OccupancyPeak { get; init; }

    /// <summary>Visits open at the end of the newest window, people; null when that window is too old or its device is not online.</summary>
    public required int? OccupancyNow { get; init; }

    /// <summary>The end of that window, UTC.</summary>
    public required DateTimeOffset? OccupancyAt { get; init; }

    /// <summary>Seconds really observed.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>Dwell, or null when nothing was told.</summary>
    public required DwellSummary? Dwell { get; init; }

    /// <summary>Why dwell is null: <c>no-visits</c>, <c>below-threshold</c> or <c>profile</c>.</summary>
    public required string? DwellWithheld { get; init; }
}

/// <summary>Adds up zone figures over a range.</summary>
public static class ZoneQuery
{
    /// <summary>How many windows a zone's occupancy counts as now.</summary>
    public const int FreshWindows = 3;

    /// <summary>Every zone that is described or has figures, in that order.</summary>
    /// <param name="layout">The shop.</param>
    /// <param name="rows">The range's rows.</param>
    /// <param name="recent">Rows of the last windows before now, for the occupancy now.</param>
    /// <param name="devices">The shop's devices.</param>
    /// <param name="now">UTC.</param>
    public static IReadOnlyList<ZoneSummary> Summarise(
        StoreLayout layout, IEnumerable<Row<ZoneFigures>> rows, IEnumerable<Row<ZoneFigures>> recent, IReadOnlyList<DeviceRecord> devices, DateTimeOffset now)
    {
        var totals = new Dictionary<string, ZoneTotals>();
        foreach (var row in rows)
        {
            if (!totals.TryGetValue(row.Figures.Zone, out var total))
                totals[row.Figures.Zone] = total = new ZoneTotals();
            total.Add(row);
        }
        var present = Occupancy.Now(recent, devices, now);
        var names = Names(layout);
        return [.. names.Keys.Concat(totals.Keys.Except(names.Keys).Order(StringComparer.Ordinal))
            .Select(zone => (totals.GetValueOrDefault(zone) ?? new ZoneTotals()).Summarise(zone, names.GetValueOrDefault(zone, zone), present.GetValueOrDefault(zone)))];
    }

    /// <summary>Zone ids and names, first description first.</summary>
    public static IReadOnlyDictionary<string, string> Names(StoreLayout layout) => layout.Zones.DistinctBy(z => z.Zone).ToDictionary(z => z.Zone, z => z.Name);
}

internal sealed class ZoneTotals
{
    private readonly DwellTotals _dwell = new();
    private readonly ObservedTime _observed = new();
    private long _visits;
    private long _engaged;
    private double _personSeconds;
    private int _peak;

    public void Add(in Row<ZoneFigures> row)
    {
        AddPresence(row);
        _dwell.Add(row.Figures.Dwell, row.Figures.DwellWithheld);
    }

    /// <summary>All but dwell, whose sketches are the costly part.</summary>
    public void AddPresence(in Row<ZoneFigures> row)
    {
        _visits += row.Figures.Visits;
        _engaged += row.Figures.EngagedVisits;
        _personSeconds += row.Figures.PersonSeconds;
        _peak = Math.Max(_peak, row.Figures.OccupancyPeak);
        _observed.Add(row.Window, row.Figures.ObservedSeconds);
    }

    public ZoneSummary Summarise(string zone, string name, (int People, DateTimeOffset At)? now) => new()
    {
        Zone = zone,
        Name = name,
        Visits = _visits,
        EngagedVisits = _engaged,
        PersonSeconds = Figures.Round(_personSeconds),
        OccupancyMean = OccupancyMean,
        OccupancyPeak = _peak,
        OccupancyNow = now?.People,
        OccupancyAt = now?.At,
        ObservedSeconds = Figures.Round(_observed.Seconds),
        Dwell = _dwell.Summary,
        DwellWithheld = _dwell.Withheld,
    };

    public ZonePoint Point(DateTimeOffset start) =>
        new(start, _visits, _engaged, Figures.Round(_personSeconds), OccupancyMean, Figures.Round(_observed.Seconds));

    private double? OccupancyMean => _observed.Seconds > 0 ? Figures.Round(_personSeconds / _observed.Seconds) : null;
}
