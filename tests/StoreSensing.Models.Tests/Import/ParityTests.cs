using StoreSensing.Edge.Core.Inference;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Import;

/// <summary>The imported models against the package's own runtime (TensorFlow.js) on stated inputs: per value |difference| ≤ 1e-3·|reference| + 1e-4.</summary>
public class ParityTests
{
    private static readonly Dictionary<(string Model, string Node), string> _outputs = new()
    {
        [("centernet", "tower_0/keypoints")] = "heat",
        [("centernet", "tower_0/wh")] = "wh",
        [("blazeface", "Identity")] = "scores16",
        [("blazeface", "Identity_1")] = "scores8",
        [("blazeface", "Identity_2")] = "boxes16",
        [("blazeface", "Identity_3")] = "boxes8",
        [("facemesh", "Identity_2")] = "landmarks",
        [("facemesh", "Identity_1")] = "flag",
        [("facemesh", "Identity")] = "contours",
        [("emotion", "Identity")] = "probabilities",
    };

    [SkippableTheory]
    [InlineData("centernet", 1)]
    [InlineData("blazeface", 2)]
    [InlineData("facemesh", 2)]
    [InlineData("emotion", 2)]
    public void Import_StatedPattern_GivesWhatTensorFlowGives(string model, int cases)
    {
        var ours = ReferenceCase.Read(ReferenceData.File("models", "human_reference_outputs.json")).Where(item => item.Model == model).ToList();
        ours.Count.ShouldBe(cases);
        foreach (var item in ours)
        {
            using var session = Open(item);
            item.Fill(session.Input(0));
            session.Run();
            var compared = 0;
            foreach (var (node, expected) in item.Outputs)
            {
                // The tail of centernet over all classes is not imported: its heads are decoded by the detector.
                if (node == "tower_0/detections")
                    continue;
                compared += Compare(session, _outputs[(model, node)], expected);
            }
            compared.ShouldBe(session.Outputs.Count);
        }
    }

    private static IInferenceSession Open(ReferenceCase item) =>
        item.Model == "centernet" ? Fetched.Open(item.Model, 1, item.Channels, item.Size, item.Size) : Fetched.Open(item.Model);

    private static int Compare(IInferenceSession session, string name, ReferenceOutput expected)
    {
        var index = session.Outputs.Select(output => output.Name).ToList().IndexOf(name);
        var found = session.Output(index);
        var channels = expected.Shape[^1];
        var pictureChannels = expected.Shape.Length == 4 ? (int)session.Outputs[index].Shape[1] : channels;
        var area = expected.Shape.Length == 4 ? expected.Shape[1] * expected.Shape[2] : 0;
        var worst = 0.0;
        var compared = 0;
        for (var i = 0; i < expected.Values.Length; i++)
        {
            var flat = i * expected.Step;
            var channel = flat % channels;
            if (channel >= pictureChannels)
                continue; // a class that the import cut off
            var value = expected.Shape.Length == 4 ? found[(channel * area) + (flat / channels)] : found[flat];
            worst = Math.Max(worst, Math.Abs(value - expected.Values[i]) / ((1e-3 * Math.Abs(expected.Values[i])) + 1e-4));
            compared++;
        }
        compared.ShouldBeGreaterThanOrEqualTo(Math.Min(expected.Values.Length, 256));
        worst.ShouldBeLessThanOrEqualTo(1.0, $"{name}: the worst value differs by {worst:F3} of what is allowed");
        if (pictureChannels == channels)
            Sum(found).ShouldBe(expected.Sum, (1e-4 * Math.Abs(expected.Sum)) + (1e-4 * found.Length), name);
        return 1;
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
