using StoreSensing.Models.Import.Onnx;
using StoreSensing.Models.Import.TensorFlow;

namespace StoreSensing.Models.Import.Operators;

/// <summary>
/// Recognises MobileNetV3's gates (Howard et al. 2019, arXiv:1905.02244, section 5.2), which TensorFlow spells out in four nodes:
/// c·relu6(x + 3) and (c·x)·relu6(x + 3), c ≈ 1/6.
/// </summary>
/// <remarks>
/// relu6(x + 3) = 6·HardSigmoid(x; 1/6, 1/2), so both are a HardSigmoid times 6c. The factor stays: where c was stored as float16 it is 0.16662598 and
/// 6c = 0.99975586, and ONNX's own HardSwish, which has exactly 1/6, differs by up to 1.6e-2 at the end of this network.
/// </remarks>
internal static class HardSwish
{
    public static Operand? Find(TensorFlowNode node, ImportScope scope)
    {
        foreach (var (gateName, otherName) in new[] { (node.Inputs[0], node.Inputs[1]), (node.Inputs[1], node.Inputs[0]) })
        {
            if (GateInput(gateName, scope) is not { } x)
                continue;
            if (Scalar(otherName, scope) is { } c)
                return Scale(node.Name, Gate(node, x, scope), c, scope);
            if (scope.Node(otherName) is not { Operator: "Mul" } product || Product(product, scope) is not var (c2, y) || y != x)
                continue;
            var input = scope.Operand(x);
            var gate = Gate(node, x, scope);
            var swish = input with { Name = scope.Onnx.Add("Mul", $"{node.Name}:swish", [input.Name, gate.Name]) };
            return Scale(node.Name, swish, c2, scope);
        }
        return null;
    }

    private static Operand Gate(TensorFlowNode node, string x, ImportScope scope)
    {
        var input = scope.Operand(x);
        var name = scope.Onnx.Add("HardSigmoid", $"{node.Name}:gate", [input.Name], new OnnxAttribute("alpha", Single: 1f / 6f), new OnnxAttribute("beta", Single: 0.5f));
        return input with { Name = name };
    }

    private static Operand Scale(string name, Operand input, float sixth, ImportScope scope)
    {
        var factor = scope.Onnx.Constant($"{name}:factor", [], [6f * sixth]);
        return input with { Name = scope.Onnx.Add("Mul", name, [input.Name, factor]) };
    }

    /// <summary>x, if the node is relu6(x + 3).</summary>
    private static string? GateInput(string name, ImportScope scope)
    {
        if (scope.Node(name) is not { Operator: "Relu6", Inputs: [var sumName] } || scope.Node(sumName) is not { Operator: "Add" or "AddV2", Inputs: [var a, var b] })
            return null;
        return Scalar(b, scope) == 3f ? a : Scalar(a, scope) == 3f ? b : null;
    }

    private static (float C, string X)? Product(TensorFlowNode node, ImportScope scope) => node.Inputs is not [var a, var b]
        ? null
        : Scalar(a, scope) is { } first ? (first, b) : Scalar(b, scope) is { } second ? (second, a) : null;

    private static float? Scalar(string name, ImportScope scope) => scope.ConstantOrNull(name) is { IsScalar: true, Floats: [var value] } ? value : null;
}
