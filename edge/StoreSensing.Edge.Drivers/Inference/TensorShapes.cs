using StoreSensing.Configuration;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Drivers.Inference;

/// <summary>A tensor as the runtime reports it, before its open dimensions are settled.</summary>
internal readonly record struct TensorSignature(string Name, int ElementType, long[] Shape);

/// <summary>Settles the open dimensions of a model's inputs, or says which can't be.</summary>
internal static class TensorShapes
{
    // ONNXTensorElementDataType in onnxruntime_c_api.h; a negative one is an ONNXType that is no tensor.
    private static readonly string[] _elementNames =
        ["undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "float64", "uint32", "uint64"];

    public static TensorInfo[] Resolve(string path, IReadOnlyList<TensorSignature> inputs, IReadOnlyDictionary<string, IReadOnlyList<long>> given)
    {
        var names = inputs.Select(input => input.Name).ToList();
        foreach (var name in given.Keys)
        {
            if (!names.Contains(name))
                throw new InferenceException($"model '{path}' has no input '{name}'{Nearest.Suggest(name, names)}");
        }
        return [.. inputs.Select(input => Resolve(path, input, given.GetValueOrDefault(input.Name)))];
    }

    private static TensorInfo Resolve(string path, TensorSignature input, IReadOnlyList<long>? given)
    {
        RequireFloat(path, "input", input);
        if (given is null)
        {
            return input.Shape.All(side => side > 0)
                ? new TensorInfo(input.Name, input.Shape)
                : throw new InferenceException($"model '{path}': input '{input.Name}' leaves its shape {Describe(input.Shape)} open (−1); state a shape for it");
        }
        if (given.Count != input.Shape.Length || given.Zip(input.Shape).Any(pair => pair.First < 1 || (pair.Second > 0 && pair.First != pair.Second)))
            throw new InferenceException($"model '{path}': input '{input.Name}' takes {Describe(input.Shape)}, not {Describe(given)}");
        return new TensorInfo(input.Name, [.. given]);
    }

    public static void RequireFloat(string path, string role, TensorSignature tensor)
    {
        if (tensor.ElementType == NativeOnnxRuntime.Float32)
            return;
        var found = tensor.ElementType < 0 ? "no tensor" : _elementNames.ElementAtOrDefault(tensor.ElementType) ?? $"element type {tensor.ElementType}";
        throw new InferenceException($"model '{path}': {role} '{tensor.Name}' is {found}; only float32 is possible");
    }

    public static string Describe(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape.Select(side => side < 0 ? "−1" : side.ToString(System.Globalization.CultureInfo.InvariantCulture)))}]";

    public static string Describe(TensorInfo tensor) => $"'{tensor.Name}' {Describe(tensor.Shape)}";
}
