using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>mini-XCEPTION (<c>mini-xception</c>, <c>emotion</c>): seven probabilities from a grey square of 64×64 around the face.</summary>
/// <remarks>Arriaga, Valdenegro-Toro and Plöger, "Real-time Convolutional Neural Networks for Emotion and Gender Classification" (2017).</remarks>
public sealed class CropExpressionModel : IExpressionModel
{
    private const int Side = 64;
    private readonly PictureRegion _region = new(Side);
    private readonly IInferenceSession _session;
    private readonly float _scale;

    /// <summary>Takes a session opened for [1, 1, 64, 64]; the session stays the caller's.</summary>
    /// <param name="session">The model: grey from −1 to 1 in; probabilities out.</param>
    /// <param name="scale">Side of the square, as a multiple of the face box's longer side.</param>
    public CropExpressionModel(IInferenceSession session, float scale)
    {
        TensorCheck.Require(session, 0, ExpressionGroups.Fer2013.Length);
        _session = session;
        _scale = scale;
    }

    /// <inheritdoc/>
    public void Prepare(Frame frame) => _region.Prepare(frame);

    /// <inheritdoc/>
    public bool TryRead(Frame frame, in FaceDetection face, out Expression expression)
    {
        _region.FillGrey(frame, PixelRectangle.Around(frame, face.Box, _scale), _session.Input(0), 2 / 255f, -1);
        _session.RunAndClear();
        expression = ExpressionGroups.Sum(_session.Output(0), ExpressionGroups.Fer2013);
        return true;
    }
}
