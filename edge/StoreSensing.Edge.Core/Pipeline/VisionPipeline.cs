using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>
/// The way of a picture, top to bottom: mask, detect, track, place, steady, count. No clock, no thread, no I/O; one lane calls it from one thread.
/// A call allocates nothing.
/// </summary>
public sealed class VisionPipeline
{
    private readonly LanePlan _plan;
    private readonly IDetector _detector;
    private readonly Detection.Detection[] _detections;
    private readonly PrivacyMask? _mask;
    private readonly Tracker _tracker;
    private readonly SteadyFeet _feet;
    private readonly FloorCounting _counting;
    private readonly IFloorCounter _floor;
    private readonly ExpressionSampler? _expression;
    private TimeSpan? _last;

    /// <summary>Puts a lane together.</summary>
    /// <param name="plan">What it measures.</param>
    /// <param name="detector">What finds people or faces in its pictures; stays the caller's.</param>
    /// <param name="firstTrackId">Where track numbers start; hand in a random number.</param>
    /// <param name="elsewhere">Where sightings are counted together with other cameras'; null to count them here.</param>
    public VisionPipeline(LanePlan plan, IDetector detector, long firstTrackId, IFloorCounter? elsewhere = null)
    {
        plan = elsewhere is null ? plan : plan with { CountsElsewhere = true, Zones = [], Lines = [], Queues = [] };
        _plan = plan;
        _detector = detector;
        _detections = new Detection.Detection[detector.Capacity];
        _mask = plan.Masks.Count > 0 ? new PrivacyMask(plan.Masks) : null;
        _tracker = new Tracker(plan.Tracker, firstTrackId, plan.Placement);
        _feet = new SteadyFeet(plan.SteadyWithin, plan.Tracker.Capacity);
        _counting = new FloorCounting(plan);
        _floor = elsewhere ?? _counting;
        _expression = plan.Expression is { } e ? new ExpressionSampler(e.Zones, e.Faces, e.Reader, _counting.Windows, plan.Tracker.Capacity) : null;
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
        _counting.Observe(frame.Time);
        if (_floor != _counting)
            _floor.Observe(frame.Time);
        _mask?.Apply(frame);
        var found = _detector.Detect(frame, _detections);
        _tracker.Update(_detections.AsSpan(0, found), now);
        foreach (ref readonly var end in _tracker.Ended)
            Forget(end); // first: a slot may have a new track already
        foreach (ref readonly var sample in _tracker.Samples)
            Place(sample, now);
        Count(now);
        _expression?.Look(frame);
        Frames++;
        Detections += found;
    }

    /// <summary>The next window that is complete at <paramref name="now"/>, or null; ask until it is null. Call it without frames, too.</summary>
    public RawWindow? Close(FrameTime now) => _counting.Close(now);

    /// <summary>Ends every track and closes every window: the agent stops.</summary>
    public IReadOnlyList<RawWindow> Stop(FrameTime now)
    {
        _counting.Windows.Advance(now);
        _expression?.Stop(now.Elapsed);
        _feet.Stop();
        CountSettled();
        return _counting.Stop(now);
    }

    private void Place(in TrackSample sample, TimeSpan now)
    {
        if (!_plan.Placement.TryPlace(sample.Box, out var position))
            return;
        _feet.Add(sample, position);
        _expression?.Consider(sample, position, now);
    }

    private void Count(TimeSpan now)
    {
        _feet.Tick(now);
        CountSettled();
        _floor.Tick(now);
    }

    private void CountSettled()
    {
        foreach (ref readonly var place in _feet.Told)
            _floor.Sample(place.Sample, place.Position);
        _feet.Begin();
    }

    private void Forget(in TrackEnd end)
    {
        _feet.End(end.Slot);
        CountSettled();
        _floor.End(end);
        _expression?.End(end);
    }
}
