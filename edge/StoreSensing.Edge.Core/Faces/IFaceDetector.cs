using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Finds faces, with their points where its network gives them. One instance, one lane; a call allocates nothing.</summary>
public interface IFaceDetector : IDetector
{
    /// <summary>Finds faces in the whole picture, best first, after suppression; returns how many.</summary>
    int DetectFaces(Frame frame, Span<FaceDetection> into);

    /// <summary>Finds faces in a part of the picture, e.g. the upper half of a person; boxes and points are still 0..1 of the whole picture.</summary>
    int DetectFaces(Frame frame, in PixelRectangle region, Span<FaceDetection> into);
}
