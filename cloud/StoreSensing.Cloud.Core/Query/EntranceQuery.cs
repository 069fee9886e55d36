using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>
/// People inside over a range, from the crossings of a group of entrances. Over any stretch in − out + clamped − drift is the change of the
/// number of people inside.
/// </summary>
public sealed record EntranceSummary
{
    /// <summary>The group's id: <c>store</c>.</summary>
    public required string Group { get; init; }

    /// <summary>Seconds really observed; 0 means that the counts say nothing.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>People who came in.</summary>
    public required long In { get; init; }

    /// <summary>People who went out.</summary>
    public required long Out { get; init; }

    /// <summary>People inside at the end of the newest window; null when that window is too old or its device is not online.</summary>
    public required int? Now { get; init; }

    /// <summary>The end of that window, UTC.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>Most people inside at one time; of several devices, the sum of what each had at most in one window. Null when nothing was observed.</summary>
    public required int? Peak { get; init; }

    /// <summary>Start of the window of the peak, UTC.</summary>
    public required DateTimeOffset? PeakAt { get; init; }

    /// <summary>People by which the number inside would have gone below zero: their entry was missed.</summary>
    public required long Clamped { get; init; }

    /// <summary>What was left at the daily resets and was taken off; null when no reset fell into the range.</summary>
    public required long? Drift { get; init; }

    /// <summary>The daily resets of the range, oldest first.</summary>
    public required IReadOnlyList<EntranceReset> Resets { get; init; }

    /// <summary>Local time of the daily reset, <c>HH:mm</c>, as last told; null when nothing was told.</summary>
    public required string? ResetAt { get; init; }

    /// <summary>IANA name of the time zone that it is meant in.</summary>
    public required string? TimeZone { get; init; }
}

/// <summary>A daily reset.</summary>
/// <param name="WindowStart">Start of the window that it fell into, UTC.</param>
/// <param name="Device">The device that counted.</param>
/// <param name="Drift">People who were left, and were taken off.</param>
public sealed record EntranceReset(DateTimeOffset WindowStart, string Device, int Drift);

/// <summary>People inside in one step of a series.</summary>
/// <param name="Start">Start of the step, UTC.</param>
/// <param name="In">People who came in.</param>
/// <param name="Out">People who went out.</param>
/// <param name="Peak">Most people inside at one time; null when nothing was observed.</param>
/// <param name="ObservedSeconds">Seconds really observed.</param>
public sealed record EntrancePoint(DateTimeOffset Start, long In, long Out, int? Peak, double ObservedSeconds);

/// <summary>Adds up crossings of entrances over a range.</summary>
public static class EntranceQuery
{
    /// <summary>The group that entrances belong to while nobody says otherwise.</summary>
    public const string StoreGroup = "store";

    /// <summary>Every group with figures, and the store's where a device describes an entrance.</summary>
    /// <param name="layout">The shop.</param>
    /// <param name="rows">The range's rows.</param>
    /// <param name="recent">Rows of the last windows before now, for the people inside now.</param>
    /// <param name="devices">The shop's devices.</param>
    /// <param name="now">UTC.</param>
    public static IReadOnlyList<EntranceSummary> Summarise(
        StoreLayout layout, IEnumerable<Row<OccupancyFigures>> rows, IEnumerable<Row<OccupancyFigures>> recent, IReadOnlyList<DeviceRecord> devices, DateTimeOffset now)
    {
        var totals = new SortedDictionary<string, EntranceTotals>(StringComparer.Ordinal);
        if (layout.Lines.Any(l => l.Entrance))
            totals[StoreGroup] = new EntranceTotals();
        foreach (var row in rows)
        {
            if (!totals.TryGetValue(row.Figures.Group, out var total))
                totals[row.Figures.Group] = total = new EntranceTotals();
            total.Add(row);
        }
        var present = Occupancy.Now(recent, devices, now, o => o.Group, o => o.Occupancy);
        return [.. totals.Select(t => t.Value.Summarise(t.Key, present.GetValueOrDefault(t.Key)))];
    }

    /// <summary>A point for every step with an observed window; steps are multiples of <paramref name="stepSeconds"/> since the Unix epoch.</summary>
    public static IReadOnlyList<EntrancePoint> Points(string group, IEnumerable<Row<OccupancyFigures>> rows, int stepSeconds) =>
        [.. SeriesQuery.Steps(rows.Where(r => r.Figures.Group == group), stepSeconds, () => new EntranceTotals(), (totals, row) => totals.Add(row))
            .Select(step => step.Value.Point(step.Key))];
}

/// <summary>Windows come in their order.</summary>
internal sealed class EntranceTotals
{
    private readonly ObservedTime _observed = new();
    private readonly Dictionary<string, int> _peaksHere = [];
    private readonly List<EntranceReset> _resets = [];
    private DateTimeOffset _here;
    private long _in;
    private long _out;
    private long _clamped;
    private (int People, DateTimeOffset Start)? _peak;
    private OccupancyFigures? _last;

    public void Add(in Row<OccupancyFigures> row)
    {
        var figures = row.Figures;
        _observed.Add(row.Window, figures.ObservedSeconds);
        _in += figures.In;
        _out += figures.Out;
        _clamped += figures.Clamped;
        if (figures.Drift is { } drift)
            _resets.Add(new EntranceReset(row.Window.Start, row.Window.Device, drift));
        AddPeak(row.Window, figures.Peak);
        _last = figures;
    }

    public EntranceSummary Summarise(string group, (int People, DateTimeOffset At)? now) => new()
    {
        Group = group,
        ObservedSeconds = Figures.Round(_observed.Seconds),
        In = _in,
        Out = _out,
        Now = now?.People,
        At = now?.At,
        Peak = _peak?.People,
        PeakAt = _peak?.Start,
        Clamped = _clamped,
        Drift = _resets.Count == 0 ? null : _resets.Sum(r => (long)r.Drift),
        Resets = _resets,
        ResetAt = _last?.ResetAt,
        TimeZone = _last?.TimeZone,
    };

    public EntrancePoint Point(DateTimeOffset start) => new(start, _in, _out, _peak?.People, Figures.Round(_observed.Seconds));

    // People who came in past one device and went out past another are inside by the first one's count and clamped away by the second's, so
    // the devices' counts belong together: of one window they are added, of two messages of one device the greater holds.
    private void AddPeak(WindowOrigin window, int peak)
    {
        if (window.Start != _here)
            _peaksHere.Clear();
        _here = window.Start;
        _peaksHere[window.Device] = Math.Max(_peaksHere.GetValueOrDefault(window.Device), peak);
        var sum = _peaksHere.Values.Sum();
        if (_peak is not { } known || sum > known.People)
            _peak = (sum, window.Start);
    }
}
