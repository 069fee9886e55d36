using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Models.Evaluation;

/// <summary>One way in which the product uses a detection model: input size and tiles.</summary>
/// <param name="Name">As the cards call it, e.g. <c>long side 480</c>.</param>
/// <param name="Threshold">The score from which precision and recall are told: where the product starts.</param>
/// <param name="Make">A detector for pictures of that frame's size that lets scores down to the last argument through.</param>
internal sealed record DetectionWay(string Name, float Threshold, Func<OpenModels, Frame, float, IDetector> Make)
{
    private const int CentreNetPixels = 384 * 288;

    /// <summary>What a variant's name ends with.</summary>
    public const string Int8 = "-int8";

    /// <summary>The ways of a model or its variant, empty where there is no detector for it.</summary>
    public static IReadOnlyList<DetectionWay> Of(ModelEntry entry) => (entry.Name.EndsWith(Int8, StringComparison.Ordinal) ? entry.Name[..^Int8.Length] : entry.Name) switch
    {
        "yunet-n" or "yunet-s" => [YuNet(entry, 320), YuNet(entry, 480), YuNet(entry, 640), Tiled(YuNet(entry, 640), "2×2", [1, 2])],
        "yunet-s-640" => [new("640×640", 0.7f, (models, _, least) => new YuNetDetector(models.Open(entry), least))],
        "ultraface-rfb-320" => [new("320×240, stretched", 0.7f, (models, _, least) => new UltraFaceDetector(models.Open(entry), least))],
        "blazeface" => [BlazeFace(entry), Tiled(BlazeFace(entry), "2×2", [1, 2]), Tiled(BlazeFace(entry), "2×2 and 3×3", [1, 2, 3])],
        "centernet" => [new("384×288 pixels", 0.4f, (models, frame, least) => CentreNet(models, entry, frame, least))],
        "picodet-s-416" => [new("416×416", 0.6f, (models, frame, least) => new PicoDetDetector(models.Open(entry), frame.Width, frame.Height, least))],
        "fastestdet" => [new("352×352, stretched", 0.6f, (models, _, least) => new FastestDetDetector(models.Open(entry), least))],
        _ => [],
    };

    private static DetectionWay YuNet(ModelEntry entry, int longSide) => new($"long side {longSide}", 0.7f, (models, frame, least) =>
        new YuNetDetector(models.Open(entry, InputSize.OfLongSide(frame.Width, frame.Height, longSide, YuNetDetector.Stride)), least));

    private static DetectionWay BlazeFace(ModelEntry entry) => new("whole picture", 0.5f, (models, _, least) => new BlazeFaceDetector(models.Open(entry), least));

    private static DetectionWay Tiled(DetectionWay way, string tiles, int[] grids) =>
        new($"{way.Name} and {tiles} tiles", way.Threshold, (models, frame, least) => new TiledFaceDetector((IFaceDetector)way.Make(models, frame, least), grids));

    private static CenterNetDetector CentreNet(OpenModels models, ModelEntry entry, Frame frame, float least) =>
        new(models.Open(entry, InputSize.For(frame.Width, frame.Height, CentreNetPixels, CenterNetDetector.Stride)), frame.Width, frame.Height, least);
}
