using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>Takes placed sightings: counts them itself (<see cref="FloorCounting"/>), or merges them with other cameras' first. One thread at a time.</summary>
public interface IFloorCounter
{
    /// <summary>Moves to an observed instant, before its sightings.</summary>
    void Observe(FrameTime now);

    /// <summary>Takes one sighting. Sightings of a slot come in the order of their times; <see cref="End"/> frees the slot.</summary>
    void Sample(in TrackSample sample, PlanePoint position);

    /// <summary>Forgets a track.</summary>
    void End(in TrackEnd end);

    /// <summary>Everything of the instant has been told.</summary>
    void Tick(TimeSpan now);
}
