using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>A head's pose by FSA-Net (64×64), from the face's box alone. Allocates nothing.</summary>
/// <remarks>
/// Yang, Chen, Lin and Chuang, "FSA-Net: Learning Fine-Grained Structure Aggregation for Head Pose Estimation from a Single Image", CVPR 2019. The
/// weights' own demonstration (github omasaht/headpose-fsanet-pytorch, src/demo.py) stretches the box of a face detector to 64×64, blue first, (x − 127.5) / 128.
/// Its angles: yaw positive to the person's own left as drawn there, so to the picture's right after the sign is turned; pitch positive up; roll as its draw_axis turns.
/// It was trained on loose crops: of a mirrored face its yaw is off by a median of 7.6, 3.0, 1.4 and 1.6° at 0.8, 1.0, 1.2 and 1.4 times YuNet's box, 57 faces.
/// </remarks>
public sealed class FsaNetHeadPose : IHeadPoseEstimator
{
    private const int Side = 64;
    private const float MostDegrees = 99; // the network's range
    private readonly IInferenceSession _session;
    private readonly PictureRegion _region = new(Side);
    private readonly float _crop;

    /// <summary>Takes a session opened for [1, 3, 64, 64]; it stays the caller's.</summary>
    /// <param name="session">The model.</param>
    /// <param name="crop">Side of the square crop by the face box's longer side.</param>
    public FsaNetHeadPose(IInferenceSession session, float crop = 1.4f)
    {
        if (TensorCheck.Picture(session, 1) is var size && size != new InputSize(Side, Side))
            throw new InferenceException($"input {session.Inputs[0].Name} is {size.Width}×{size.Height}, not {Side}×{Side}");
        TensorCheck.Require(session, 0, 3);
        (_session, _crop) = (session, crop);
    }

    /// <inheritdoc/>
    public void Prepare(Frame frame) => _region.Prepare(frame);

    /// <inheritdoc/>
    public HeadPose? Estimate(Frame frame, in FaceDetection face)
    {
        var input = _session.Input(0);
        _region.FillRgb(frame, PixelRectangle.Around(frame, face.Box, _crop), input, 1 / 128f, -127.5f / 128);
        var plane = Side * Side;
        for (var i = 0; i < plane; i++)
            (input[i], input[(2 * plane) + i]) = (input[(2 * plane) + i], input[i]); // blue first
        _session.RunAndClear();
        var angles = _session.Output(0);
        return MathF.Abs(angles[0]) < MostDegrees && MathF.Abs(angles[1]) < MostDegrees && MathF.Abs(angles[2]) < MostDegrees
            ? new HeadPose(-angles[0], angles[1], angles[2])
            : null;
    }
}
