namespace StoreSensing.Edge.Core.Inference;

/// <summary>A model's input or output.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Shape">Its dimensions; −1 where the model leaves one open.</param>
public sealed record TensorInfo(string Name, IReadOnlyList<long> Shape);

/// <summary>
/// A loaded model with its input and output tensors allocated once (float32, row-major), so that a run allocates nothing.
/// Not thread-safe: one session, one lane.
/// </summary>
public interface IInferenceSession : IDisposable
{
    /// <summary>Inputs in graph order, with the shapes they were opened with.</summary>
    IReadOnlyList<TensorInfo> Inputs { get; }

    /// <summary>Outputs in graph order, with the shapes that these inputs give.</summary>
    IReadOnlyList<TensorInfo> Outputs { get; }

    /// <summary>The memory that the next <see cref="Run"/> reads.</summary>
    Span<float> Input(int index);

    /// <summary>Runs the model.</summary>
    /// <exception cref="InferenceException">The runtime refused.</exception>
    void Run();

    /// <summary>What the last <see cref="Run"/> wrote; overwritten by the next.</summary>
    ReadOnlySpan<float> Output(int index);
}

/// <summary>How to open a model.</summary>
public sealed record InferenceOptions
{
    /// <summary>Threads inside one operator, 1..64.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Graph optimisation: <c>none</c>, <c>basic</c>, <c>extended</c> or <c>all</c>.</summary>
    public GraphOptimisation Optimisation { get; init; } = GraphOptimisation.All;

    /// <summary>Concrete shape per input name, needed where the model leaves a dimension open.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> InputShapes { get; init; } = new Dictionary<string, IReadOnlyList<long>>();
}

/// <summary>How far ONNX Runtime rewrites a graph before it runs it.</summary>
public enum GraphOptimisation
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Constant folding and redundant node removal.</summary>
    Basic,

    /// <summary>Fusions too.</summary>
    Extended,

    /// <summary>Memory layout too.</summary>
    All,
}

/// <summary>Opens models; one driver per runtime.</summary>
public interface IInferenceRuntime
{
    /// <summary>Name and version, e.g. <c>onnxruntime 1.20.1</c>.</summary>
    string Name { get; }

    /// <summary>Loads the model, allocates its tensors and runs it once.</summary>
    /// <exception cref="InferenceException">Not a model, or its shapes stay open; the message names file and tensor.</exception>
    IInferenceSession Open(string path, InferenceOptions options);
}

/// <summary>A model or runtime that can't work, in one sentence that names it.</summary>
public sealed class InferenceException(string message) : Exception(message);
