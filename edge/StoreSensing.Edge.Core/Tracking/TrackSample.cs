using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Tracking;

/// <summary>
/// One place of a believed track: seen, or on the line between two sightings. It never lies after a track's last sighting: predictions are no samples.
/// </summary>
/// <param name="Slot">The track's slot, 0..capacity−1; used again after <see cref="TrackEnd"/>.</param>
/// <param name="Id">The track's number in this process; never leaves the device.</param>
/// <param name="At">Monotonic time.</param>
/// <param name="Box">The box: as detected, or between two of them.</param>
/// <param name="Smooth">The box with the detector's jitter filtered out.</param>
/// <param name="Bridged">True for a place between two sightings at which the detector saw nothing.</param>
public readonly record struct TrackSample(int Slot, long Id, TimeSpan At, Box Box, Box Smooth, bool Bridged);

/// <summary>A track's end. Nothing may be kept for its slot after this.</summary>
/// <param name="Slot">The slot that becomes free.</param>
/// <param name="LastSeen">Monotonic time of its last sample.</param>
/// <param name="Withdrawn">True when it was another track's double all the time: a stay that nobody was told of yet is not told.</param>
public readonly record struct TrackEnd(int Slot, TimeSpan LastSeen, bool Withdrawn = false);
