using StoreSensing.Models.Import.Onnx;
using StoreSensing.Models.Import.TensorFlow;

namespace StoreSensing.Models.Import.Operators;

/// <summary>Functions applied point by point, and softmax.</summary>
internal static class Activation
{
    public static Operand Unary(string op, TensorFlowNode node, ImportScope scope, int? channels)
    {
        var input = scope.Operand(node, 0, channels);
        return input with { Name = scope.Onnx.Add(op, node.Name, [input.Name]) };
    }

    public static Operand Relu6(TensorFlowNode node, ImportScope scope, int? channels) => Clip(node.Name, scope.Operand(node, 0, channels), scope);

    public static Operand Clip(string name, Operand input, ImportScope scope)
    {
        var low = scope.Onnx.Constant("0", [], [0f]);
        var high = scope.Onnx.Constant("6", [], [6f]);
        return input with { Name = scope.Onnx.Add("Clip", name, [input.Name, low, high]) };
    }

    /// <summary>
    /// x where x ≥ 0, slope·x below. The slope constants are named “…/Neg” after the node that once negated them, but hold the slope
    /// itself: tfjs-converter folded the negation when it fused relu(x) + (−slope)·relu(−x).
    /// </summary>
    public static Operand Prelu(string name, Operand input, TensorFlowTensor slope, ImportScope scope)
    {
        var constant = Arithmetic.Constant($"{name}:slope", slope, input, scope);
        return input with { Name = scope.Onnx.Add("PRelu", name, [input.Name, constant]) };
    }

    public static Operand Softmax(TensorFlowNode node, ImportScope scope)
    {
        var input = scope.Operand(node, 0);
        return input with { Name = scope.Onnx.Add("Softmax", node.Name, [input.Name], new OnnxAttribute("axis", input.Axis(-1))) };
    }
}
