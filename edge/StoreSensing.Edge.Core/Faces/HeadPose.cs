namespace StoreSensing.Edge.Core.Faces;

/// <summary>
/// Where a head is turned to, in degrees, seen along the line from the camera to the head: all 0 when it faces the camera. Not where the eyes look.
/// </summary>
/// <param name="Yaw">Positive: turned towards the picture's right.</param>
/// <param name="Pitch">Positive: up.</param>
/// <param name="Roll">Positive: tilted clockwise as the picture shows it.</param>
public readonly record struct HeadPose(float Yaw, float Pitch, float Roll);
