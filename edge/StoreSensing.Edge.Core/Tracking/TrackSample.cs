using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Tracking;

/// <summary>One sighting of a believed track. Predictions are never samples.</summary>
/// <param name="Slot">The track's slot, 0..capacity−1; used again after <see cref="TrackEnd"/>.</param>
/// <param name="Id">The track's number in this process; never leaves the device.</param>
/// <param name="At">Monotonic time.</param>
/// <param name="Box">The box as detected.</param>
public readonly record struct TrackSample(int Slot, long Id, TimeSpan At, Box Box);

/// <summary>A track's end. Nothing may be kept for its slot after this.</summary>
/// <param name="Slot">The slot that becomes free.</param>
/// <param name="LastSeen">Monotonic time of its last sample.</param>
public readonly record struct TrackEnd(int Slot, TimeSpan LastSeen);
