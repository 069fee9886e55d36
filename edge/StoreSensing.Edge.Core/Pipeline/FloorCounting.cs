using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>
/// From placed sightings to windows: zones, lines and heat of one surface. It does not care where sightings come from: a camera's tracks,
/// several cameras' merged ones, or a simulation. No clock, no thread, no I/O; a sighting allocates nothing.
/// </summary>
public sealed class FloorCounting
{
    private readonly LanePlan _plan;
    private readonly WindowSequence _windows;
    private readonly ZoneCounter[] _zones;
    private readonly LineCounter[] _lines;
    private readonly HeatCounter _heat;
    private readonly TimeSpan _late;

    /// <summary>Counts nothing yet.</summary>
    public FloorCounting(LanePlan plan)
    {
        _plan = plan;
        var capacity = plan.Tracker.Capacity;
        // Longest way of a sighting into its window: doubt, lost and found again, steadied, then the visit's threshold, with a pause in between.
        _late = plan.Tracker.ConfirmAfter + plan.Tracker.EndsWithin + plan.SteadyWithin;
        var lag = _late + plan.ZoneOptions.Visit + plan.ZoneOptions.Gap;
        _windows = new WindowSequence(plan.WindowSeconds, lag, plan.ZoneOptions.Gap, () => new LaneWindow(plan.Surface.Columns * plan.Surface.Rows, plan.Lines.Count));
        _zones = [.. plan.Zones.Select(z => new ZoneCounter(z.Id, z.Polygon, plan.ZoneOptions, capacity))];
        _lines = [.. plan.Lines.Select(l => new LineCounter(l.From, l.To, l.Band, plan.ZoneOptions.Gap, capacity))];
        _heat = new HeatCounter(plan.Surface, _windows, plan.ZoneOptions.Gap, capacity);
    }

    internal WindowSequence Windows => _windows;

    /// <summary>Moves to an observed instant, before its sightings.</summary>
    public void Observe(FrameTime now) => _windows.Observe(now);

    /// <summary>Takes one sighting. Sightings of a slot come in the order of their times; <see cref="End"/> frees the slot.</summary>
    public void Sample(in TrackSample sample, PlanePoint position)
    {
        foreach (var zone in _zones)
            zone.Sample(sample, position);
        for (var i = 0; i < _lines.Length; i++)
            if (_lines[i].Sample(sample, position) is var side && side != 0)
                (side > 0 == _plan.Lines[i].InIsPositive ? _windows.At(sample.At).LineIn : _windows.At(sample.At).LineOut)[i]++;
        _heat.Sample(sample, position);
    }

    /// <summary>Forgets a track; the tail after its last sighting is not counted.</summary>
    public void End(in TrackEnd end)
    {
        foreach (var zone in _zones)
            zone.End(end);
        foreach (var line in _lines)
            line.End(end);
        _heat.End(end);
    }

    /// <summary>Ends the stays that have been left for longer than the gap; after the instant's sightings.</summary>
    public void Tick(TimeSpan now)
    {
        foreach (var zone in _zones)
            zone.Tick(now - _late); // what comes late may still be of a stay
    }

    /// <summary>The next window that is complete at <paramref name="now"/>, or null; ask until it is null.</summary>
    public RawWindow? Close(FrameTime now)
    {
        _windows.Advance(now);
        return _windows.Close(now.Elapsed, final: false) is { } window ? ToRaw(window) : null;
    }

    /// <summary>Ends every stay and closes every window.</summary>
    public IReadOnlyList<RawWindow> Stop(FrameTime now)
    {
        _windows.Advance(now);
        foreach (var zone in _zones)
            zone.Stop();
        var windows = new List<RawWindow>();
        while (_windows.Close(now.Elapsed, final: true) is { } window)
            windows.Add(ToRaw(window));
        return windows;
    }

    private RawWindow ToRaw(LaneWindow window)
    {
        var raw = new RawWindow
        {
            Camera = _plan.Camera,
            Window = window.Window,
            ObservedSeconds = window.ObservedSeconds,
            Zones = [.. _zones.Select(z => z.Close(window.From, window.To))],
            Lines = [.. _plan.Lines.Select((line, i) => new RawLine(line.Id, window.LineIn[i], window.LineOut[i]))],
            Surface = _plan.Surface.Id,
            Heat = [.. window.Heat.Select(seconds => (float)seconds)],
            Expressions = [.. window.Expressions],
        };
        _windows.Recycle(window);
        return raw;
    }
}
