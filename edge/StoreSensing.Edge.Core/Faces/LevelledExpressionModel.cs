using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>FER MobileFaceNet (<c>fer-mobilefacenet-int8</c>): seven logits from a face of 112×112 levelled by its five points.</summary>
/// <remarks>
/// opencv_zoo, <c>models/facial_expression_recognition</c>; "Progressive teacher" training of Jiang and Deng, "Boosting Facial Expression Recognition by A
/// Semi-Supervised Progressive Teacher", IEEE TAC (2021).
/// </remarks>
public sealed class LevelledExpressionModel : IExpressionModel
{
    private const int Side = 112;
    private static readonly InputColours _colours = InputColours.Uniform(2 / 255f, -1);
    private readonly FaceWarp _warp = new(Side, FaceWarp.MobileFaceNet);
    private readonly IInferenceSession _session;

    /// <summary>Takes a session opened for [1, 3, 112, 112]; the session stays the caller's.</summary>
    public LevelledExpressionModel(IInferenceSession session)
    {
        TensorCheck.Require(session, 0, ExpressionGroups.MobileFaceNet.Length);
        _session = session;
    }

    /// <inheritdoc/>
    public void Prepare(Frame frame)
    {
        // The warp is not tied to a picture's size.
    }

    /// <inheritdoc/>
    public bool TryRead(Frame frame, in FaceDetection face, out Expression expression)
    {
        expression = default;
        if (face.Landmarks is not { } points || !_warp.Fill(frame, points, _session.Input(0), _colours))
            return false;
        _session.RunAndClear();
        expression = ExpressionGroups.SumOfLogits(_session.Output(0), ExpressionGroups.MobileFaceNet);
        return true;
    }
}
