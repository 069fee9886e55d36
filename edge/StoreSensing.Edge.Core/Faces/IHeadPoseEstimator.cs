using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Reads where a head is turned to. One instance, one lane; a call allocates nothing.</summary>
public interface IHeadPoseEstimator
{
    /// <summary>Makes room for pictures of this one's size.</summary>
    void Prepare(Frame frame);

    /// <summary>The head's pose; null when it can't be told.</summary>
    HeadPose? Estimate(Frame frame, in FaceDetection face);
}
