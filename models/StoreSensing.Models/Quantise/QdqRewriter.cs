using StoreSensing.Models.Quantise.Graph;

namespace StoreSensing.Models.Quantise;

/// <summary>
/// Puts QuantizeLinear and DequantizeLinear around the planned tensors and weights. The graph still reads as a float one; ONNX Runtime fuses a
/// convolution between such pairs into one integer operator when it loads the file.
/// </summary>
internal static class QdqRewriter
{
    /// <summary>Rewrites in place.</summary>
    /// <param name="graph">Of opset 13.</param>
    /// <param name="plan">What to rewrite.</param>
    /// <param name="parameters">Scale and zero point by tensor.</param>
    public static void Apply(GraphFile graph, QuantisationPlan plan, IReadOnlyDictionary<string, (float Scale, byte Zero)> parameters)
    {
        foreach (var convolution in plan.Convolutions)
            Constants(graph, convolution, parameters[convolution.Inputs[0]].Scale);
        var nodes = new List<GraphNode>();
        foreach (var input in graph.Inputs.Where(parameters.ContainsKey))
            nodes.AddRange(Pair(graph, input, parameters[input]));
        foreach (var node in graph.Nodes)
        {
            for (var i = 0; i < node.Inputs.Count; i++)
            {
                if (parameters.ContainsKey(node.Inputs[i]))
                    node.Inputs[i] += "/dq";
            }
            nodes.Add(node);
            foreach (var output in node.Outputs.Where(parameters.ContainsKey))
                nodes.AddRange(Pair(graph, output, parameters[output]));
        }
        graph.Nodes.Clear();
        graph.Nodes.AddRange(nodes);
        var used = graph.Nodes.SelectMany(node => node.Inputs).Concat(graph.Outputs).ToHashSet();
        foreach (var name in graph.Constants.Keys.Where(name => !used.Contains(name)).ToList())
            graph.Constants.Remove(name);
    }

    private static IEnumerable<GraphNode> Pair(GraphFile graph, string tensor, (float Scale, byte Zero) parameters)
    {
        var (scale, zero, quantised) = (Keep(graph, GraphTensor.Floats(tensor + "/scale", [], [parameters.Scale])), Keep(graph, GraphTensor.Scalar(tensor + "/zero", parameters.Zero)), tensor + "/q");
        yield return new GraphNode { Operator = "QuantizeLinear", Name = quantised, Inputs = [tensor, scale, zero], Outputs = [quantised] };
        yield return new GraphNode { Operator = "DequantizeLinear", Name = tensor + "/dq", Inputs = [quantised, scale, zero], Outputs = [tensor + "/dq"] };
    }

    // Weights may be shared between convolutions, a bias then has a scale for each.
    private static void Constants(GraphFile graph, GraphNode convolution, float inputScale)
    {
        var (weights, scales) = WeightQuantiser.Weights(graph.Constants[convolution.Inputs[1]]);
        convolution.Inputs[1] = Dequantised(graph, convolution, weights, scales);
        if (convolution.Inputs.Count < 3 || convolution.Inputs[2].Length == 0)
            return;
        var (bias, biasScales) = WeightQuantiser.Bias(graph.Constants[convolution.Inputs[2]] with { Name = convolution.Outputs[0] + "/bias" }, inputScale, scales);
        convolution.Inputs[2] = Dequantised(graph, convolution, bias, biasScales);
    }

    private static string Dequantised(GraphFile graph, GraphNode convolution, GraphTensor tensor, GraphTensor scales)
    {
        var output = $"{convolution.Outputs[0]}/{tensor.Name}/float";
        // The axis of the scales: output channels come first in weights and are all there is in a bias. AttributeProto: name 1, i 3, type 20 (INT 2).
        var axis = new ProtoMessage().Add(1, "axis").Add(3, 0).Add(20, 2);
        graph.Nodes.Insert(graph.Nodes.IndexOf(convolution), new GraphNode
        {
            Operator = "DequantizeLinear",
            Name = output,
            Inputs = [Keep(graph, tensor), Keep(graph, scales), Keep(graph, Zeros(tensor, scales))],
            Outputs = [output],
            Attributes = [axis],
        });
        return output;
    }

    private static GraphTensor Zeros(GraphTensor tensor, GraphTensor scales) =>
        new(scales.Name + "/zeros", scales.Shape, tensor.Type, new byte[scales.Shape[0] * (tensor.Type == GraphTensor.Int32 ? 4 : 1)]);

    private static string Keep(GraphFile graph, GraphTensor tensor)
    {
        graph.Constants[tensor.Name] = tensor;
        return tensor.Name;
    }
}
