using StoreSensing.Models.Import.Onnx;
using StoreSensing.Models.Import.TensorFlow;

namespace StoreSensing.Models.Import.Operators;

/// <summary>Convolutions, plain and fused with bias and activation. Inputs of a fused one: picture, filter, bias, then the activation's slope.</summary>
internal static class Convolution
{
    /// <summary>Filter HWIO → OIHW; with <paramref name="channels"/> only the first so many filters.</summary>
    public static Operand Full(TensorFlowNode node, ImportScope scope, int? channels)
    {
        var input = scope.Picture(node, 0);
        var filter = Filter(node, scope);
        var (height, width, inner, outer) = (filter.Shape[0], filter.Shape[1], filter.Shape[2], filter.Shape[3]);
        if (inner != input.Channels)
            throw new ImportException($"node '{node.Name}': a filter for {inner} channels on {input.Channels}; grouped convolutions can't be imported");
        var kept = Math.Min(channels ?? outer, outer);
        var weights = new float[kept * inner * height * width];
        var to = 0;
        for (var o = 0; o < kept; o++)
        for (var i = 0; i < inner; i++)
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            weights[to++] = filter.Floats![(((((y * width) + x) * inner) + i) * outer) + o];
        return Finish(node, scope, input, weights, [kept, inner, height, width], groups: 1);
    }

    /// <summary>Filter HWCM → (C·M)1HW, one group per input channel.</summary>
    public static Operand Depthwise(TensorFlowNode node, ImportScope scope)
    {
        var input = scope.Picture(node, 0);
        var filter = Filter(node, scope);
        var (height, width, inner, multiplier) = (filter.Shape[0], filter.Shape[1], filter.Shape[2], filter.Shape[3]);
        var weights = new float[inner * multiplier * height * width];
        var to = 0;
        for (var c = 0; c < inner; c++)
        for (var m = 0; m < multiplier; m++)
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            weights[to++] = filter.Floats![(((((y * width) + x) * inner) + c) * multiplier) + m];
        return Finish(node, scope, input, weights, [inner * multiplier, 1, height, width], groups: inner);
    }

    private static Operand Finish(TensorFlowNode node, ImportScope scope, Operand input, float[] weights, long[] shape, int groups)
    {
        var outputs = (int)shape[0];
        var fused = node.Texts("fused_ops");
        if (fused.Length > 2 || (fused.Length > 0 && fused[0] != "BiasAdd"))
            throw new ImportException($"node '{node.Name}': fused {string.Join(", ", fused)} can't be imported");
        var window = new Window(node, (int)shape[2], (int)shape[3]);
        List<string> inputs = [input.Name, scope.Onnx.Constant($"{node.Name}:weights", shape, weights)];
        if (fused.Length > 0)
            inputs.Add(scope.Onnx.Constant($"{node.Name}:bias", [outputs], Bias(node, scope).AsSpan(0, outputs)));
        var name = fused.Length == 2 ? $"{node.Name}:conv" : node.Name;
        OnnxAttribute[] attributes = [new OnnxAttribute("group", groups), .. window.Attributes(input, scope.OpenSize)];
        var result = new Operand(scope.Onnx.Add("Conv", name, inputs, attributes), window.OutputShape(input, outputs));
        return fused.Length == 2 ? Activate(node, scope, fused[1], result) : result;
    }

    private static Operand Activate(TensorFlowNode node, ImportScope scope, string activation, Operand input) => activation switch
    {
        "Relu" => input with { Name = scope.Onnx.Add("Relu", node.Name, [input.Name]) },
        "Relu6" => Activation.Clip(node.Name, input, scope),
        "Prelu" => Activation.Prelu(node.Name, input, scope.Constant(node, 3), scope),
        _ => throw new ImportException($"node '{node.Name}': fused activation {activation} can't be imported"),
    };

    private static TensorFlowTensor Filter(TensorFlowNode node, ImportScope scope)
    {
        var filter = scope.Constant(node, 1);
        return filter is { Shape.Length: 4, Floats: not null }
            ? filter
            : throw new ImportException($"node '{node.Name}': the filter is not a float tensor of rank 4");
    }

    private static float[] Bias(TensorFlowNode node, ImportScope scope) =>
        scope.Constant(node, 2).Floats ?? throw new ImportException($"node '{node.Name}': the bias is not float");
}
