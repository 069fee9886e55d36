using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;

namespace StoreSensing.Models.Tests;

/// <summary>The runtime and models that <c>storesensing-models fetch</c> has brought; a test that needs one which is not there is skipped.</summary>
internal static class Fetched
{
    private static OnnxRuntime? _runtime;

    public static ModelStore Store { get; } = ModelStore.Open();

    public static OnnxRuntime Runtime
    {
        get
        {
            Skip.IfNot(File.Exists(Store.RuntimePath()), $"ONNX Runtime is not fetched ({Store.RuntimePath()}); run: storesensing-models fetch");
            return LazyInitializer.EnsureInitialized(ref _runtime, () => OnnxRuntime.Load(Store.RuntimeLibrary()));
        }
    }

    public static IInferenceSession Open(string model, params long[] inputShape)
    {
        var runtime = Runtime;
        Skip.IfNot(File.Exists(Store.PathOf(Store.Entry(model))), $"model {model} is not fetched; run: storesensing-models fetch");
        var options = new InferenceOptions();
        if (inputShape.Length > 0)
            options = options with { InputShapes = new Dictionary<string, IReadOnlyList<long>> { ["input"] = inputShape } };
        return Store.OpenSession(runtime, model, options);
    }
}
