using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Twin.Cameras;

namespace StoreSensing.Twin.Lanes;

/// <summary>
/// Simulated people straight into <see cref="FloorCounting"/>: what would be counted if every camera knew exactly who stands where. Somebody
/// out of every camera's sight is not counted there.
/// </summary>
public sealed class TruthLane
{
    private readonly FloorCounting _counting;
    private readonly IReadOnlyList<PinholeCamera> _sight;
    private readonly TimeSpan _lostAfter;
    private readonly bool _onPicture;
    private readonly TimeSpan?[] _seen;

    /// <summary>Counts nothing yet.</summary>
    /// <param name="plan">What it measures; its tracker's capacity must be at least the scene's. On a picture, of the only camera in sight.</param>
    /// <param name="sight">The cameras that see the floor; none: everything is seen.</param>
    public TruthLane(LanePlan plan, params IReadOnlyList<PinholeCamera> sight)
    {
        _counting = new FloorCounting(plan);
        _sight = sight;
        _onPicture = plan.Surface.Unit == SurfaceUnit.Image;
        _lostAfter = plan.Tracker.LostAfter;
        _seen = new TimeSpan?[plan.Tracker.Capacity];
    }

    /// <summary>Takes the world's instant.</summary>
    public void Take(StoreWorld world)
    {
        var now = world.Now;
        _counting.Observe(now);
        foreach (ref readonly var end in world.Ended)
            Forget(end.Slot);
        foreach (ref readonly var person in world.Samples)
        {
            if (!IsSeen(person))
            {
                if (_seen[person.Slot] is { } last && now.Elapsed - last > _lostAfter)
                    Forget(person.Slot);
                continue;
            }
            _seen[person.Slot] = now.Elapsed;
            _counting.Sample(new TrackSample(person.Slot, person.Id, now.Elapsed, default, default, Bridged: false), Placed(person));
        }
        _counting.Tick(now.Elapsed);
    }

    /// <summary>The next window that is complete, or null; ask until it is null.</summary>
    public RawWindow? Close(StoreWorld world) => _counting.Close(world.Now);

    /// <summary>Ends every stay and closes every window.</summary>
    public IReadOnlyList<RawWindow> Stop(StoreWorld world) => _counting.Stop(world.Now);

    private void Forget(int slot)
    {
        if (_seen[slot] is not { } last)
            return;
        _counting.End(new TrackEnd(slot, last));
        _seen[slot] = null;
    }

    // Zones drawn on an uncalibrated camera's picture are met by the foot point in it.
    private PlanePoint Placed(in PersonSample person) =>
        _onPicture && _sight[0].TryProject(person.Position, 0, out var foot, out _) ? foot : person.Position;

    private bool IsSeen(in PersonSample person)
    {
        if (_sight.Count == 0)
            return true;
        for (var i = 0; i < _sight.Count; i++)
            if (_sight[i].Sees(person.Position))
                return true;
        return false;
    }
}
