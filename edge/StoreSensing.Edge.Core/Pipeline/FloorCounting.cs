using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Attention;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>
/// From placed sightings to windows: zones, ways between them, lines, queues and heat of one surface. It does not care where sightings come
/// from: a camera's tracks, several cameras' merged ones, or a simulation. No clock, no thread, no I/O; a sighting allocates nothing.
/// </summary>
public sealed class FloorCounting : IFloorCounter
{
    private readonly LanePlan _plan;
    private readonly WindowSequence<LaneWindow> _windows;
    private readonly ZoneSet _zones;
    private readonly FlowCounter _flow;
    private readonly LineCounter[] _lines;
    private readonly QueueCounter[] _queues;
    private readonly HeatCounter _heat;
    private readonly TimeSpan _late;
    private readonly LingerCounter _linger;
    private readonly bool _merged;

    /// <summary>Counts nothing yet.</summary>
    public FloorCounting(LanePlan plan)
    {
        _plan = plan;
        _late = plan.Tracker.ConfirmAfter + plan.Tracker.EndsWithin + plan.SteadyWithin + plan.HeldBack;
        _merged = plan.MergeDelay > TimeSpan.Zero;
        var (options, capacity) = (plan.ZoneOptions, plan.Tracker.Capacity);
        var cells = plan.Surface.Columns * plan.Surface.Rows;
        _windows = new WindowSequence<LaneWindow>(plan.WindowSeconds, Lag(plan), options.Gap, () => new LaneWindow(cells, plan.Lines.Count, plan.Zones.Count));
        _flow = new FlowCounter(plan.Zones.Count, _windows, capacity);
        _zones = new ZoneSet([.. plan.Zones.Select(z => (z.Id, z.Polygon))], plan.Overlap, options, capacity, _flow);
        _lines = [.. plan.Lines.Select(l => new LineCounter(l.From, l.To, l.Band, options.Gap, capacity))];
        _queues = [.. plan.Queues.Select(q => new QueueCounter(q, options, capacity))];
        _heat = new HeatCounter(plan.Surface, _windows, options.Gap, capacity);
        _linger = new LingerCounter(plan.Surface, _windows, options.Gap, capacity);
        Attention = plan.Attention is { } attention ? new AttentionCounter(attention, plan) : null;
    }

    internal WindowSequence<LaneWindow> Windows => _windows;

    /// <summary>Counts attention to displays; null where there are none.</summary>
    internal AttentionCounter? Attention { get; }

    /// <summary>Moves to an observed instant, before its sightings.</summary>
    public void Observe(FrameTime now) => _windows.Observe(now);

    /// <summary>Takes one sighting. Sightings of a slot come in the order of their times; <see cref="End"/> frees the slot.</summary>
    public void Sample(in TrackSample sample, PlanePoint position)
    {
        _flow.Sample(sample);
        for (var i = 0; i < _lines.Length; i++)
            if (_lines[i].Sample(sample, position) is var side && side != 0)
                Crossed(i, inwards: side > 0 == _plan.Lines[i].InIsPositive, sample);
        _zones.Sample(sample, position);
        foreach (var queue in _queues)
            queue.Sample(sample, position);
        _heat.Sample(sample, position);
        _linger.Sample(sample, position, _plan.Placement.BodyHeight(sample.Box));
        Attention?.Sample(sample, position);
    }

    /// <summary>Forgets a track; the tail after its last sighting is not counted.</summary>
    public void End(in TrackEnd end)
    {
        _zones.End(end);
        _flow.End(end); // after the zones: they may have one more visit to tell
        foreach (var line in _lines)
            line.End(end);
        foreach (var queue in _queues)
            queue.End(end);
        _heat.End(end);
        _linger.End(end);
        Attention?.End(end);
    }

    /// <summary>Ends the stays that have been left for longer than the gap; after the instant's sightings.</summary>
    public void Tick(TimeSpan now)
    {
        now -= _late; // what comes late may still be of a stay
        _zones.Tick(now);
        foreach (var queue in _queues)
            queue.Tick(now);
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
        _zones.Stop();
        _flow.Stop();
        foreach (var queue in _queues)
            queue.Stop();
        _heat.Stop();
        Attention?.Stop();
        var windows = new List<RawWindow>();
        while (_windows.Close(now.Elapsed, final: true) is { } window)
            windows.Add(ToRaw(window));
        return windows;
    }

    // Longest way of a sighting into its window: doubt, then the visit's threshold, with a pause in between, and then what waits longest for
    // its decision: a lost track, a person on the way to the till, one who may yet linger.
    private static TimeSpan Lag(LanePlan plan)
    {
        var stay = plan.ZoneOptions.Visit + plan.ZoneOptions.Gap;
        var reach = plan.Queues.Select(q => q.Reach).DefaultIfEmpty().Max();
        var lag = stay + (plan.Tracker.EndsWithin > reach ? plan.Tracker.EndsWithin : reach);
        var linger = LingerCounter.After + plan.ZoneOptions.Gap + plan.Tracker.EndsWithin;
        return plan.Tracker.ConfirmAfter + (lag > linger ? lag : linger) + plan.SteadyWithin + plan.MergeDelay + plan.HeldBack;
    }

    private void Crossed(int line, bool inwards, in TrackSample sample)
    {
        var window = _windows.At(sample.At);
        (inwards ? window.LineIn : window.LineOut)[line]++;
        window.Crossers.Add((line, new RawCrosser(sample.Id, inwards)));
        if (!_plan.Lines[line].Entrance)
            return;
        window.Crossings.Add(new RawCrossing(window.UtcAt(sample.At), inwards));
        if (inwards)
            _flow.Enter(sample.Slot);
    }

    private RawWindow ToRaw(LaneWindow window)
    {
        var zones = _zones.Close(window.From, window.To); // first: who is over may have one more visit to tell
        _flow.Close(window);
        _heat.Close(window);
        var raw = LaneWindows.ToRaw(window, _plan) with
        {
            Zones = zones,
            Queues = [.. _queues.Select(q => q.Close(window.From, window.To))],
            Merge = _merged ? window.Merge.Told(_plan.Surface.Id) : null,
            Attention = Attention?.Close(window.To) ?? [],
        };
        _windows.Recycle(window);
        return raw;
    }
}
