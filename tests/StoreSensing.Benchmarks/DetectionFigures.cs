using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Models.Evaluation;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Face boxes against labelled pictures: average precision at IoU 0.5, and what tiles do for small faces.</summary>
internal static class DetectionFigures
{
    private const float Least = 0.02f; // so low that the whole curve is there
    private const float Small = 24; // pixels of the longer side
    private const string YuNetN = "yunet_n_dynamic.onnx";
    private const string YuNetS = "yunet_s_dynamic.onnx";
    private const string UltraFace = "ultraface_version-RFB-320.onnx";

    public static void Measure(Report report)
    {
        var folder = Path.Combine(ReferenceData.Folder, "data", "faces", "boxes");
        if (!File.Exists(Path.Combine(folder, "boxes.csv")))
        {
            report.Skip("faces.ap50", $"{folder} is absent");
            return;
        }
        using var models = new FaceModels();
        var pictures = BoxLabels.Read(Path.Combine(folder, "boxes.csv")).Select(labels => Labelled.Read(folder, labels)).ToList();

        IFaceDetector YuNet(string model, Frame frame, int longSide) =>
            new YuNetDetector(models.Open(model, InputSize.OfLongSide(frame.Width, frame.Height, longSide, YuNetDetector.Stride)), Least);

        AveragePrecision? Of(string model, string name, double bar, Func<Frame, IFaceDetector> detector)
        {
            if (models.Absent(model) is { } absent)
            {
                report.Skip($"faces.{name}_ap50", absent);
                return null;
            }
            var ap = Evaluate(pictures, detector);
            if (double.IsNaN(bar))
                report.Plain($"faces.{name}_ap50", ap.Value(), "-");
            else
                report.AtLeast($"faces.{name}_ap50", ap.Value(), "-", bar);
            return ap;
        }

        Of(YuNetN, "yunet_n_320", double.NaN, frame => YuNet(YuNetN, frame, 320));
        Of(YuNetN, "yunet_n_480", 0.69, frame => YuNet(YuNetN, frame, 480));
        var once = Of(YuNetN, "yunet_n_640", 0.74, frame => YuNet(YuNetN, frame, 640));
        var tiled = Of(YuNetN, "yunet_n_640_tiled", double.NaN, frame => new TiledFaceDetector(YuNet(YuNetN, frame, 640), [1, 2]));
        if (once is not null && tiled is not null)
            Tiles(report, "yunet_n", once, tiled);
        once = Of(YuNetS, "yunet_s_640", double.NaN, frame => YuNet(YuNetS, frame, 640));
        tiled = Of(YuNetS, "yunet_s_640_tiled", double.NaN, frame => new TiledFaceDetector(YuNet(YuNetS, frame, 640), [1, 2, 3]));
        if (once is not null && tiled is not null)
            Tiles(report, "yunet_s", once, tiled);
        Of(UltraFace, "ultraface_320", double.NaN, _ => new UltraFaceDetector(models.Open(UltraFace), Least));
        Of("blazeface", "blazeface", double.NaN, _ => new BlazeFaceDetector(models.Open("blazeface"), Least));
        Of("blazeface", "blazeface_tiled", 0.53, _ => new TiledFaceDetector(new BlazeFaceDetector(models.Open("blazeface"), Least), [1, 2, 3]));
    }

    private static void Tiles(Report report, string name, AveragePrecision once, AveragePrecision tiled)
    {
        // At the threshold that the detector starts with: what a camera's operator gets.
        const float threshold = 0.7f;
        var (plain, better) = (Percent(once), Percent(tiled));
        report.Plain($"faces.{name}_640_small_recall", plain, "%");
        report.Plain($"faces.{name}_640_tiled_small_recall", better, "%");
        report.AtLeast($"faces.{name}_tiles_raise_small_recall", better - plain, "points", 15);
        report.Plain($"faces.{name}_640_precision", 100 * once.Precision(threshold), "%");
        report.Plain($"faces.{name}_640_tiled_precision", 100 * tiled.Precision(threshold), "%");

        static double Percent(AveragePrecision figures) => 100 * figures.Recall(threshold, label => Math.Max(label.Width, label.Height) <= Small);
    }

    private static AveragePrecision Evaluate(IReadOnlyList<Labelled> pictures, Func<Frame, IFaceDetector> make)
    {
        var ap = new AveragePrecision();
        foreach (var picture in pictures)
        {
            using var frame = picture.Frame();
            var detector = make(frame);
            var found = new Detection[detector.Capacity];
            ap.Add(found.AsSpan(0, detector.Detect(frame, found)), picture.Labels.Boxes);
        }
        return ap;
    }

    private sealed record Labelled(LabelledPicture Labels, DecodedPicture Picture)
    {
        public static Labelled Read(string folder, LabelledPicture labels)
        {
            var picture = DecodedPicture.Read(Path.Combine(folder, "images", labels.File));
            return (picture.Width, picture.Height) == (labels.Width, labels.Height)
                ? new Labelled(labels, picture)
                : throw new InvalidDataException($"'{labels.File}' is {picture.Width}×{picture.Height}, its labels say {labels.Width}×{labels.Height}");
        }

        public Frame Frame() => Picture.ToFrame();
    }
}
