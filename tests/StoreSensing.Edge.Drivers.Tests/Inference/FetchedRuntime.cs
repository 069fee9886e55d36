using StoreSensing.Edge.Drivers.Inference;

namespace StoreSensing.Edge.Drivers.Tests.Inference;

/// <summary>ONNX Runtime as <c>storesensing-models fetch</c> has brought it; tests are skipped where it is not there.</summary>
internal static class FetchedRuntime
{
    private static OnnxRuntime? _runtime;

    public static OnnxRuntime Get()
    {
        var store = ModelStore.Open();
        Skip.IfNot(File.Exists(store.RuntimePath()), $"ONNX Runtime is not fetched ({store.RuntimePath()}); run: storesensing-models fetch");
        return LazyInitializer.EnsureInitialized(ref _runtime, () => OnnxRuntime.Load(store.RuntimeLibrary()));
    }

    public static string Model(string name)
    {
        var store = ModelStore.Open();
        Skip.IfNot(File.Exists(store.PathOf(store.Entry(name))), $"model {name} is not fetched; run: storesensing-models fetch");
        return store.ModelFile(name);
    }
}
