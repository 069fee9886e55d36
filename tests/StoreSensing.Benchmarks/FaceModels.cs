using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Models of the reference folder and of the store, each opened once per input size, one thread.</summary>
internal sealed class FaceModels : IDisposable
{
    private readonly ModelStore _store = ModelStore.Open();
    private readonly Dictionary<(string Path, InputSize? Size), IInferenceSession> _sessions = [];
    private readonly Lazy<OnnxRuntime> _runtime;

    public FaceModels() => _runtime = new Lazy<OnnxRuntime>(() => OnnxRuntime.Load(_store.RuntimeLibrary()));

    /// <summary>What is lacking of these, or null.</summary>
    public string? Absent(params string[] models) => !File.Exists(_store.RuntimePath())
        ? $"ONNX Runtime is not fetched ({_store.RuntimePath()})"
        : models.Select(Path).FirstOrDefault(path => !File.Exists(path)) is { } absent ? $"{absent} is absent" : null;

    /// <summary>The file of a model, by its file name in the reference folder or its name in the catalog.</summary>
    public string Path(string model) => model.EndsWith(".onnx", StringComparison.Ordinal)
        ? System.IO.Path.Combine(ReferenceData.Folder, "models", model)
        : _store.PathOf(_store.Entry(model));

    /// <summary>A session; for a model of open size, of this size.</summary>
    public IInferenceSession Open(string model, InputSize? size = null)
    {
        if (_sessions.TryGetValue((model, size), out var session))
            return session;
        var options = new InferenceOptions();
        if (size is { } input)
            options = options with { InputShapes = new Dictionary<string, IReadOnlyList<long>> { ["input"] = [1, 3, input.Height, input.Width] } };
        return _sessions[(model, size)] = _runtime.Value.Open(Path(model), options);
    }

    public void Dispose()
    {
        foreach (var session in _sessions.Values)
            session.Dispose();
    }
}
