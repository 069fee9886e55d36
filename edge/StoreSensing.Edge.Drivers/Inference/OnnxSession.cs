using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Drivers.Inference;

/// <summary>A model in ONNX Runtime; its tensors lie in native memory for as long as it is open.</summary>
internal sealed class OnnxSession : IInferenceSession
{
    private readonly NativeOnnxRuntime _native;
    private readonly OrtHandle _session;
    private readonly string _path;
    private readonly List<NativeTensor> _inputs = [];
    private readonly List<NativeTensor> _outputs = [];
    private readonly NativeRun? _run;
    private bool _disposed;

    public OnnxSession(NativeOnnxRuntime native, OrtHandle session, string path, InferenceOptions options)
    {
        (_native, _session, _path) = (native, session, path);
        try
        {
            Inputs = TensorShapes.Resolve(path, native.Signature(session, outputs: false), options.InputShapes);
            using var memory = native.CreateCpuMemoryInfo();
            foreach (var input in Inputs)
                _inputs.Add(new NativeTensor(native, memory, input));
            var outputNames = native.Signature(session, outputs: true).Select(output => output.Name).ToList();
            _run = new NativeRun(native, session, [.. Inputs.Select(input => input.Name)], _inputs, outputNames);
            Outputs = ShapesOfFirstRun(_run, outputNames);
            foreach (var output in Outputs)
                _outputs.Add(new NativeTensor(native, memory, output));
            _run.BindOutputs(_outputs);
            Run();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<TensorInfo> Inputs { get; } = [];

    public IReadOnlyList<TensorInfo> Outputs { get; } = [];

    public Span<float> Input(int index)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _inputs[index].Span;
    }

    public ReadOnlySpan<float> Output(int index)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _outputs[index].Span;
    }

    public void Run()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var status = _run!.Run();
        if (status != 0)
            _native.Check(status, $"model '{_path}' failed");
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _run?.Dispose();
        _inputs.ForEach(tensor => tensor.Dispose());
        _outputs.ForEach(tensor => tensor.Dispose());
        _session.Dispose();
    }

    /// <summary>The shapes that these inputs give are known for certain only after a run: the graph may leave them open.</summary>
    private TensorInfo[] ShapesOfFirstRun(NativeRun run, List<string> names)
    {
        var values = run.FirstRun($"model '{_path}' failed in its first run with {string.Join(", ", Inputs.Select(TensorShapes.Describe))}");
        var outputs = new TensorInfo[names.Count];
        for (var i = 0; i < names.Count; i++)
        {
            using var value = values[i];
            var (elementType, shape) = _native.TensorShape(value.Pointer);
            TensorShapes.RequireFloat(_path, "output", new TensorSignature(names[i], elementType, shape));
            outputs[i] = new TensorInfo(names[i], shape);
        }
        return outputs;
    }
}
