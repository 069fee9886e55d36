using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Drivers.Tests.Inference;

public class OnnxRuntimeTests
{
    private static readonly string[] _ultraFaceOutputs = ["scores", "boxes"];

    private static string UltraFace => ReferenceData.File("models", "ultraface_version-RFB-320.onnx");

    private static string YuNet => ReferenceData.File("models", "yunet_n_dynamic.onnx");

    [Fact]
    public void Load_FileThatIsNoLibrary_NamesThePath()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("libonnxruntime.so"), "not a library");

        var error = Should.Throw<InferenceException>(() => OnnxRuntime.Load(folder.File("libonnxruntime.so")));

        error.Message.ShouldContain(folder.File("libonnxruntime.so"));
        error.Message.ShouldContain("can't be loaded");
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void Load_OtherLibrary_SaysThatItIsNotOnnxRuntime()
    {
        Should.Throw<InferenceException>(() => OnnxRuntime.Load("libc.so.6")).Message.ShouldContain("OrtGetApiBase");
    }

    [SkippableFact]
    public void Name_LoadedLibrary_GivesTheVersionOfTheCatalog()
    {
        FetchedRuntime.Get().Name.ShouldBe($"onnxruntime {ModelStore.Open().Catalog.Runtime.Version}");
    }

    [SkippableFact]
    public void Open_FixedModel_ReportsItsTensors()
    {
        using var session = FetchedRuntime.Get().Open(UltraFace, new InferenceOptions());

        session.Inputs.Single().Name.ShouldBe("input");
        session.Inputs.Single().Shape.ShouldBe([1, 3, 240, 320]);
        session.Outputs.Select(output => output.Name).ShouldBe(_ultraFaceOutputs);
        session.Outputs[0].Shape.ShouldBe([1, 4420, 2]);
        session.Input(0).Length.ShouldBe(3 * 240 * 320);
        session.Output(1).Length.ShouldBe(4420 * 4);
    }

    [SkippableFact]
    public void Run_AfterTheFirst_AllocatesNothing()
    {
        using var session = FetchedRuntime.Get().Open(UltraFace, new InferenceOptions());
        session.Run();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 20; i++)
        {
            session.Input(0)[i] = i;
            session.Run();
            session.Output(0)[0].ShouldBeInRange(0f, 1f);
        }
        var withAssertions = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            session.Run();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        withAssertions.ShouldBeGreaterThan(0, "the counter counts");
    }

    [SkippableTheory]
    [InlineData(GraphOptimisation.None, 1)]
    [InlineData(GraphOptimisation.Basic, 1)]
    [InlineData(GraphOptimisation.Extended, 2)]
    [InlineData(GraphOptimisation.All, 2)]
    public void Run_AnyOptimisationAndThreads_GivesTheSame(GraphOptimisation optimisation, int threads)
    {
        using var reference = FetchedRuntime.Get().Open(UltraFace, new InferenceOptions());
        using var session = FetchedRuntime.Get().Open(UltraFace, new InferenceOptions { Optimisation = optimisation, Threads = threads });
        foreach (var item in new[] { reference, session })
        {
            for (var i = 0; i < item.Input(0).Length; i++)
                item.Input(0)[i] = ((i * 7 % 256) - 127) / 128f;
            item.Run();
        }

        for (var i = 0; i < reference.Output(0).Length; i++)
            session.Output(0)[i].ShouldBe(reference.Output(0)[i], 1e-4f);
        reference.Output(0).ToArray().Distinct().Count().ShouldBeGreaterThan(1000);
    }

    [SkippableFact]
    public void Open_OpenShapeWithoutOne_NamesModelAndInput()
    {
        var runtime = FetchedRuntime.Get();

        var yuNet = YuNet; // outside: where the file is absent the test is skipped
        var error = Should.Throw<InferenceException>(() => runtime.Open(yuNet, new InferenceOptions()));

        error.Message.ShouldBe($"model '{YuNet}': input 'input' leaves its shape [−1, 3, −1, −1] open (−1); state a shape for it");
    }

    [SkippableFact]
    public void Open_OpenShapeGiven_SettlesOutputs()
    {
        using var session = FetchedRuntime.Get().Open(YuNet, With("input", 1, 3, 96, 128));

        session.Outputs[0].Shape.ShouldBe([1, 96 * 128 / 64, 1]);
    }

    [SkippableFact]
    public void Open_ShapeThatDoesNotFit_SaysWhatFits()
    {
        var runtime = FetchedRuntime.Get();

        var yuNet = YuNet; // outside: where the file is absent the test is skipped
        Should.Throw<InferenceException>(() => runtime.Open(yuNet, With("input", 1, 1, 96, 128))).Message.ShouldContain("'input' takes [−1, 3, −1, −1], not [1, 1, 96, 128]");
        Should.Throw<InferenceException>(() => runtime.Open(yuNet, With("input", 1, 3, 96))).Message.ShouldContain("not [1, 3, 96]");
    }

    [SkippableFact]
    public void Open_ShapeOfUnknownInput_SuggestsTheNearest()
    {
        var runtime = FetchedRuntime.Get();

        var yuNet = YuNet; // outside: where the file is absent the test is skipped
        Should.Throw<InferenceException>(() => runtime.Open(yuNet, With("imput", 1, 3, 96, 128))).Message.ShouldContain("no input 'imput'; did you mean 'input'?");
    }

    [SkippableFact]
    public void Open_ShapeThatTheGraphRefuses_NamesModelAndShape()
    {
        var runtime = FetchedRuntime.Get();

        var centernet = FetchedRuntime.Model("centernet");

        // It joins a map enlarged by two with one halved before: sides must be multiples of 32.
        var error = Should.Throw<InferenceException>(() => runtime.Open(centernet, With("input", 1, 3, 100, 100)));

        error.Message.ShouldStartWith($"model '{centernet}' failed in its first run with 'input' [1, 3, 100, 100]: ");
    }

    [SkippableFact]
    public void Open_FileThatIsNoModel_NamesIt()
    {
        var runtime = FetchedRuntime.Get();
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("model.onnx"), "not a model");

        Should.Throw<InferenceException>(() => runtime.Open(folder.File("model.onnx"), new InferenceOptions())).Message.ShouldStartWith($"model '{folder.File("model.onnx")}' can't be opened: ");
        Should.Throw<InferenceException>(() => runtime.Open(folder.File("none.onnx"), new InferenceOptions())).Message.ShouldBe($"model '{folder.File("none.onnx")}' does not exist");
    }

    [SkippableFact]
    public void Open_ZeroThreads_IsRefused()
    {
        var runtime = FetchedRuntime.Get();

        var ultraFace = UltraFace; // outside: where the file is absent the test is skipped
        Should.Throw<InferenceException>(() => runtime.Open(ultraFace, new InferenceOptions { Threads = 0 })).Message.ShouldContain("0 threads; 1 to 64 are possible");
    }

    [SkippableFact]
    public void Dispose_TwiceAndUsedAfter_IsRefusedNotCrashing()
    {
        var session = FetchedRuntime.Get().Open(UltraFace, new InferenceOptions());
        session.Dispose();
        session.Dispose();

        Should.Throw<ObjectDisposedException>(session.Run);
        Should.Throw<ObjectDisposedException>(() => session.Output(0).Length);
        Should.Throw<ObjectDisposedException>(() => session.Input(0).Length);
    }

    [SkippableFact]
    public void Dispose_ManySessions_GivesTheMemoryBack()
    {
        var runtime = FetchedRuntime.Get();
        for (var i = 0; i < 5; i++)
            runtime.Open(UltraFace, new InferenceOptions()).Dispose();
        var before = Environment.WorkingSet;

        for (var i = 0; i < 40; i++)
            runtime.Open(UltraFace, new InferenceOptions()).Dispose();

        // Forty sessions hold well over 200 MB together while they are open.
        (Environment.WorkingSet - before).ShouldBeLessThan(60 << 20);
    }

    private static InferenceOptions With(string input, params long[] shape) =>
        new() { InputShapes = new Dictionary<string, IReadOnlyList<long>> { [input] = shape } };
}
