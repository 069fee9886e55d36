using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>
/// The way of what was found in a picture, top to bottom: track, place, steady, count. It does not care who found it: a detector or a simulation. No clock, no
/// thread, no I/O; a call allocates nothing.
/// </summary>
public sealed class PeopleCounting
{
    private readonly LanePlan _plan;
    private readonly Tracker _tracker;
    private readonly FloorCounting _counting;
    private readonly SteadyCounter _floor;
    private readonly bool _elsewhere;

    /// <summary>Follows nobody yet.</summary>
    /// <param name="plan">What is measured.</param>
    /// <param name="firstTrackId">Where track numbers start; hand in a random number.</param>
    /// <param name="elsewhere">Where sightings are counted together with other cameras'; null to count them here.</param>
    public PeopleCounting(LanePlan plan, long firstTrackId, IFloorCounter? elsewhere = null)
    {
        plan = elsewhere is null ? plan : plan with { CountsElsewhere = true, Zones = [], Lines = [], Queues = [] };
        _plan = plan;
        _tracker = new Tracker(plan.Tracker, firstTrackId, plan.Placement);
        _counting = new FloorCounting(plan);
        _floor = new SteadyCounter(plan.SteadyWithin, plan.Tracker.Capacity, elsewhere ?? _counting);
        _elsewhere = elsewhere is not null;
        Expression = plan.Expression is { } e ? new ExpressionLane(e, _counting.Windows, plan.Tracker.Capacity) : null;
    }

    /// <summary>Looks at the faces of those who are followed; null while expression is off.</summary>
    internal ExpressionLane? Expression { get; }

    /// <summary>Moves to an observed instant, before what was found in it.</summary>
    public void Observe(FrameTime now)
    {
        _counting.Observe(now);
        if (_elsewhere)
            _floor.Observe(now);
    }

    /// <summary>Takes what was found at an instant, later than the last one.</summary>
    public void Take(ReadOnlySpan<Detection.Detection> found, TimeSpan now)
    {
        _tracker.Update(found, now);
        foreach (ref readonly var end in _tracker.Ended)
            Forget(end); // first: a slot may have a new track already
        foreach (ref readonly var sample in _tracker.Samples)
            Place(sample, now);
        _floor.Tick(now);
    }

    /// <summary>The next window that is complete at <paramref name="now"/>, or null; ask until it is null.</summary>
    public RawWindow? Close(FrameTime now) => _counting.Close(now);

    /// <summary>Ends every track and closes every window.</summary>
    public IReadOnlyList<RawWindow> Stop(FrameTime now)
    {
        _counting.Windows.Advance(now);
        Expression?.Stop(now.Elapsed);
        _floor.Stop();
        return _counting.Stop(now);
    }

    private void Place(in TrackSample sample, TimeSpan now)
    {
        if (!_plan.Placement.TryPlace(sample.Box, out var position))
            return;
        _floor.Sample(sample, position);
        Expression?.Consider(sample, position, now);
    }

    private void Forget(in TrackEnd end)
    {
        _floor.End(end);
        Expression?.End(end);
    }
}
