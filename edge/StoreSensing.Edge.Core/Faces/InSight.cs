using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Somebody who is followed and was seen in the picture that is being looked at.</summary>
/// <param name="Sample">The sighting.</param>
/// <param name="Position">Where, on the surface.</param>
/// <param name="Wanted">In an area where somebody asks for faces: others' are not looked at.</param>
/// <param name="Alive">False for a tracked face that has not shown life yet.</param>
internal readonly record struct InSight(TrackSample Sample, PlanePoint Position, bool Wanted, bool Alive);
