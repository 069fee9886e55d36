using StoreSensing.Models.Import.Onnx;
using StoreSensing.Models.Import.TensorFlow;

namespace StoreSensing.Models.Import.Operators;

/// <summary>A sliding window over a picture: convolution or pooling, with TensorFlow's padding.</summary>
/// <remarks>
/// SAME gives ⌈in / stride⌉ outputs and pads max((out − 1)·stride + (kernel − 1)·dilation + 1 − in, 0) in all, the odd pixel at the bottom
/// and right (tensorflow/core/framework/kernel_shape_util.cc): ONNX's SAME_UPPER. At stride 1 it does not depend on the size.
/// </remarks>
internal sealed class Window
{
    private readonly int[] _kernel;
    private readonly int[] _strides;
    private readonly int[] _dilations;
    private readonly bool _same;

    public Window(TensorFlowNode node, int kernelHeight, int kernelWidth)
    {
        if (node.Text("data_format", "NHWC") is not "NHWC" and var format)
            throw new ImportException($"node '{node.Name}' ({node.Operator}): layout {format} can't be imported, only NHWC");
        var padding = node.Text("padding", "");
        if (padding is not ("SAME" or "VALID"))
            throw new ImportException($"node '{node.Name}' ({node.Operator}): padding '{padding}' can't be imported, only SAME and VALID");
        _same = padding == "SAME";
        _kernel = [kernelHeight, kernelWidth];
        _strides = node.Integers("strides", [1, 1, 1, 1])[1..3];
        _dilations = node.Integers("dilations", [1, 1, 1, 1])[1..3];
    }

    public int[] OutputShape(Operand input, int channels) => [input.Shape[0], Output(input.Height, 0), Output(input.Width, 1), channels];

    public IEnumerable<OnnxAttribute> Attributes(Operand input, bool openSize)
    {
        if (_dilations.Any(dilation => dilation != 1))
            yield return new OnnxAttribute("dilations", Integers: [.. _dilations]);
        yield return new OnnxAttribute("kernel_shape", Integers: [.. _kernel]);
        if (_same && openSize && _strides.Any(stride => stride != 1))
            yield return new OnnxAttribute("auto_pad", Text: "SAME_UPPER");
        else if (_same)
            yield return new OnnxAttribute("pads", Integers: [Total(input.Height, 0) / 2, Total(input.Width, 1) / 2, (Total(input.Height, 0) + 1) / 2, (Total(input.Width, 1) + 1) / 2]);
        yield return new OnnxAttribute("strides", Integers: [.. _strides]);
    }

    private int Reach(int axis) => ((_kernel[axis] - 1) * _dilations[axis]) + 1;

    private int Output(int side, int axis) => _same
        ? (side + _strides[axis] - 1) / _strides[axis]
        : (side - Reach(axis) + _strides[axis]) / _strides[axis];

    private int Total(int side, int axis) => _strides[axis] == 1
        ? Reach(axis) - 1
        : Math.Max(((Output(side, axis) - 1) * _strides[axis]) + Reach(axis) - side, 0);
}
