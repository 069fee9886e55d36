using StoreSensing.Models.Import.Onnx;
using StoreSensing.Models.Import.Operators;
using StoreSensing.Models.Import.TensorFlow;

namespace StoreSensing.Models.Import;

/// <summary>What an operator sees while it is imported: its inputs, already imported or constant, and where to write.</summary>
internal sealed class ImportScope(TensorFlowGraph graph, OnnxBuilder onnx, bool openSize)
{
    private readonly Dictionary<(string Node, int? Channels), Operand> _done = [];

    public OnnxBuilder Onnx { get; } = onnx;

    /// <summary>Whether the picture's size is left open, so that nothing may depend on it.</summary>
    public bool OpenSize { get; } = openSize;

    public TensorFlowNode? Node(string name) => graph.Nodes.GetValueOrDefault(name);

    public TensorFlowTensor? ConstantOrNull(string name) => graph.Constants.GetValueOrDefault(name);

    public TensorFlowTensor Constant(TensorFlowNode node, int input) =>
        ConstantOrNull(Input(node, input)) ?? throw new ImportException($"node '{node.Name}' ({node.Operator}): input {input} is not a constant");

    public int[] Integers(TensorFlowNode node, int input) =>
        Constant(node, input).Integers ?? throw new ImportException($"node '{node.Name}' ({node.Operator}): input {input} is not an integer constant");

    public Operand Picture(TensorFlowNode node, int input)
    {
        var operand = Operand(node, input);
        return operand.IsPicture ? operand : throw new ImportException($"node '{node.Name}' ({node.Operator}) needs a picture, input {input} has rank {operand.Shape.Length}");
    }

    public Operand Operand(TensorFlowNode node, int input, int? channels = null) => Operand(Input(node, input), channels);

    /// <summary>Imports a node and everything before it, once.</summary>
    /// <param name="name">The node.</param>
    /// <param name="channels">Only the first so many channels, where the node can do with fewer.</param>
    public Operand Operand(string name, int? channels = null)
    {
        if (_done.TryGetValue((name, channels), out var done))
            return done;
        var node = Node(name) ?? throw new ImportException($"the graph has no node '{name}'");
        var convert = OperatorTable.Find(node.Operator) ?? throw new ImportException($"node '{name}': operator {node.Operator} can't be imported");
        if (channels is not null && !OperatorTable.CanCutChannels(node.Operator))
            throw new ImportException($"node '{name}': the channels behind {node.Operator} can't be cut; only those of a convolution and what is applied to it point by point");
        return _done[(name, channels)] = convert(node, this, channels);
    }

    private static string Input(TensorFlowNode node, int input) =>
        input < node.Inputs.Count ? node.Inputs[input] : throw new ImportException($"node '{node.Name}' ({node.Operator}) has no input {input}");
}
