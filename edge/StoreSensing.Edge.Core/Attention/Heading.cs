using StoreSensing.Edge.Core.Faces;

namespace StoreSensing.Edge.Core.Attention;

/// <summary>Where a head is turned to at one instant.</summary>
/// <param name="Pose">Seen from the camera; null when unknown.</param>
/// <param name="AzimuthDegrees">On the surface: 0 along x, 90 along y; null when unknown.</param>
internal readonly record struct Heading(HeadPose? Pose, double? AzimuthDegrees);
