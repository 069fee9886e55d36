using System.Globalization;
using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Models.Evaluation;

/// <summary>What a detection model gives on labelled pictures, one thread.</summary>
/// <param name="Model">The model.</param>
/// <param name="Way">Input size and tiles.</param>
/// <param name="Data">The pictures.</param>
/// <param name="Ap50">Average precision at IoU 0.5.</param>
/// <param name="Precision">From the threshold on; NaN where nothing was found.</param>
/// <param name="Recall">From the threshold on.</param>
/// <param name="SmallRecall">Recall of boxes whose longer side is at most 24 pixels; NaN where there is none.</param>
/// <param name="Threshold">Of precision and recall.</param>
/// <param name="MedianMilliseconds">Processor time of a picture: input, network and decoding, all tiles.</param>
internal sealed record DetectionFigures(
    string Model, string Way, string Data, double Ap50, double Precision, double Recall, double SmallRecall, float Threshold, double MedianMilliseconds)
{
    private const float Small = 24;
    private const float Least = 0.02f; // so low that the whole curve of precision over recall is there

    /// <summary>The table's head; <see cref="Row"/> gives the lines.</summary>
    public const string Head =
        "| input | data | AP50 | threshold | precision | recall | recall ≤ 24 px | processor ms per picture |\n|---|---|---:|---:|---:|---:|---:|---:|";

    /// <summary>One line of a card's table.</summary>
    public string Row => string.Create(CultureInfo.InvariantCulture,
        $"| {Way} | {Data} | {Share(Ap50)} | {Threshold:0.0#} | {Share(Precision)} | {Share(Recall)} | {Share(SmallRecall)} | {MedianMilliseconds:F1} |");

    /// <summary>Measures all ways over one pass of the pictures, so that each is decoded once.</summary>
    public static List<DetectionFigures> Measure(
        string model, IReadOnlyList<DetectionWay> ways, LabelledSet set, OpenModels models, Action<int> progress, CancellationToken cancellation)
    {
        var curves = ways.Select(_ => new AveragePrecision()).ToList();
        var times = ways.Select(_ => new List<double>()).ToList();
        var done = 0;
        foreach (var (frame, boxes) in set.Pictures(cancellation))
        {
            for (var i = 0; i < ways.Count; i++)
            {
                // Time of the processor, not of the clock: what else runs on the machine doesn't count.
                var detector = ways[i].Make(models, frame, Least);
                var found = new Detection[detector.Capacity];
                var start = Environment.CpuUsage.TotalTime;
                var count = detector.Detect(frame, found);
                times[i].Add((Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
                curves[i].Add(found.AsSpan(0, count), boxes);
            }
            progress(++done);
        }
        return [.. ways.Select((way, i) => Of(model, way, set.Description, curves[i], times[i]))];
    }

    private static DetectionFigures Of(string model, DetectionWay way, string data, AveragePrecision curve, List<double> times)
    {
        times.Sort();
        return new DetectionFigures(
            model, way.Name, data, curve.Value(), curve.Precision(way.Threshold), curve.Recall(way.Threshold),
            curve.Recall(way.Threshold, box => Math.Max(box.Width, box.Height) <= Small), way.Threshold, times[times.Count / 2]);
    }

    private static string Share(double value) => double.IsNaN(value) ? "–" : value.ToString(".000", CultureInfo.InvariantCulture);
}
