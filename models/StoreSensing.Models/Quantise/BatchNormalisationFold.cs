using StoreSensing.Models.Quantise.Graph;

namespace StoreSensing.Models.Quantise;

/// <summary>Takes a batch normalisation into the convolution before it, so that one rounding does for both (Jacob et al. 2018, section 3.2).</summary>
internal static class BatchNormalisationFold
{
    public static void Apply(GraphFile graph)
    {
        foreach (var convolution in graph.Nodes.Where(node => node.Operator == "Conv").ToList())
        {
            if (graph.Consumers(convolution.Outputs[0]).ToList() is [{ Operator: "BatchNormalization" } norm] && !graph.Outputs.Contains(convolution.Outputs[0])
                && graph.Constants.TryGetValue(convolution.Inputs[1], out var weights) && norm.Inputs.Skip(1).All(graph.Constants.ContainsKey))
            {
                Fold(graph, convolution, norm, weights);
            }
        }
    }

    // y = γ (w·x + b − μ) / √(σ² + ε) + β
    private static void Fold(GraphFile graph, GraphNode convolution, GraphNode norm, GraphTensor weights)
    {
        var (gamma, beta, mean, variance) = (Of(1), Of(2), Of(3), Of(4));
        var epsilon = norm.Float("epsilon", 1e-5f);
        var w = weights.ToFloats();
        var bias = convolution.Inputs.Count > 2 ? graph.Constants[convolution.Inputs[2]].ToFloats() : new float[gamma.Length];
        var perChannel = w.Length / gamma.Length;
        for (var channel = 0; channel < gamma.Length; channel++)
        {
            var factor = (float)(gamma[channel] / Math.Sqrt(variance[channel] + (double)epsilon));
            foreach (ref var value in w.AsSpan(channel * perChannel, perChannel))
                value *= factor;
            bias[channel] = ((bias[channel] - mean[channel]) * factor) + beta[channel];
        }
        var (weightName, biasName) = (norm.Outputs[0] + "/weights", norm.Outputs[0] + "/bias");
        graph.Constants[weightName] = GraphTensor.Floats(weightName, weights.Shape, w);
        graph.Constants[biasName] = GraphTensor.Floats(biasName, [bias.Length], bias);
        convolution.Inputs[1] = weightName;
        if (convolution.Inputs.Count > 2)
            convolution.Inputs[2] = biasName;
        else
            convolution.Inputs.Add(biasName);
        convolution.Outputs[0] = norm.Outputs[0];
        graph.Nodes.Remove(norm);

        float[] Of(int input) => graph.Constants[norm.Inputs[input]].ToFloats();
    }
}
