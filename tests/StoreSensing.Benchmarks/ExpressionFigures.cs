using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Models.Evaluation;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Expression against labelled pictures, whole ones, cropped by our own detectors; nothing is read by a calibration that has seen its label.</summary>
internal static class ExpressionFigures
{
    private const string YuNet = "yunet_n_dynamic.onnx";
    private const string Fer = "facial_expression_recognition_mobilefacenet_2022july_int8.onnx";
    private const string Mini = "mini_xception_fer2013.onnx";
    private const float Least = 0.3f; // each picture is known to hold a face
    private const int YuNetSide = 480;

    public static void Measure(Report report)
    {
        var labels = Path.Combine(ReferenceData.Folder, "data", "faces", "expression", "labels.csv");
        if (!File.Exists(labels))
        {
            report.Skip("faces.expression", $"{labels} is absent");
            return;
        }
        using var models = new FaceModels();
        if (models.Absent(YuNet, Fer, Mini, "emotion", "blazeface") is { } absent)
        {
            report.Skip("faces.expression", absent);
            return;
        }
        var (faces, contempt) = ExpressionLabels.Read(labels);
        report.Skip("faces.expression", $"{contempt} pictures of contempt, which no network knows");
        var scale = ExpressionCrop.Scale("yunet");
        IExpressionModel[] networks =
            [new LevelledExpressionModel(models.Open(Fer)), new CropExpressionModel(models.Open(Mini), scale), new CropExpressionModel(models.Open("emotion"), scale)];
        var (readings, without) = ExpressionReadings.Read(faces, Pictures.Read, frame => FaceDetector(models, frame), networks);
        report.Plain("faces.expression_pictures_without_face", without, "pictures");

        ExpressionTrial Of(params int[] picked) => new([.. readings.Select(r => new FaceReading(r.Truth, [.. picked.Select(i => r.Raw[i])]))]);

        var (fer, mini, emotion, pair) = (Of(0), Of(1), Of(2), Of(0, 1));
        Brief(report, "fer", fer);
        Brief(report, "mini", mini);
        Brief(report, "emotion_on_yunet", emotion);
        Brief(report, "fer_emotion", Of(0, 2));
        Brief(report, "all_three", Of(0, 1, 2));
        Pair(report, pair, Math.Max(fer.Balanced.Value, mini.Balanced.Value));

        // What a machine without the recommended models has.
        var face = new BlazeFaceDetector(models.Open("blazeface"), Least);
        var (npm, _) = ExpressionReadings.Read(faces, Pictures.Read, _ => face, [new CropExpressionModel(models.Open("emotion"), ExpressionCrop.Scale("blazeface"))]);
        Brief(report, "emotion_on_blazeface", new ExpressionTrial(npm));
    }

    private static void Brief(Report report, string name, ExpressionTrial trial)
    {
        report.Plain($"faces.expression_{name}_happy_auc", trial.HappyArea(), "-");
        report.Plain($"faces.expression_{name}_balanced_accuracy", trial.Balanced.Value, "-");
        report.Plain($"faces.expression_{name}_ece_debiased", trial.CalibrationErrors().Debiased, "-");
    }

    private static void Pair(Report report, ExpressionTrial pair, double eitherAlone)
    {
        const string name = "faces.expression_pair_";
        report.AtLeast(name + "happy_auc", pair.HappyArea(), "-", 0.97);
        var balanced = pair.Balanced;
        report.AtLeast(name + "balanced_accuracy", balanced.Value, "-", eitherAlone);
        report.Plain(name + "balanced_accuracy_low", balanced.Low, "-");
        report.Plain(name + "balanced_accuracy_high", balanced.High, "-");
        // The binned one is above 0 for a perfect network, too: with half the faces in 10 bins by about .08. So the bar is on what is left without chance.
        var (binned, debiased) = pair.CalibrationErrors();
        report.Plain(name + "ece_binned", binned, "-");
        report.AtMost(name + "ece_debiased", debiased, "-", 0.05);
        foreach (var threshold in (double[])[0, 0.4, 0.5, 0.6, 0.7, 0.8])
        {
            var point = pair.Coverage(threshold);
            var at = FormattableString.Invariant($"{name}at_{threshold * 100:0}_");
            report.Plain(at + "coverage", point.Coverage, "-");
            report.Plain(at + "accuracy", point.Accuracy, "-");
            report.Plain(at + "balanced_accuracy", point.Balanced, "-");
        }
        var all = pair.SharesOfAll();
        report.Plain(name + "share_error_raw", all.Raw, "-");
        report.Plain(name + "share_error_corrected", all.Corrected, "-");
        report.Plain(name + "share_error_left", all.Corrected / all.Raw, "of raw"); // crowds of the very faces that the matrix counts: no more than a check of the arithmetic
        // With half the faces on either side, as few as these, the two halves differ by more than there is to correct; then the interval must tell.
        var halves = pair.SharesOfHalves();
        report.Plain(name + "halves_share_error_raw", halves.Raw, "-");
        report.Plain(name + "halves_share_error_corrected", halves.Corrected, "-");
        report.AtMost(name + "halves_share_error_left", halves.Corrected / halves.Raw, "of raw", 0.5);
        report.Plain(name + "halves_interval_holds", halves.Held, "-");
    }

    private static IFaceDetector FaceDetector(FaceModels models, Frame frame)
    {
        var size = InputSize.OfLongSide(frame.Width, frame.Height, YuNetSide, YuNetDetector.Stride);
        return new YuNetDetector(models.Open(YuNet, size), Least);
    }
}
