using StoreSensing.Models.Import.Onnx;
using StoreSensing.Models.Import.TensorFlow;

namespace StoreSensing.Models.Import.Operators;

/// <summary>Maximum over a window, and mean over the whole picture.</summary>
internal static class Pooling
{
    public static Operand Max(TensorFlowNode node, ImportScope scope)
    {
        var input = scope.Picture(node, 0);
        var kernel = node.Integers("ksize", [1, 1, 1, 1]);
        var window = new Window(node, kernel[1], kernel[2]);
        return new Operand(scope.Onnx.Add("MaxPool", node.Name, [input.Name], [.. window.Attributes(input, scope.OpenSize)]), window.OutputShape(input, input.Channels));
    }

    public static Operand Mean(TensorFlowNode node, ImportScope scope)
    {
        var input = scope.Picture(node, 0);
        var axes = scope.Integers(node, 1).Select(axis => axis < 0 ? axis + 4 : axis).Order().ToArray();
        if (axes is not [1, 2])
            throw new ImportException($"node '{node.Name}' (Mean) runs over axes {string.Join(", ", axes)}; only height and width can be imported");
        return node.Flag("keep_dims")
            ? new Operand(scope.Onnx.Add("GlobalAveragePool", node.Name, [input.Name]), [input.Shape[0], 1, 1, input.Channels])
            : new Operand(scope.Onnx.Add("ReduceMean", node.Name, [input.Name], new OnnxAttribute("axes", Integers: [2, 3]), new OnnxAttribute("keepdims", 0)), [input.Shape[0], input.Channels]);
    }
}
