using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Tests.Inference;
using StoreSensing.Testing;
using Found = StoreSensing.Edge.Core.Faces.FaceDetection;

namespace StoreSensing.Edge.Drivers.Tests.Detection;

/// <summary>
/// Real networks on real pictures: what the detectors find against a plain way of their own from pixels to boxes. Boxes within half a pixel of
/// the picture, scores within 1e-4.
/// </summary>
public sealed class DetectorParityTests
{
    private const float Pixels = 0.5f;
    private const float Scores = 1e-4f;
    private static readonly int[] _rgb = [0, 1, 2];
    private static readonly int[] _bgr = [2, 1, 0];
    private static readonly double[] _means = [103.53, 116.28, 123.675];
    private static readonly double[] _deviations = [57.375, 57.12, 58.395];

    [SkippableTheory]
    [InlineData("yunet_n_dynamic.onnx", 320)]
    [InlineData("yunet_n_dynamic.onnx", 640)]
    [InlineData("yunet_s_dynamic.onnx", 480)]
    public void YuNet_RealPictures_AgreesWithPlainReference(string model, int longSide)
    {
        var compared = 0;
        foreach (var picture in Pictures())
        {
            var size = InputSize.OfLongSide(picture.Width, picture.Height, longSide, YuNetDetector.Stride);
            using var session = Open(model, "input", size);
            var found = Faces(picture, new YuNetDetector(session, 0.3f));
            var shown = PlainPicture.Shown(picture, size.Width, size.Height);
            PlainPicture.Planes(picture, size.Width, size.Height, shown, _bgr, (v, _) => v).CopyTo(session.Input(0));
            session.Run();
            var plain = PlainDecoders.Suppressed(PlainDecoders.YuNet(session, size.Width, size.Height), 0.3, 0.3);
            compared += Agree(found, plain, picture, shown, 0.3f);
        }
        compared.ShouldBeGreaterThan(20);
    }

    [SkippableFact]
    public void YuNet_FixedInput_AgreesWithPlainReference()
    {
        using var session = Open("yunet_s_640_640.onnx");
        var picture = Pictures()[0];
        var found = Faces(picture, new YuNetDetector(session, 0.3f));
        var shown = PlainPicture.Shown(picture, 640, 640);
        PlainPicture.Planes(picture, 640, 640, shown, _bgr, (v, _) => v).CopyTo(session.Input(0));
        session.Run();
        Agree(found, PlainDecoders.Suppressed(PlainDecoders.YuNet(session, 640, 640), 0.3, 0.3), picture, shown, 0.3f).ShouldBeGreaterThan(0);
    }

    [SkippableFact]
    public void UltraFace_RealPictures_AgreesWithPlainReference()
    {
        using var session = Open("ultraface_version-RFB-320.onnx");
        var compared = 0;
        foreach (var picture in Pictures())
        {
            var found = Faces(picture, new UltraFaceDetector(session, 0.3f));
            PlainPicture.Planes(picture, 320, 240, (320, 240), _rgb, (v, _) => (v - 127) / 128).CopyTo(session.Input(0));
            session.Run();
            var plain = PlainDecoders.Suppressed(PlainDecoders.UltraFace(session, 320, 240), 0.3, 0.3);
            compared += Agree(found, plain, picture, (320, 240), 0.3f);
        }
        compared.ShouldBeGreaterThan(20);
    }

    [SkippableFact]
    public void PicoDet_RealPictures_AgreesWithPlainReference()
    {
        using var session = Open("picodet_s_416_coco.onnx");
        var compared = 0;
        foreach (var picture in Pictures())
        {
            var found = People(picture, new PicoDetDetector(session, picture.Width, picture.Height, 0.3f));
            var shown = PlainPicture.Shown(picture, 416, 416);
            PlainPicture.Planes(picture, 416, 416, shown, _bgr, (v, plane) => (v - _means[plane]) / _deviations[plane], coarseRows: false).CopyTo(session.Input(0));
            session.Run();
            var plain = PlainDecoders.Suppressed(PlainDecoders.PicoDet(session, 416, 416), 0.3, 0.5);
            compared += Agree(found, plain, picture, shown, 0.3f);
        }
        compared.ShouldBeGreaterThan(20);
    }

    [SkippableFact]
    public void FastestDet_RealPictures_AgreesWithPlainReference()
    {
        using var session = Open("FastestDet.onnx");
        var compared = 0;
        foreach (var picture in Pictures())
        {
            var found = People(picture, new FastestDetDetector(session, 0.4f));
            PlainPicture.Planes(picture, 352, 352, (352, 352), _bgr, (v, _) => v / 255).CopyTo(session.Input(0));
            session.Run();
            var plain = PlainDecoders.Suppressed(PlainDecoders.FastestDet(session, 352, 352), 0.4, 0.45);
            compared += Agree(found, plain, picture, (352, 352), 0.4f);
        }
        compared.ShouldBeGreaterThan(20);
    }

    // Most from the press, two of dlib's examples (larger ones, that are shrunk).
    private static List<DecodedPicture> Pictures()
    {
        var press = Path.Combine(Path.GetDirectoryName(ReferenceData.File("data", "faces", "boxes", "boxes.csv"))!, "images");
        var dlib = Path.GetDirectoryName(ReferenceData.File("data", "faces", "dlib", "testing.xml"))!;
        return [.. First(press, 6).Concat(First(dlib, 2)).Select(DecodedPicture.Read)];

        static IEnumerable<string> First(string folder, int count) => Directory.EnumerateFiles(folder, "*.*").Where(f => Path.GetExtension(f) is ".jpg" or ".png").Order(StringComparer.Ordinal).Take(count);
    }

    private static IInferenceSession Open(string model, string? input = null, InputSize size = default)
    {
        var options = new InferenceOptions();
        if (input is not null)
            options = options with { InputShapes = new Dictionary<string, IReadOnlyList<long>> { [input] = [1, 3, size.Height, size.Width] } };
        return FetchedRuntime.Get().Open(ReferenceData.File("models", model), options);
    }

    private static List<Found> Faces(DecodedPicture picture, IFaceDetector detector)
    {
        using var frame = picture.ToFrame();
        var into = new Found[detector.Capacity];
        return [.. into.AsSpan(0, detector.DetectFaces(frame, into))];
    }

    private static List<Found> People(DecodedPicture picture, IDetector detector)
    {
        using var frame = picture.ToFrame();
        var into = new Core.Detection.Detection[detector.Capacity];
        return [.. into.AsSpan(0, detector.Detect(frame, into)).ToArray().Select(d => new Found(d.Box, d.Score, null))];
    }

    /// <summary>One for one, but for boxes whose score is as good as on the threshold; returns how many were compared.</summary>
    private static int Agree(List<Found> found, List<PlainBox> plain, DecodedPicture picture, (int Columns, int Rows) shown, float threshold)
    {
        var (scaleX, scaleY) = (picture.Width / (double)shown.Columns, picture.Height / (double)shown.Rows);
        foreach (var one in found.Where(f => f.Score > threshold + Scores))
            plain.Exists(other => Same(one, other)).ShouldBeTrue($"{one} has no like in {picture.Width}×{picture.Height}");
        foreach (var other in plain.Where(p => p.Score > threshold + Scores))
            found.Exists(one => Same(one, other)).ShouldBeTrue($"{other} has no like in {picture.Width}×{picture.Height}");
        return found.Count;

        bool Same(Found one, PlainBox other) =>
            Math.Abs(one.Score - other.Score) <= Scores
            && Near(one.Box.Left * picture.Width, other.Left * scaleX) && Near(one.Box.Top * picture.Height, other.Top * scaleY)
            && Near(one.Box.Right * picture.Width, other.Right * scaleX) && Near(one.Box.Bottom * picture.Height, other.Bottom * scaleY)
            && one.Landmarks.HasValue == (other.Points is not null)
            && (one.Landmarks is not { } own || Points(own).Zip(other.Points!).Select((pair, k) => k % 2 == 0
                ? Near(pair.First * picture.Width, pair.Second * scaleX)
                : Near(pair.First * picture.Height, pair.Second * scaleY)).All(near => near));
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= Pixels;

    private static float[] Points(FaceLandmarks p) =>
        [p.RightEye.X, p.RightEye.Y, p.LeftEye.X, p.LeftEye.Y, p.Nose.X, p.Nose.Y, p.RightMouth.X, p.RightMouth.Y, p.LeftMouth.X, p.LeftMouth.Y];
}
