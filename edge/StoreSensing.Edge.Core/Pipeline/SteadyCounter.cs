using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>Steadies paths before another counter counts them.</summary>
/// <param name="reach">See <see cref="LanePlan.SteadyWithin"/>; zero hands sightings on as they are.</param>
/// <param name="capacity">Slots of the tracker.</param>
/// <param name="counter">Counts.</param>
internal sealed class SteadyCounter(TimeSpan reach, int capacity, IFloorCounter counter) : IFloorCounter
{
    private readonly SteadyFeet _feet = new(reach, capacity);

    public void Observe(FrameTime now) => counter.Observe(now);

    public void Sample(in TrackSample sample, PlanePoint position)
    {
        _feet.Add(sample, position);
        Settle();
    }

    public void End(in TrackEnd end)
    {
        _feet.End(end.Slot);
        Settle();
        counter.End(end);
    }

    public void Tick(TimeSpan now)
    {
        _feet.Tick(now);
        Settle();
        counter.Tick(now);
    }

    /// <summary>Hands on what is left of every path.</summary>
    public void Stop()
    {
        _feet.Stop();
        Settle();
    }

    private void Settle()
    {
        foreach (ref readonly var place in _feet.Told)
            counter.Sample(place.Sample, place.Position);
        _feet.Begin();
    }
}
