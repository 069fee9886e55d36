namespace StoreSensing.Models.Import.TensorFlow;

/// <summary>A constant of a graph, in TensorFlow's own layout: floats or integers, never both.</summary>
internal sealed record TensorFlowTensor(int[] Shape, float[]? Floats, int[]? Integers)
{
    public int Count { get; } = Shape.Aggregate(1, (product, side) => checked(product * side));

    public bool IsScalar => Count == 1;
}
