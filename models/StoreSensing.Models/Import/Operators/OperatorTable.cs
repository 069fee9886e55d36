using StoreSensing.Models.Import.TensorFlow;

namespace StoreSensing.Models.Import.Operators;

/// <summary>Imports one node.</summary>
internal delegate Operand ImportOperator(TensorFlowNode node, ImportScope scope, int? channels);

/// <summary>The operators that can be imported.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, ImportOperator> _operators = new()
    {
        ["Placeholder"] = (node, _, _) => ShapeOperators.Input(node),
        ["Identity"] = (node, scope, channels) => scope.Operand(node, 0, channels),
        ["Conv2D"] = Convolution.Full,
        ["_FusedConv2D"] = Convolution.Full,
        ["DepthwiseConv2dNative"] = (node, scope, _) => Convolution.Depthwise(node, scope),
        ["FusedDepthwiseConv2dNative"] = (node, scope, _) => Convolution.Depthwise(node, scope),
        ["Add"] = (node, scope, _) => Arithmetic.Binary("Add", node, scope),
        ["AddV2"] = (node, scope, _) => Arithmetic.Binary("Add", node, scope),
        ["Sub"] = (node, scope, _) => Arithmetic.Binary("Sub", node, scope),
        ["Mul"] = (node, scope, _) => HardSwish.Find(node, scope) ?? Arithmetic.Binary("Mul", node, scope),
        ["Relu"] = (node, scope, channels) => Activation.Unary("Relu", node, scope, channels),
        ["Sigmoid"] = (node, scope, channels) => Activation.Unary("Sigmoid", node, scope, channels),
        ["Relu6"] = Activation.Relu6,
        ["Prelu"] = (node, scope, _) => Activation.Prelu(node.Name, scope.Operand(node, 0), scope.Constant(node, 1), scope),
        ["Softmax"] = (node, scope, _) => Activation.Softmax(node, scope),
        ["MaxPool"] = (node, scope, _) => Pooling.Max(node, scope),
        ["Mean"] = (node, scope, _) => Pooling.Mean(node, scope),
        ["ResizeBilinear"] = (node, scope, _) => ShapeOperators.ResizeBilinear(node, scope),
        ["ConcatV2"] = (node, scope, _) => ShapeOperators.Concat(node, scope),
        ["Pad"] = (node, scope, _) => ShapeOperators.Pad(node, scope),
        ["Reshape"] = (node, scope, _) => ShapeOperators.Reshape(node, scope),
    };

    private static readonly HashSet<string> _channelwise = ["Identity", "Conv2D", "_FusedConv2D", "Relu", "Relu6", "Sigmoid"];

    public static IEnumerable<string> Names => _operators.Keys;

    public static ImportOperator? Find(string name) => _operators.GetValueOrDefault(name);

    /// <summary>Whether the first n output channels depend on the first n of what comes before only, or on a cut filter.</summary>
    public static bool CanCutChannels(string name) => _channelwise.Contains(name);
}
