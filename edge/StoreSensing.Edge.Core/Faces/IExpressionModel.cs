using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Reads how a face looks. One instance, one lane; a call allocates nothing.</summary>
public interface IExpressionModel
{
    /// <summary>Makes room for pictures of this one's size.</summary>
    void Prepare(Frame frame);

    /// <summary>Reads a face; false when the face lacks what the network needs, e.g. its five points.</summary>
    bool TryRead(Frame frame, in FaceDetection face, out Expression expression);
}
