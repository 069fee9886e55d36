using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Twin.Cameras;

namespace StoreSensing.Twin.Lanes;

/// <summary>Simulated detections of one camera through the product's own steps: track, place, count. Allocates nothing per instant.</summary>
public sealed class DetectionLane
{
    private readonly LanePlan _plan;
    private readonly CameraView _view;
    private readonly Tracker _tracker;
    private readonly FloorCounting _counting;
    private readonly Detection[] _detections;

    /// <summary>Puts a lane together.</summary>
    /// <param name="plan">What it measures, and how boxes are placed.</param>
    /// <param name="view">What its detector finds.</param>
    /// <param name="firstTrackId">Where track numbers start.</param>
    public DetectionLane(LanePlan plan, CameraView view, long firstTrackId)
    {
        (_plan, _view) = (plan, view);
        _tracker = new Tracker(plan.Tracker, firstTrackId, plan.Placement);
        _counting = new FloorCounting(plan);
        _detections = new Detection[view.Capacity];
    }

    /// <summary>Instants taken.</summary>
    public long Pictures { get; private set; }

    /// <summary>Boxes found in them.</summary>
    public long Detections { get; private set; }

    /// <summary>Takes the world's instant as a picture.</summary>
    public void Take(StoreWorld world)
    {
        var now = world.Now;
        _counting.Observe(now);
        var found = _view.Detect(world.Samples, now.Elapsed, _detections);
        _tracker.Update(_detections.AsSpan(0, found), now.Elapsed);
        foreach (ref readonly var end in _tracker.Ended)
            _counting.End(end); // first: a slot may have a new track already
        foreach (ref readonly var sample in _tracker.Samples)
            if (_plan.Placement.TryPlace(sample.Box, out var position))
                _counting.Sample(sample, position);
        _counting.Tick(now.Elapsed);
        Pictures++;
        Detections += found;
    }

    /// <summary>The next window that is complete, or null; ask until it is null.</summary>
    public RawWindow? Close(StoreWorld world) => _counting.Close(world.Now);

    /// <summary>Ends every track and closes every window.</summary>
    public IReadOnlyList<RawWindow> Stop(StoreWorld world) => _counting.Stop(world.Now);
}
