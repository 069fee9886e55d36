using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Drivers.Inference;

/// <summary>Compares what a model has with what the catalog says it has: decoders rely on names, order and shapes.</summary>
internal static class CatalogShapes
{
    public static void Require(string model, string role, IReadOnlyList<TensorInfo> stated, IReadOnlyList<TensorInfo> found)
    {
        if (stated.Count == found.Count && stated.Zip(found).All(pair => Same(pair.First, pair.Second)))
            return;
        throw new InferenceException(
            $"model '{model}' has the {role}s {List(found)}, but the catalog says {List(stated)}");
    }

    private static bool Same(TensorInfo stated, TensorInfo found) =>
        stated.Name == found.Name
        && stated.Shape.Count == found.Shape.Count
        && stated.Shape.Zip(found.Shape).All(side => side.First == -1 || side.First == side.Second);

    private static string List(IEnumerable<TensorInfo> tensors) => string.Join(", ", tensors.Select(TensorShapes.Describe));
}
