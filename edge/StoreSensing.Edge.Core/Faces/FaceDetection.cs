using System.Numerics;
using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Five points of a face, 0..1 of the picture. Right and left are the person's own: the right eye lies left in the picture.</summary>
/// <param name="RightEye">Centre of the right eye.</param>
/// <param name="LeftEye">Centre of the left eye.</param>
/// <param name="Nose">Tip of the nose.</param>
/// <param name="RightMouth">Right corner of the mouth.</param>
/// <param name="LeftMouth">Left corner of the mouth.</param>
public readonly record struct FaceLandmarks(Vector2 RightEye, Vector2 LeftEye, Vector2 Nose, Vector2 RightMouth, Vector2 LeftMouth);

/// <summary>A face in a picture.</summary>
/// <param name="Box">Its box, 0..1 of the picture; may reach beyond.</param>
/// <param name="Score">The detector's score, 0..1.</param>
/// <param name="Landmarks">Its points; null from a detector that gives none.</param>
public readonly record struct FaceDetection(Box Box, float Score, FaceLandmarks? Landmarks) : IScoredBox;
