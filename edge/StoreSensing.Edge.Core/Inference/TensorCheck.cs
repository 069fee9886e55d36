namespace StoreSensing.Edge.Core.Inference;

/// <summary>Refuses a model whose outputs are not what a decoder reads.</summary>
internal static class TensorCheck
{
    /// <summary>Throws <see cref="InferenceException"/> unless the output holds exactly <paramref name="values"/> values.</summary>
    public static void Require(IInferenceSession session, int output, long values)
    {
        if (output >= session.Outputs.Count)
            throw new InferenceException($"the model has {session.Outputs.Count} outputs, output {output + 1} is needed");
        var info = session.Outputs[output];
        if (info.Shape.Aggregate(1L, (product, side) => product * side) != values)
            throw new InferenceException($"output {info.Name} is [{string.Join(", ", info.Shape)}], not {values} values");
    }
}
