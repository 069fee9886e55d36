using StoreSensing.Models.Quantise.Graph;

namespace StoreSensing.Models.Quantise;

/// <summary>
/// Brings a graph of opset 9 to 12 to 13, the first whose QuantizeLinear has an axis: attributes that became inputs are made inputs.
/// Whether a graph still means the same (Softmax changed its meaning, too) is measured afterwards, not believed.
/// </summary>
internal static class OpsetUpgrade
{
    public const int Target = 13;

    /// <exception cref="InvalidDataException">An operator that can't be brought over.</exception>
    public static void Apply(GraphFile graph)
    {
        if (graph.Opset < 9)
            throw new InvalidDataException($"the graph has opset {graph.Opset}; 9 or later is needed");
        if (graph.Opset >= Target)
            return;
        foreach (var node in graph.Nodes)
            Bring(graph, node);
        graph.Opset = Target;
    }

    private static void Bring(GraphFile graph, GraphNode node)
    {
        switch (node.Operator)
        {
            case "Slice" when graph.Opset < 10:
                // Inputs data, starts, ends, axes; without axes the first ones are meant.
                Input(graph, node, 1, "starts");
                Input(graph, node, 2, "ends");
                Input(graph, node, 3, "axes");
                break;
            case "Clip" when graph.Opset < 11:
                Number(graph, node, 1, "min", float.MinValue);
                Number(graph, node, 2, "max", float.MaxValue);
                break;
            case "Pad" when graph.Opset < 11:
                Input(graph, node, 1, "pads");
                Number(graph, node, 2, "value", 0);
                break;
            case "Squeeze" or "Unsqueeze" or "ReduceSum":
                Input(graph, node, 1, "axes");
                break;
            case "Split":
                Input(graph, node, 1, "split");
                break;
            case "Upsample" or "Resize" or "TopK" when graph.Opset < 11:
                throw new InvalidDataException($"operator {node.Operator} of opset {graph.Opset} can't be brought to opset {Target}");
        }
    }

    private static void Input(GraphFile graph, GraphNode node, int place, string attribute)
    {
        if (node.Take(attribute) is { } value)
            Put(graph, node, place, GraphTensor.Longs($"{node.Outputs[0]}/{attribute}", [.. value.Integers(8)]));
    }

    private static void Number(GraphFile graph, GraphNode node, int place, string attribute, float otherwise)
    {
        var value = node.Float(attribute, otherwise);
        node.Take(attribute);
        Put(graph, node, place, GraphTensor.Floats($"{node.Outputs[0]}/{attribute}", [], [value]));
    }

    private static void Put(GraphFile graph, GraphNode node, int place, GraphTensor tensor)
    {
        while (node.Inputs.Count < place)
            node.Inputs.Add("");
        graph.Constants[tensor.Name] = tensor;
        node.Inputs.Add(tensor.Name);
    }
}
