using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Class probabilities of one face, grouped as they are reported; they sum to 1.</summary>
/// <param name="Positive">Happy.</param>
/// <param name="Neutral">Neutral.</param>
/// <param name="Negative">Angry, disgusted, fearful or sad.</param>
/// <param name="Surprise">Surprised.</param>
public readonly record struct Expression(float Positive, float Neutral, float Negative, float Surprise);

/// <summary>Reads a face's expression with the model <c>emotion</c> (mini-XCEPTION, 64×64 grey).</summary>
/// <remarks>Arriaga, Valdenegro-Toro and Plöger, "Real-time Convolutional Neural Networks for Emotion and Gender Classification" (2017).</remarks>
public sealed class ExpressionReader(IInferenceSession session)
{
    private const int Side = 64;

    // The network was trained on tight crops: 0.9–1.0 of the face box.
    private const float CropScale = 1.0f;

    private readonly PictureRegion _region = new(Side);

    /// <summary>Makes room for pictures of this one's size.</summary>
    public void Prepare(Frame frame) => _region.Prepare(frame);

    /// <summary>Reads the face in <paramref name="face"/>; allocates nothing.</summary>
    public Expression Read(Frame frame, in Box face)
    {
        _region.FillGrey(frame, PixelRectangle.Around(frame, face, CropScale), session.Input(0), 2 / 255f, -1);
        session.Run();
        var p = session.Output(0); // angry, disgust, fear, happy, sad, surprise, neutral
        return new Expression(p[3], p[6], p[0] + p[1] + p[2] + p[4], p[5]);
    }
}
