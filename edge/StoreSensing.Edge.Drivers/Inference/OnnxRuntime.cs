using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Drivers.Inference;

/// <summary>ONNX Runtime through its C API, from a native library whose path is given. One instance serves all sessions of a process.</summary>
public sealed class OnnxRuntime : IInferenceRuntime
{
    private readonly NativeOnnxRuntime _native;
    private readonly OrtHandle _environment;

    private OnnxRuntime(NativeOnnxRuntime native)
    {
        _native = native;
        _environment = native.CreateEnvironment();
    }

    /// <inheritdoc/>
    public string Name => $"onnxruntime {_native.Version}";

    /// <summary>Loads the native library.</summary>
    /// <exception cref="InferenceException">Not a library of this platform, not ONNX Runtime, or too old; the message names the path.</exception>
    public static OnnxRuntime Load(string libraryPath) => new(NativeOnnxRuntime.Load(libraryPath));

    /// <inheritdoc/>
    public IInferenceSession Open(string path, InferenceOptions options)
    {
        if (!File.Exists(path))
            throw new InferenceException($"model '{path}' does not exist");
        if (options.Threads is < 1 or > 64)
            throw new InferenceException($"model '{path}': {options.Threads} threads; 1 to 64 are possible");
        using var sessionOptions = _native.CreateSessionOptions(options.Threads, Level(options.Optimisation), SessionEntries);
        var session = OverridableWeights.Without(File.ReadAllBytes(path)) is { } model
            ? _native.CreateSession(_environment, path, model, sessionOptions)
            : _native.CreateSession(_environment, path, sessionOptions);
        return new OnnxSession(_native, session, path, options);
    }

    // Keys of onnxruntime_session_options_config_keys.h.
    private static (string Key, string Value)[] SessionEntries =>
    [
        // A spinning pool burns a core while the lane waits for its next frame.
        ("session.intra_op.allow_spinning", "0"),
        ("session.inter_op.allow_spinning", "0"),
    ];

    private static int Level(GraphOptimisation optimisation) => optimisation switch
    {
        GraphOptimisation.None => 0,
        GraphOptimisation.Basic => 1,
        GraphOptimisation.Extended => 2,
        _ => 99,
    };
}
