using StoreSensing.Models.Import.Onnx;

namespace StoreSensing.Models.Tests.Quantise;

/// <summary>Three convolutions with Relu, a batch normalisation, an addition and pooling, as small as they can be: what a detector is made of.</summary>
internal static class TinyConvNet
{
    public const int Side = 16;

    /// <summary>input [1, 3, 16, 16] → conv–bn–relu → conv–relu, added → pool → head [1, 2, 8, 8].</summary>
    public static byte[] Bytes()
    {
        var random = new Random(7);
        var builder = new OnnxBuilder();
        Convolution("first", "x", 8, 3);
        foreach (var (name, low, high) in new[] { ("gamma", 0.5f, 1.5f), ("beta", -0.2f, 0.2f), ("mean", -0.3f, 0.3f), ("variance", 0.5f, 2f) })
            builder.Constant(name, [8], Values(8, low, high));
        builder.Add("BatchNormalization", "normed", ["first", "gamma", "beta", "mean", "variance"], new OnnxAttribute("epsilon", Single: 1e-3f));
        builder.Add("Relu", "a", ["normed"]);
        Convolution("second", "a", 8, 8);
        builder.Add("Relu", "b", ["second"]);
        builder.Add("Add", "sum", ["a", "b"]);
        builder.Add("MaxPool", "pooled", ["sum"], new OnnxAttribute("kernel_shape", Integers: [2, 2]), new OnnxAttribute("strides", Integers: [2, 2]));
        Convolution("third", "pooled", 8, 8);
        builder.Add("Relu", "c", ["third"]);
        Convolution("y", "c", 2, 8);
        return OnnxWriter.Write(builder.Build(
            "tiny",
            new OnnxValue("x", [new(1), new(3), new(Side), new(Side)]),
            [new OnnxValue("y", [new(1), new(2), new(Side / 2), new(Side / 2)])]));

        void Convolution(string name, string input, int channels, int from)
        {
            builder.Constant(name + "/w", [channels, from, 3, 3], Values(channels * from * 9, -0.3f, 0.3f));
            builder.Constant(name + "/b", [channels], Values(channels, -0.1f, 0.1f));
            builder.Add("Conv", name, [input, name + "/w", name + "/b"], new OnnxAttribute("kernel_shape", Integers: [3, 3]), new OnnxAttribute("pads", Integers: [1, 1, 1, 1]));
        }

        float[] Values(int count, float low, float high) => [.. Enumerable.Range(0, count).Select(_ => low + ((high - low) * random.NextSingle()))];
    }
}
