using System.Diagnostics;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>
/// From a decoded picture in memory to boxes, one thread, beside Python OpenCV on the same model file and the same pictures: rounds of both take
/// turns, and medians of rounds are compared.
/// </summary>
internal static class SpeedFigures
{
    private const int Pictures = 12;
    private const int Every = 5; // a third of a second of the shopper at a display, whose face is seen
    private const int WarmUp = 10;
    private const int Rounds = 21;

    public static void Measure(Report report)
    {
        var folder = Path.Combine(ReferenceData.Folder, "data", "video");
        var clips = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.mp4").Order(StringComparer.Ordinal).ToList() : [];
        if (clips.Count == 0)
            report.Skip("faces.speed", $"{folder} holds no clip");
        using var models = new FaceModels();
        foreach (var clip in clips)
            Measure(report, models, clip);
    }

    private static void Measure(Report report, FaceModels models, string clip)
    {
        using var temporary = new TemporaryFolder();
        var pictures = DecodedPicture.Clip(clip, Pictures, Every);
        var frames = pictures.Select(p => p.ToFrame()).ToList();
        var raw = temporary.File("frames.bgr");
        using (var file = File.Create(raw))
            foreach (var picture in pictures)
                file.Write(Reversed(picture.Pixels));
        var size = $"{pictures[0].Width}x{pictures[0].Height}";
        Console.Error.WriteLine($"speed: {pictures.Count} pictures of {size} of {Path.GetFileName(clip)}, {Rounds} rounds by turns");

        Side(report, models, frames, raw, $"yunet_s_640_of_{size}", "yunet", "yunet_s_640_640.onnx", 2, session => new YuNetDetector(session));
        Side(report, models, frames, raw, $"ultraface_320_of_{size}", "ultraface", "ultraface_version-RFB-320.onnx", 1.4, session => new UltraFaceDetector(session));
        frames.ForEach(frame => frame.Dispose());
    }

    private static void Side(
        Report report, FaceModels models, List<Frame> frames, string raw, string name, string kind, string model, double bar, Func<IInferenceSession, IFaceDetector> make)
    {
        if (models.Absent(model) is { } absent)
        {
            report.Skip($"faces.{name}", absent);
            return;
        }
        var lacking = OpenCvPipeline.Absent();
        if (lacking is not null)
            report.Skip($"faces.{name}_against_opencv", lacking);
        using var other = lacking is null ? OpenCvPipeline.Start(kind, models.Path(model), raw, frames[0].Width, frames[0].Height) : null;
        var session = new TimedSession(models.Open(model));
        var detector = make(session);
        var into = new FaceDetection[detector.Capacity];
        var (ours, theirs, inference, rest) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (found, foundByOther) = (0, 0);
        long allocated = 0;
        for (var round = -WarmUp; round < Rounds; round++) // the first ones warm up both
        {
            session.Spent = 0;
            found = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            foreach (var frame in frames)
                found += detector.DetectFaces(frame, into);
            var took = Stopwatch.GetTimestamp() - began;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var theirRound = other?.Round() ?? default;
            foundByOther = theirRound.Found;
            if (round < 0)
                continue;
            ours.Add(Milliseconds(took) / frames.Count);
            inference.Add(Milliseconds(session.Spent) / frames.Count);
            rest.Add((took - session.Spent) / (double)session.Spent * 100);
            theirs.Add(theirRound.Seconds * 1000 / frames.Count);
        }
        report.Plain($"faces.{name}_speed", 1000 / Median(ours), "frames/s");
        report.Plain($"faces.{name}_inference", Median(inference), "ms");
        report.AtMost($"faces.{name}_besides_inference", Median(rest), "%", 10);
        report.AtMost($"faces.{name}_allocated", (double)allocated / frames.Count, "bytes/frame", 0);
        if (other is null)
            return;
        report.Plain($"faces.{name}_opencv_speed", 1000 / Median(theirs), "frames/s");
        report.AtLeast($"faces.{name}_against_opencv", Median(theirs) / Median(ours), "times", bar);
        Console.Error.WriteLine($"  {name}: {found} boxes here, {foundByOther} there");
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static byte[] Reversed(byte[] rgb)
    {
        var bgr = new byte[rgb.Length];
        for (var i = 0; i < rgb.Length; i += 3)
            (bgr[i], bgr[i + 1], bgr[i + 2]) = (rgb[i + 2], rgb[i + 1], rgb[i]);
        return bgr;
    }

    /// <summary>A session that knows how long its runs took.</summary>
    private sealed class TimedSession(IInferenceSession session) : IInferenceSession
    {
        public long Spent { get; set; }

        public IReadOnlyList<TensorInfo> Inputs => session.Inputs;

        public IReadOnlyList<TensorInfo> Outputs => session.Outputs;

        public Span<float> Input(int index) => session.Input(index);

        public ReadOnlySpan<float> Output(int index) => session.Output(index);

        public void Run()
        {
            var began = Stopwatch.GetTimestamp();
            session.Run();
            Spent += Stopwatch.GetTimestamp() - began;
        }

        public void Dispose() => session.Dispose();
    }
}
