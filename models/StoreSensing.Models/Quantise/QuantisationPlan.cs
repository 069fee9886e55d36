using StoreSensing.Models.Quantise.Graph;

namespace StoreSensing.Models.Quantise;

/// <summary>Which convolutions become int8, and which tensors between them are held in uint8.</summary>
internal sealed class QuantisationPlan
{
    // Operators that ONNX Runtime has in uint8 once all their tensors are.
    private static readonly HashSet<string> _carried = ["Add", "Concat", "AveragePool", "GlobalAveragePool", "Relu"];

    // Operators that only move values: what comes out has the scale of what goes in.
    private static readonly HashSet<string> _moving = ["MaxPool", "Resize"];

    private readonly GraphFile _graph;

    private QuantisationPlan(GraphFile graph) => _graph = graph;

    /// <summary>The convolutions.</summary>
    public List<GraphNode> Convolutions { get; } = [];

    /// <summary>Tensors in uint8, in graph order.</summary>
    public List<string> Tensors { get; private set; } = [];

    /// <summary>Tensors whose scale is that of another one.</summary>
    public Dictionary<string, string> SameScale { get; } = [];

    /// <summary>
    /// Every convolution with constant weights but the heads: those after which no other comes make the numbers that a decoder reads, and are left in
    /// float32 unless <paramref name="heads"/>.
    /// </summary>
    public static QuantisationPlan Of(GraphFile graph, bool heads)
    {
        var plan = new QuantisationPlan(graph);
        plan.Convolutions.AddRange(graph.Nodes.Where(node => node.Operator == "Conv" && graph.Constants.ContainsKey(node.Inputs[1]) && (heads || plan.LeadsToConvolution(node))));
        var tensors = plan.Convolutions.SelectMany(node => new[] { node.Inputs[0], plan.After(node) }).ToHashSet();
        plan.Extend(tensors);
        // Graph order keeps the file the same from run to run.
        plan.Tensors = [.. graph.Inputs.Concat(graph.Nodes.SelectMany(node => node.Outputs)).Where(tensors.Contains)];
        return plan;
    }

    /// <summary>The tensor that a convolution makes, after the Relu that is fused into it: uint8 from 0 on cuts off what is negative by itself.</summary>
    public string After(GraphNode convolution)
    {
        var output = convolution.Outputs[0];
        return !_graph.Outputs.Contains(output) && _graph.Consumers(output).ToList() is [{ Operator: "Relu" } relu] ? relu.Outputs[0] : output;
    }

    private void Extend(HashSet<string> tensors)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var node in _graph.Nodes.Where(node => _carried.Contains(node.Operator) || _moving.Contains(node.Operator)))
            {
                var output = node.Outputs[0];
                var inputs = _moving.Contains(node.Operator) ? node.Inputs.Take(1) : node.Inputs;
                if (_graph.Outputs.Contains(output) || !inputs.All(tensors.Contains))
                    continue;
                if (tensors.Add(output))
                    changed = true;
                if (_moving.Contains(node.Operator))
                    SameScale[output] = node.Inputs[0];
            }
        }
    }

    private bool LeadsToConvolution(GraphNode from)
    {
        var seen = new HashSet<GraphNode>();
        var open = new Stack<GraphNode>([from]);
        while (open.TryPop(out var node))
        {
            foreach (var next in node.Outputs.SelectMany(_graph.Consumers))
            {
                if (next.Operator == "Conv")
                    return true;
                if (seen.Add(next))
                    open.Push(next);
            }
        }
        return false;
    }
}
