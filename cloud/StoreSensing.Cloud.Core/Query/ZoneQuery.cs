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

    /// <summary>Visits that began, as far as they are told; null when all are withheld.</summary>
    public required long? Visits { get; init; }

    /// <summary>Visits that reached the engaged threshold, in the same way.</summary>
    public required long? EngagedVisits { get; init; }

    /// <summary>Start of the earliest window in the visits, UTC, where a figure reaches back before the window it was told in; it can lie before the range.</summary>
    public required DateTimeOffset? CountsSince { get; init; }

    /// <summary>Why visits or engaged visits are null: <c>below-threshold</c> (0 included) or <c>budget</c>.</summary>
    public required string? CountsWithheld { get; init; }

    /// <summary>What the visits lack; null when they lack nothing.</summary>
    public required UntoldCounts? Untold { get; init; }

    /// <summary>Half the width of the 95 % interval that the noise leaves around the visits, people; null without noise. More after a restart.</summary>
    public required double? VisitsPlusMinus { get; init; }

    /// <summary>The same of the engaged visits.</summary>
    public required double? EngagedPlusMinus { get; init; }

    /// <summary>Person-seconds of the visits that ended and were told; null when none were.</summary>
    public required double? PersonSeconds { get; init; }

    /// <summary>Why person-seconds are null: <c>no-visits</c>, <c>below-threshold</c> or <c>profile</c>.</summary>
    public required string? PersonSecondsWithheld { get; init; }

    /// <summary>Person-seconds / observed seconds, people; null when nothing was observed or told.</summary>
    public required double? OccupancyMean { get; init; }

    /// <summary>Most visits open at one time, people; of several devices, the most any one saw; null when withheld.</summary>
    public required int? OccupancyPeak { get; init; }

    /// <summary>When the peak is withheld: it was always fewer people than this; null where the profile never tells it.</summary>
    public required int? OccupancyPeakBelow { get; init; }

    /// <summary>Visits open at the end of the newest window, people; null when that is withheld, the window is too old, or its device is not online.</summary>
    public required int? OccupancyNow { get; init; }

    /// <summary>When that is withheld: it is fewer people than this; null where the profile never tells it.</summary>
    public required int? OccupancyNowBelow { get; init; }

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
            total.Add(row, layout.PrivacyOf(row.Window.Device));
        }
        var present = Occupancy.Now(layout, recent, devices, now);
        var names = Names(layout);
        return [.. names.Keys.Concat(totals.Keys.Except(names.Keys).Order(StringComparer.Ordinal))
            .Select(zone => (totals.GetValueOrDefault(zone) ?? new ZoneTotals()).Summarise(zone, names.GetValueOrDefault(zone, zone), present.GetValueOrDefault(zone)))];
    }

    /// <summary>Zone ids and names, first description first.</summary>
    public static IReadOnlyDictionary<string, string> Names(StoreLayout layout) => layout.Zones.DistinctBy(z => z.Zone).ToDictionary(z => z.Zone, z => z.Name);
}

internal sealed class ZoneTotals
{
    private readonly CountTotals _visits = new();
    private readonly CountTotals _engaged = new();
    private readonly DwellTotals _dwell = new();
    private readonly ObservedTime _observed = new();
    private double? _personSeconds;
    private Reasons _reasons;
    private int? _peak;
    private int? _peakBelow;
    private bool _peakNeverTold;

    public void Add(in Row<ZoneFigures> row, LayoutPrivacy? privacy)
    {
        var zone = row.Figures;
        _observed.Add(row.Window, zone.ObservedSeconds);
        AddCounts(row, privacy, _visits, _engaged);
        if (zone.PersonSeconds is { } seconds)
            _personSeconds = (_personSeconds ?? 0) + seconds;
        _reasons.Add(zone.PersonSecondsWithheld);
        if (zone.OccupancyPeak is { } peak)
            _peak = Math.Max(_peak ?? 0, peak);
        else if (Occupancy.Below(zone, privacy) is { } below)
            _peakBelow = Math.Max(_peakBelow ?? 0, below);
        else
            _peakNeverTold = true;
        _dwell.Add(zone);
    }

    /// <summary>Adds a window's visits and engaged visits.</summary>
    public static void AddCounts(in Row<ZoneFigures> row, LayoutPrivacy? privacy, CountTotals visits, CountTotals engaged)
    {
        var zone = row.Figures;
        visits.Add(row.Window, zone.Visits, zone.CountsWithheld, zone.CountsSince, privacy, privacy?.Noise?.VisitScale);
        engaged.Add(row.Window, zone.EngagedVisits, zone.CountsWithheld, zone.CountsSince, privacy, privacy?.Noise?.EngagedScale);
    }

    public ZoneSummary Summarise(string zone, string name, Present? now) => new()
    {
        Zone = zone,
        Name = name,
        Visits = _visits.Sum,
        EngagedVisits = _engaged.Sum,
        CountsSince = _visits.Since,
        CountsWithheld = _visits.Withheld ?? _engaged.Withheld,
        Untold = _visits.Untold,
        VisitsPlusMinus = _visits.PlusMinus,
        EngagedPlusMinus = _engaged.PlusMinus,
        PersonSeconds = Figures.Round(_personSeconds),
        PersonSecondsWithheld = _personSeconds is null ? _reasons.Strongest ?? "no-visits" : null,
        OccupancyMean = _personSeconds is { } seconds && _observed.Seconds > 0 ? Figures.Round(seconds / _observed.Seconds) : null,
        OccupancyPeak = _peak,
        OccupancyPeakBelow = _peak is null && !_peakNeverTold ? _peakBelow : null,
        OccupancyNow = now?.People,
        OccupancyNowBelow = now?.Below,
        OccupancyAt = now?.At,
        ObservedSeconds = Figures.Round(_observed.Seconds),
        Dwell = _dwell.Summary,
        DwellWithheld = _dwell.Withheld,
    };
}
