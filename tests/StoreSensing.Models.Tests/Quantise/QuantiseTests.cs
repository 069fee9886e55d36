using StoreSensing.Edge.Core.Inference;
using StoreSensing.Models.Quantise;
using StoreSensing.Models.Quantise.Graph;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Quantise;

public sealed class QuantiseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GraphFile_ReadAndWritten_KeepsNodesConstantsAndAttributes()
    {
        var first = GraphFile.Parse(TinyConvNet.Bytes(), "tiny");

        var second = GraphFile.Parse(first.ToBytes(), "again");

        second.Nodes.Select(node => (node.Operator, node.Name, string.Join(' ', node.Inputs), node.Attributes.Count))
            .ShouldBe(first.Nodes.Select(node => (node.Operator, node.Name, string.Join(' ', node.Inputs), node.Attributes.Count)));
        second.Constants.Values.Select(tensor => Convert.ToHexString(tensor.Data)).ShouldBe(first.Constants.Values.Select(tensor => Convert.ToHexString(tensor.Data)));
        (second.Opset, second.Inputs.Single(), second.Outputs.Single()).ShouldBe((13, "x", "y"));
    }

    [Fact]
    public void GraphFile_NoModel_NamesTheFile() =>
        Should.Throw<InvalidDataException>(() => GraphFile.Parse("not a model"u8.ToArray(), "/tmp/that.onnx")).Message.ShouldStartWith("'/tmp/that.onnx' is not an ONNX model: ");

    [Fact]
    public void Plan_TinyNet_TakesAllButTheHead()
    {
        var graph = Folded();

        var plan = QuantisationPlan.Of(graph, heads: false);

        plan.Convolutions.Select(node => node.Name).ShouldBe(["first", "second", "third"]);
        plan.Tensors.ShouldBe(["x", "a", "b", "sum", "pooled", "c"], "Relu goes into its convolution, additions and pooling stay in uint8");
        plan.SameScale.ShouldBe(new Dictionary<string, string> { ["pooled"] = "sum" });
        QuantisationPlan.Of(Folded(), heads: true).Convolutions.Count.ShouldBe(4);
    }

    [SkippableFact]
    public void Fold_BatchNormalisation_LeavesTheOutputs()
    {
        var input = Input();
        var graph = GraphFile.Parse(TinyConvNet.Bytes(), "tiny");
        var before = Run(graph.ToBytes(), input);

        BatchNormalisationFold.Apply(graph);

        graph.Nodes.ShouldNotContain(node => node.Operator == "BatchNormalization");
        var after = Run(graph.ToBytes(), input);
        for (var i = 0; i < before.Length; i++)
            after[i].ShouldBe(before[i], 1e-5f);
    }

    [SkippableTheory]
    [InlineData("yunet_n_dynamic.onnx", 160, 128)]
    [InlineData("ultraface_version-RFB-320.onnx", 320, 240)]
    [InlineData("picodet_s_416_coco.onnx", 416, 416)]
    [InlineData("FastestDet.onnx", 352, 352)]
    public void Upgrade_RealModelOfAnOlderOpset_LeavesTheOutputs(string file, int width, int height)
    {
        var source = File.ReadAllBytes(ReferenceData.File("models", file));
        var graph = GraphFile.Parse(source, file);
        graph.Opset.ShouldBeLessThan(OpsetUpgrade.Target);
        OpsetUpgrade.Apply(graph);
        BatchNormalisationFold.Apply(graph);

        var (before, after) = (Outputs(source, width, height), Outputs(graph.ToBytes(), width, height));

        after.Count.ShouldBe(before.Count);
        for (var output = 0; output < before.Count; output++)
            for (var i = 0; i < before[output].Length; i++)
                after[output][i].ShouldBe(before[output][i], 1e-3f + (1e-3f * Math.Abs(before[output][i])), $"output {output}, value {i}");
    }

    [SkippableFact]
    public void Rewrite_TinyNet_StaysWithinTwoPercentAndIsFused()
    {
        var input = Input();
        var expected = Run(TinyConvNet.Bytes(), input);

        var first = Quantised(input);

        Quantised(input).ShouldBe(first, "the same pictures give the same bytes");
        var found = Run(first, input);
        var range = expected.Max() - expected.Min();
        expected.Zip(found, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(0.02f * range);
        expected.ShouldNotBe(found, "it is another arithmetic");
        GraphFile.Parse(first, "int8").Constants.Values.Count(tensor => tensor.Type == GraphTensor.Int8 && tensor.Shape.Count == 4).ShouldBe(3);
    }

    [Theory]
    [InlineData(nameof(Clipping.MinMax), 50f)]
    [InlineData(nameof(Clipping.Percentile), 1.2f)]
    [InlineData(nameof(Clipping.Mse), 60f)]
    public void Range_OneOutlierAmongAHundredThousand_IsKeptOrCutByTheRule(string clipping, float atMost)
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 100_000).Select(_ => random.NextSingle()).Append(50f).ToArray();
        var range = new ValueRange();
        range.Extremes(values);
        range.Count(values);

        var (scale, zero) = range.Parameters(Enum.Parse<Clipping>(clipping));

        zero.ShouldBe((byte)0);
        (scale * 255).ShouldBeInRange(0.9f, atMost + 0.01f);
    }

    [Fact]
    public void Range_LeastError_CutsWhatCostsMoreThanItKeeps()
    {
        // A million values in −1..1 and one at 4: the full range spends three fifths of its steps on that one.
        var values = Enumerable.Range(0, 1_000_000).Select(i => MathF.Sin(i)).Append(4f).ToArray();
        var range = new ValueRange();
        range.Extremes(values);
        range.Count(values);

        (range.Parameters(Clipping.MinMax).Scale * 255).ShouldBe(5, 0.01);
        (range.Parameters(Clipping.Mse).Scale * 255).ShouldBeInRange(2, 2.2f);
    }

    [Fact]
    public void Weights_PerChannel_AreWithinHalfAStepOfTheirOwnScale()
    {
        var tensor = GraphTensor.Floats("w", [2, 1, 1, 2], [0.001f, -0.002f, 10f, 5f]);

        var (weights, scales) = WeightQuantiser.Weights(tensor);

        var steps = scales.ToFloats();
        weights.Data.Select(value => (sbyte)value).ShouldBe([(sbyte)64, (sbyte)-127, (sbyte)127, (sbyte)64]);
        steps.ShouldBe([0.002f / 127, 10f / 127], 1e-6);
    }

    private static GraphFile Folded()
    {
        var graph = GraphFile.Parse(TinyConvNet.Bytes(), "tiny");
        BatchNormalisationFold.Apply(graph);
        return graph;
    }

    private byte[] Quantised(float[] input)
    {
        var graph = Folded();
        var plan = QuantisationPlan.Of(graph, heads: false);
        var inner = plan.Tensors.Where(tensor => tensor != "x" && !plan.SameScale.ContainsKey(tensor)).ToList();
        var ranges = inner.ToDictionary(tensor => tensor, _ => new ValueRange());
        ranges["x"] = new ValueRange();
        foreach (var pass in new Action<ValueRange, float[]>[] { (range, values) => range.Extremes(values), (range, values) => range.Count(values) })
        {
            using var session = new ObservedSession(Open(graph.ToBytes(inner)), 1, (place, values) => pass(ranges[inner[place]], values.ToArray()));
            input.CopyTo(session.Input(0));
            session.Run();
            pass(ranges["x"], input);
        }
        var parameters = ranges.ToDictionary(range => range.Key, range => range.Value.Parameters(Clipping.MinMax));
        parameters["pooled"] = parameters["sum"];
        QdqRewriter.Apply(graph, plan, parameters);
        return graph.ToBytes();
    }

    private static float[] Input()
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, 3 * TinyConvNet.Side * TinyConvNet.Side).Select(_ => random.NextSingle())];
    }

    private float[] Run(byte[] model, float[] input)
    {
        using var session = Open(model);
        input.CopyTo(session.Input(0));
        session.Run();
        return session.Output(0).ToArray();
    }

    private List<float[]> Outputs(byte[] model, int width, int height)
    {
        var path = _folder.File(Guid.NewGuid() + ".onnx");
        File.WriteAllBytes(path, model);
        var name = GraphFile.Parse(model, "model").Inputs.Single();
        using var session = Fetched.Runtime.Open(path, new InferenceOptions { InputShapes = new Dictionary<string, IReadOnlyList<long>> { [name] = [1, 3, height, width] } });
        var random = new Random(5);
        foreach (ref var value in session.Input(0))
            value = random.NextSingle();
        session.Run();
        return [.. Enumerable.Range(0, session.Outputs.Count).Select(output => session.Output(output).ToArray())];
    }

    private IInferenceSession Open(byte[] model)
    {
        var path = _folder.File(Guid.NewGuid() + ".onnx");
        File.WriteAllBytes(path, model);
        return Fetched.Runtime.Open(path, new InferenceOptions());
    }
}
