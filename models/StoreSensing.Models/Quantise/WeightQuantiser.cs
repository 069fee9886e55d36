using System.Runtime.InteropServices;
using StoreSensing.Models.Quantise.Graph;

namespace StoreSensing.Models.Quantise;

/// <summary>Weights as symmetric int8 with a scale per output channel, and the bias as int32 in the scale of the products.</summary>
/// <remarks>
/// Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference" (CVPR 2018), sections 2.1 and 2.4;
/// a scale per channel as in Krishnamoorthi, "Quantizing deep convolutional networks for efficient inference" (2018), section 3.
/// </remarks>
internal static class WeightQuantiser
{
    private const int Largest = 127;

    public static (GraphTensor Weights, GraphTensor Scales) Weights(GraphTensor tensor)
    {
        var values = tensor.ToFloats();
        var channels = (int)tensor.Shape[0];
        var perChannel = values.Length / channels;
        var (quantised, scales) = (new sbyte[values.Length], new float[channels]);
        for (var channel = 0; channel < channels; channel++)
        {
            var part = values.AsSpan(channel * perChannel, perChannel);
            var extreme = 0f;
            foreach (var value in part)
                extreme = Math.Max(extreme, Math.Abs(value));
            var scale = scales[channel] = Math.Max(extreme / Largest, 1e-12f);
            for (var i = 0; i < perChannel; i++)
                quantised[(channel * perChannel) + i] = (sbyte)Math.Clamp(MathF.Round(part[i] / scale), -Largest, Largest);
        }
        return (
            new GraphTensor(tensor.Name + "/int8", tensor.Shape, GraphTensor.Int8, MemoryMarshal.AsBytes<sbyte>(quantised).ToArray()),
            GraphTensor.Floats(tensor.Name + "/scales", [channels], scales));
    }

    public static (GraphTensor Bias, GraphTensor Scales) Bias(GraphTensor tensor, float inputScale, GraphTensor weightScales)
    {
        var values = tensor.ToFloats();
        var scales = weightScales.ToFloats().Select(scale => scale * inputScale).ToArray();
        var quantised = values.Select((value, channel) => (int)Math.Clamp(Math.Round(value / (double)scales[channel]), int.MinValue, int.MaxValue)).ToArray();
        return (
            new GraphTensor(tensor.Name + "/int32", tensor.Shape, GraphTensor.Int32, MemoryMarshal.AsBytes<int>(quantised).ToArray()),
            GraphTensor.Floats(tensor.Name + "/bias-scales", [scales.Length], scales));
    }
}
