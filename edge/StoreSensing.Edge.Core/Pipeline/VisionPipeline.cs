using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>
/// The way of a picture, top to bottom: mask, detect, track, place, count. No clock, no thread, no I/O; one lane calls it from one thread.
/// A call allocates nothing.
/// </summary>
public sealed class VisionPipeline
{
    private readonly LanePlan _plan;
    private readonly IDetector _detector;
    private readonly Detection.Detection[] _detections;
    private readonly PrivacyMask? _mask;
    private readonly Tracker _tracker;
    private readonly WindowSequence _windows;
    private readonly ZoneCounter[] _zones;
    private readonly LineCounter[] _lines;
    private readonly HeatCounter _heat;
    private readonly ExpressionSampler? _expression;
    private TimeSpan? _last;

    /// <summary>Puts a lane together.</summary>
    /// <param name="plan">What it measures.</param>
    /// <param name="detector">What finds people or faces in its pictures; stays the caller's.</param>
    /// <param name="firstTrackId">Where track numbers start; hand in a random number.</param>
    public VisionPipeline(LanePlan plan, IDetector detector, long firstTrackId)
    {
        _plan = plan;
        _detector = detector;
        _detections = new Detection.Detection[detector.Capacity];
        _mask = plan.Masks.Count > 0 ? new PrivacyMask(plan.Masks) : null;
        _tracker = new Tracker(plan.Tracker, firstTrackId);
        var capacity = plan.Tracker.Capacity;
        // Longest way of a sighting into its window: doubt, then the visit's threshold, with a pause in between.
        var lag = plan.Tracker.ConfirmAfter + plan.ZoneOptions.Visit + plan.ZoneOptions.Gap + plan.Tracker.LostAfter;
        _windows = new WindowSequence(plan.WindowSeconds, lag, plan.ZoneOptions.Gap, () => new LaneWindow(plan.Surface.Columns * plan.Surface.Rows, plan.Lines.Count));
        _zones = [.. plan.Zones.Select(z => new ZoneCounter(z.Id, z.Polygon, plan.ZoneOptions, capacity))];
        _lines = [.. plan.Lines.Select(l => new LineCounter(l.From, l.To, l.Band, plan.ZoneOptions.Gap, capacity))];
        _heat = new HeatCounter(plan.Surface, _windows, plan.ZoneOptions.Gap, capacity);
        _expression = plan.Expression is { } e ? new ExpressionSampler(e.Zones, e.Faces, e.Reader, _windows, capacity) : null;
    }

    /// <summary>Frames taken so far.</summary>
    public long Frames { get; private set; }

    /// <summary>People (or faces) found so far, summed over frames.</summary>
    public long Detections { get; private set; }

    /// <summary>Faces whose expression was read so far.</summary>
    public long FacesRead => _expression?.FacesRead ?? 0;

    /// <summary>Frames left out because they were not later than the one before.</summary>
    public long FramesOutOfOrder { get; private set; }

    /// <summary>Takes one picture. The frame stays the caller's.</summary>
    public void Process(Frame frame)
    {
        var now = frame.Time.Elapsed;
        if (now <= _last)
        {
            FramesOutOfOrder++;
            return;
        }
        _last = now;
        _windows.Observe(frame.Time);
        _mask?.Apply(frame);
        var found = _detector.Detect(frame, _detections);
        _tracker.Update(_detections.AsSpan(0, found), now);
        foreach (ref readonly var end in _tracker.Ended)
            Forget(end); // first: a slot may have a new track already
        foreach (ref readonly var sample in _tracker.Samples)
            Count(sample, now);
        _expression?.Look(frame);
        foreach (var zone in _zones)
            zone.Tick(now);
        Frames++;
        Detections += found;
    }

    /// <summary>The next window that is complete at <paramref name="now"/>, or null; ask until it is null. Call it without frames, too.</summary>
    public RawWindow? Close(FrameTime now)
    {
        _windows.Advance(now);
        return _windows.Close(now.Elapsed, final: false) is { } window ? ToRaw(window) : null;
    }

    /// <summary>Ends every track and closes every window: the agent stops.</summary>
    public IReadOnlyList<RawWindow> Stop(FrameTime now)
    {
        _windows.Advance(now);
        foreach (var zone in _zones)
            zone.Stop();
        _expression?.Stop(now.Elapsed);
        var windows = new List<RawWindow>();
        while (_windows.Close(now.Elapsed, final: true) is { } window)
            windows.Add(ToRaw(window));
        return windows;
    }

    private void Count(in TrackSample sample, TimeSpan now)
    {
        if (!_plan.Placement.TryPlace(sample.Box, out var position))
            return;
        foreach (var zone in _zones)
            zone.Sample(sample, position);
        for (var i = 0; i < _lines.Length; i++)
            if (_lines[i].Sample(sample, position) is var side && side != 0)
                (side > 0 == _plan.Lines[i].InIsPositive ? _windows.At(sample.At).LineIn : _windows.At(sample.At).LineOut)[i]++;
        _heat.Sample(sample, position);
        _expression?.Consider(sample, position, now);
    }

    private void Forget(in TrackEnd end)
    {
        foreach (var zone in _zones)
            zone.End(end);
        foreach (var line in _lines)
            line.End(end);
        _heat.End(end);
        _expression?.End(end);
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
