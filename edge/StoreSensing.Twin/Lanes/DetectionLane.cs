using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Twin.Cameras;

namespace StoreSensing.Twin.Lanes;

/// <summary>Simulated detections of one camera through the product's own steps. Allocates nothing per instant.</summary>
public sealed class DetectionLane
{
    private readonly CameraView _view;
    private readonly PeopleCounting _people;
    private readonly Detection[] _detections;

    /// <summary>Puts a lane together.</summary>
    /// <param name="plan">What it measures, and how boxes are placed.</param>
    /// <param name="view">What its detector finds.</param>
    /// <param name="firstTrackId">Where track numbers start.</param>
    /// <param name="elsewhere">Where sightings are counted together with other cameras'; null to count them here.</param>
    public DetectionLane(LanePlan plan, CameraView view, long firstTrackId, IFloorCounter? elsewhere = null)
    {
        _view = view;
        _people = new PeopleCounting(plan, firstTrackId, elsewhere);
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
        _people.Observe(now);
        var found = _view.Detect(world.Samples, now.Elapsed, _detections);
        _people.Take(_detections.AsSpan(0, found), now.Elapsed);
        Pictures++;
        Detections += found;
    }

    /// <summary>The next window that is complete, or null; ask until it is null.</summary>
    public RawWindow? Close(StoreWorld world) => _people.Close(world.Now);

    /// <summary>Ends every track and closes every window.</summary>
    public IReadOnlyList<RawWindow> Stop(StoreWorld world) => _people.Stop(world.Now);
}
