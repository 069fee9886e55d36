using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Models.Evaluation;

/// <summary>One way to read expressions: what finds the face, and the networks whose calibrated opinions are averaged.</summary>
/// <param name="Name">As the cards call it; a set's is its name in the configuration.</param>
/// <param name="Detector">What finds the face, by its name in the catalog.</param>
/// <param name="Networks">The networks, by theirs.</param>
/// <param name="IsSet">Whether the product can be configured so: then it has an entry in <c>expression.json</c>.</param>
internal sealed record ExpressionWay(string Name, string Detector, IReadOnlyList<string> Networks, bool IsSet)
{
    private const string Fer = "fer-mobilefacenet-int8";
    private const string Mini = "mini-xception";
    private const string Emotion = "emotion";
    private const string YuNet = "yunet-n";
    private const string BlazeFace = "blazeface";
    private const int YuNetSide = 480;
    private const float Least = 0.3f; // each picture is known to hold a face

    /// <summary>All ways, the sets in the order of <c>expression.json</c>, the worst first.</summary>
    public static IReadOnlyList<ExpressionWay> All { get; } =
    [
        new(Emotion, BlazeFace, [Emotion], IsSet: true),
        new("fer+emotion", YuNet, [Fer, Emotion], IsSet: true),
        new("fer+mini-xception", YuNet, [Fer, Mini], IsSet: true),
        new(Fer, YuNet, [Fer], IsSet: false),
        new(Mini, YuNet, [Mini], IsSet: false),
        new(Emotion, YuNet, [Emotion], IsSet: false),
        new("all three", YuNet, [Fer, Mini, Emotion], IsSet: false),
    ];

    /// <summary>The ways in which a network takes part.</summary>
    public static IReadOnlyList<ExpressionWay> Of(string network) => [.. All.Where(way => way.Networks.Contains(network))];

    /// <summary>Everything that has to be here.</summary>
    public IEnumerable<string> Models => Networks.Prepend(Detector);

    /// <summary>What finds the faces, with its input.</summary>
    public string Found => Detector == YuNet ? $"{YuNet} at {YuNetSide}" : Detector;

    /// <summary>A detector for pictures of this one's size.</summary>
    public static IFaceDetector FaceDetector(ModelEntry entry, OpenModels models, Frame frame) => entry.Name == BlazeFace
        ? new BlazeFaceDetector(models.Open(entry), Least)
        : new YuNetDetector(models.Open(entry, InputSize.OfLongSide(frame.Width, frame.Height, YuNetSide, YuNetDetector.Stride)), Least);

    /// <summary>A network that reads the faces which a detector finds.</summary>
    public static IExpressionModel Network(ModelEntry entry, OpenModels models, string detector) =>
        ExpressionNetworks.Make(entry.Name, models.Open(entry), detector);
}
