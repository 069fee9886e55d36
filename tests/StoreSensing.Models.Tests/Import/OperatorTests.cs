using StoreSensing.Models.Import;

namespace StoreSensing.Models.Tests.Import;

/// <summary>One operator at a time on graphs small enough to compute by hand or by a few plain loops in TensorFlow's own layout.</summary>
public class OperatorTests
{
    // Positions 0, 1, 2, … so that a shifted window shows.
    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];

    [SkippableFact]
    public void Convolution_SameStrideTwoOnEvenSide_PadsBottomAndRight()
    {
        // 4×4, kernel 3, stride 2: one padded line in all, and TensorFlow puts it after the picture. A kernel that only looks at its top left
        // pixel then sees 0, 2, 8, 10; with the line before the picture it would see 0, 0, 0, 5.
        var graph = new TinyGraph().Input(4, 4, 1).Floats("w", [3, 3, 1, 1], 1, 0, 0, 0, 0, 0, 0, 0, 0).Node("c", "Conv2D", ["x", "w"], TinyGraph.Window("SAME", 2));

        graph.Run("c", Ramp(16)).Values.ShouldBe([0, 2, 8, 10]);
        graph.Run("c", Ramp(16), openSize: true, size: [1, 1, 4, 4]).Values.ShouldBe([0, 2, 8, 10]);
    }

    [SkippableTheory]
    [InlineData(5, 7, 3, 2, "SAME")]
    [InlineData(6, 4, 5, 2, "SAME")]
    [InlineData(7, 5, 2, 1, "SAME")]
    [InlineData(9, 8, 3, 3, "SAME")]
    [InlineData(8, 9, 3, 1, "VALID")]
    [InlineData(9, 9, 3, 3, "VALID")]
    public void Convolution_AnyPaddingAndStride_EqualsPlainLoops(int height, int width, int kernel, int stride, string padding)
    {
        var random = new Random(7);
        float[] Noise(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        var (filter, bias, picture) = (Noise(kernel * kernel * 2 * 3), Noise(3), Noise(2 * height * width));
        var graph = new TinyGraph().Input(height, width, 2, batch: -1).Floats("w", [kernel, kernel, 2, 3], filter).Floats("b", [3], bias)
            .Node("c", "_FusedConv2D", ["x", "w", "b"], TinyGraph.Window(padding, stride, ["BiasAdd", "Relu"]));
        var expected = PlainTensorFlow.Convolution(picture, height, width, 2, filter, kernel, 3, bias, stride, padding == "SAME");
        expected.Count(value => value > 0).ShouldBeGreaterThan(expected.Length / 5);

        foreach (var open in new[] { false, true })
        {
            var found = graph.Run("c", picture, open, size: open ? [1, 2, height, width] : null).Values;
            found.Length.ShouldBe(expected.Length);
            for (var i = 0; i < found.Length; i++)
                found[i].ShouldBe(Math.Max(0, expected[i]), 1e-5f);
        }
    }

    [SkippableFact]
    public void Depthwise_MultiplierTwo_KeepsTheChannelOrder()
    {
        // HWCM filter of one pixel: channel c, multiplier m → output 2c + m.
        var graph = new TinyGraph().Input(1, 2, 2).Floats("w", [1, 1, 2, 2], 1, 10, 100, 1000).Node("d", "DepthwiseConv2dNative", ["x", "w"], TinyGraph.Window("SAME", 1));

        var (shape, values) = graph.Run("d", [1, 2, 3, 4]);

        shape.ShouldBe([1, 4, 1, 2]);
        values.ShouldBe([1, 2, 10, 20, 300, 400, 3000, 4000]);
    }

    [SkippableFact]
    public void Convolution_CutToFirstChannel_EqualsTheFirstOfAll()
    {
        var graph = new TinyGraph().Input(1, 2, 1).Floats("w", [1, 1, 1, 3], 1, 5, 7).Floats("b", [3], 0.5f, 50, 70)
            .Node("c", "_FusedConv2D", ["x", "w", "b"], TinyGraph.Window("SAME", 1, ["BiasAdd"])).Node("s", "Sigmoid", ["c"]).Node("out", "Identity", ["s"]);

        var all = graph.Run("out", [0.1f, 0.2f]);
        var first = graph.Run("out", [0.1f, 0.2f], channels: 1);

        all.Shape.ShouldBe([1, 3, 1, 2]);
        first.Shape.ShouldBe([1, 1, 1, 2]);
        first.Values.ShouldBe(all.Values[..2]);
    }

    [SkippableFact]
    public void Prelu_SlopesNamedNeg_AreUsedAsTheyAre()
    {
        // Slopes [1, 1, C] against NCHW; the node of facemesh has no attr at all.
        var graph = new TinyGraph().Input(1, 2, 2).Floats("p/Neg", [1, 1, 2], 0.5f, 0.25f).Node("p", "Prelu", ["x", "p/Neg"]);

        graph.Run("p", [-4, 4, -8, 8]).Values.ShouldBe([-2, 4, -2, 8]);
    }

    [SkippableFact]
    public void Prelu_FusedIntoConvolution_TakesTheFourthInput()
    {
        var graph = new TinyGraph().Input(1, 1, 1).Floats("w", [1, 1, 1, 2], 1, -1).Floats("b", [2], 0, 0).Floats("a", [1, 1, 2], 0.1f, 0.5f)
            .Node("c", "_FusedConv2D", ["x", "w", "b", "a"], TinyGraph.Window("VALID", 1, ["BiasAdd", "Prelu"]));

        graph.Run("c", [4]).Values.ShouldBe([4, -2]);
    }

    [SkippableFact]
    public void Reshape_Picture_GivesTensorFlowsOrder()
    {
        var graph = new TinyGraph().Input(1, 2, 3).Integers("shape", [3], 1, -1, 1).Node("r", "Reshape", ["x", "shape"]);

        // NCHW 0..5 is, pixel by pixel, (0, 2, 4), (1, 3, 5).
        var (shape, values) = graph.Run("r", Ramp(6));

        shape.ShouldBe([1, 6, 1]);
        values.ShouldBe([0, 2, 4, 1, 3, 5]);
    }

    [SkippableFact]
    public void Pad_Channels_AppendsZeroMaps()
    {
        var graph = new TinyGraph().Input(1, 2, 1).Integers("pads", [4, 2], 0, 0, 0, 0, 1, 0, 0, 2).Node("p", "Pad", ["x", "pads"]);

        var (shape, values) = graph.Run("p", [7, 8]);

        shape.ShouldBe([1, 3, 1, 3]);
        values.ShouldBe([0, 7, 8, 0, 0, 0, 0, 0, 0]);
    }

    [SkippableFact]
    public void ResizeBilinear_ByTwo_SamplesFromTheTopLeftCorner()
    {
        // TensorFlow 1 without flags: output x samples input at x/2, clamped at the end.
        var graph = new TinyGraph().Input(1, 3, 1).Integers("size", [2], 2, 6).Node("r", "ResizeBilinear", ["x", "size"]);

        graph.Run("r", [0, 10, 40]).Values.ShouldBe([0, 5, 10, 25, 40, 40, 0, 5, 10, 25, 40, 40]);
    }

    [SkippableFact]
    public void ResizeBilinear_OpenSize_ScalesAnyPicture()
    {
        var graph = new TinyGraph().Input(2, 2, 1).Integers("size", [2], 4, 4).Node("r", "ResizeBilinear", ["x", "size"]);

        graph.Run("r", Ramp(6), openSize: true, size: [1, 1, 2, 3]).Shape.ShouldBe([1, 1, 4, 6]);
    }

    [SkippableFact]
    public void HardSwish_Float16Constant_KeepsItsExactFactor()
    {
        var graph = new TinyGraph().Input(1, 4, 1).Halves("c", [], 1f / 6f).Floats("three", [], 3)
            .Node("m", "Mul", ["c", "x"]).Node("a", "Add", ["x", "three"]).Node("r", "Relu6", ["a"]).Node("y", "Mul", ["m", "r"]);
        var c = (float)(Half)(1f / 6f);

        var values = graph.Run("y", [-4, -1, 2, 100]).Values;

        values[0].ShouldBe(0);
        values[1].ShouldBe(-1 * 2 * c, 1e-6f);
        values[2].ShouldBe(2 * 5 * c, 1e-6f);
        values[3].ShouldBe(100 * 6 * c, 1e-4f); // 99.976, not 100
    }

    [SkippableFact]
    public void HardSigmoid_TimesOtherTensor_IsAGate()
    {
        var graph = new TinyGraph().Input(1, 2, 1).Floats("c", [], 0.125f).Floats("three", [], 3)
            .Node("a", "AddV2", ["x", "three"]).Node("r", "Relu6", ["a"]).Node("g", "Mul", ["r", "c"]);

        graph.Run("g", [1, 9]).Values.ShouldBe([0.5f, 0.75f]);
    }

    [SkippableFact]
    public void Mean_WithAndWithoutDimensions_AveragesThePicture()
    {
        var graph = new TinyGraph().Input(1, 2, 2).Integers("axes", [2], 1, 2)
            .Node("keep", "Mean", ["x", "axes"], TinyGraph.Flag("keep_dims", true)).Node("drop", "Mean", ["x", "axes"]);

        graph.Run("keep", [1, 3, 10, 20]).Shape.ShouldBe([1, 2, 1, 1]);
        var (shape, values) = graph.Run("drop", [1, 3, 10, 20]);
        shape.ShouldBe([1, 2]);
        values.ShouldBe([2, 15]);
    }

    [SkippableFact]
    public void Concat_LastAxis_JoinsChannels()
    {
        var graph = new TinyGraph().Input(1, 2, 1).Floats("k", [], 10).Integers("axis", [], -1).Node("m", "Mul", ["x", "k"]).Node("c", "ConcatV2", ["x", "m", "axis"]);

        graph.Run("c", [1, 2]).Values.ShouldBe([1, 2, 10, 20]);
    }

    [SkippableFact]
    public void MaxPool_SameStrideTwo_IgnoresThePadding()
    {
        var graph = new TinyGraph().Input(3, 3, 1).Node("p", "MaxPool", ["x"], TinyGraph.Window("SAME", 2, kernel: 2));

        graph.Run("p", [-1, -2, -3, -4, -5, -6, -7, -8, -9]).Values.ShouldBe([-1, -3, -7, -9]);
    }

    [SkippableFact]
    public void Subtraction_ConstantVectorFirst_BroadcastsOverChannels()
    {
        var graph = new TinyGraph().Input(1, 2, 2).Floats("k", [2], 100, 200).Node("s", "Sub", ["k", "x"]);

        graph.Run("s", [1, 2, 3, 4]).Values.ShouldBe([99, 98, 197, 196]);
    }

    [Fact]
    public void Import_OperatorOutsideTheTable_NamesNodeAndOperator()
    {
        var graph = new TinyGraph().Input(1, 1, 1).Node("top", "TopKV2", ["x"]);

        Should.Throw<ImportException>(() => graph.Import("top")).Message.ShouldBe("node 'top': operator TopKV2 can't be imported");
        Should.Throw<ImportException>(() => graph.Import("none")).Message.ShouldBe("the graph has no node 'none'");
    }

    [Fact]
    public void Import_WhatWouldBeWrong_IsRefused()
    {
        Should.Throw<ImportException>(() => new TinyGraph().Input(1, 1, 1).Integers("s", [2], 2, 2).Node("r", "ResizeBilinear", ["x", "s"], TinyGraph.Flag("align_corners", true)).Import("r"))
            .Message.ShouldContain("aligns corners");
        Should.Throw<ImportException>(() => new TinyGraph().Input(2, 1, 1).Integers("s", [2], 1, 2).Node("r", "Reshape", ["x", "s"]).Import("r", openSize: true))
            .Message.ShouldContain("fixes the size");
        Should.Throw<ImportException>(() => new TinyGraph().Input(1, 1, 2).Node("m", "MaxPool", ["x"], TinyGraph.Window("SAME", 1, kernel: 1)).Import("m", channels: 1))
            .Message.ShouldContain("channels behind MaxPool can't be cut");
        Should.Throw<ImportException>(() => new TinyGraph().Input(1, 1, 2).Floats("w", [1, 1, 1, 1], 1).Node("c", "Conv2D", ["x", "w"], TinyGraph.Window("SAME", 1)).Import("c"))
            .Message.ShouldContain("grouped convolutions");
    }

    [SkippableFact]
    public void Weights_IntegersAtAnOddAddress_AreReadWhereTheyLie()
    {
        // Three 2-byte values before an int32: the manifest is sequential, without alignment.
        var graph = new TinyGraph().Input(1, 1, 3).Halves("k", [3], 1, 2, 3).Integers("shape", [2], 3, 1).Node("m", "Mul", ["x", "k"]).Node("r", "Reshape", ["m", "shape"]);

        graph.Run("r", [1, 1, 1]).Shape.ShouldBe([3, 1]);
    }

    [Fact]
    public void Import_Twice_GivesTheSameBytes()
    {
        static byte[] Once() => new TinyGraph().Input(2, 2, 1).Floats("k", [], 3).Node("m", "Mul", ["x", "k"]).Node("r", "Relu6", ["m"]).Import("r", openSize: true);

        Once().ShouldBe(Once());
    }
}
