using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Inference;

/// <summary>Refuses a model whose outputs are not what a decoder reads.</summary>
internal static class TensorCheck
{
    /// <summary>Columns and rows of a network that takes one picture [1, 3, H, W], both multiples of <paramref name="stride"/>.</summary>
    /// <exception cref="InferenceException">It takes something else; the message names the tensor.</exception>
    public static InputSize Picture(IInferenceSession session, int stride)
    {
        var info = session.Inputs.Count == 1 ? session.Inputs[0] : throw new InferenceException($"the model has {session.Inputs.Count} inputs, not one picture");
        if (info.Shape is not [1, 3, > 0 and var height, > 0 and var width] || height % stride != 0 || width % stride != 0)
        {
            var sides = stride == 1 ? "" : $" with sides that are multiples of {stride}";
            throw new InferenceException($"input {info.Name} is [{string.Join(", ", info.Shape)}], not [1, 3, H, W]{sides}");
        }
        return new InputSize((int)width, (int)height);
    }

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
