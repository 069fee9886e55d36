using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>A face that belongs to a track, in one picture.</summary>
/// <param name="Slot">The track's slot.</param>
/// <param name="TrackId">The track's number in this process; never leaves the device.</param>
/// <param name="At">Monotonic time of the picture.</param>
/// <param name="Face">The face.</param>
/// <param name="Position">Where the person stands, on the camera's surface.</param>
/// <param name="Pose">Where the head is turned to; null when nothing could tell.</param>
public readonly record struct FaceSighting(int Slot, long TrackId, TimeSpan At, FaceDetection Face, PlanePoint Position, HeadPose? Pose);
