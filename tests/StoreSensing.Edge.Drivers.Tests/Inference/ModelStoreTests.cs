using System.Security.Cryptography;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Drivers.Tests.Inference;

public class ModelStoreTests
{
    [Fact]
    public void Open_Default_FindsTheCatalogBesideTheProgram()
    {
        var store = ModelStore.Open();

        store.Catalog.Models.Where(model => model.Default).Select(model => model.Name).ShouldBe(["centernet", "blazeface", "facemesh", "emotion"]);
        store.Catalog.Runtime.Libraries.Keys.ShouldBe(["linux-x64", "linux-arm64"]);
    }

    [Fact]
    public void Open_AbsentCatalog_NamesThePath()
    {
        Should.Throw<InferenceException>(() => ModelStore.Open("/nowhere/catalog.json")).Message.ShouldStartWith("model catalog '/nowhere/catalog.json' can't be read");
    }

    [Fact]
    public void Entry_Misspelt_SuggestsTheNearest()
    {
        Should.Throw<InferenceException>(() => ModelStore.Open().Entry("centrenet")).Message.ShouldBe("no model 'centrenet' in the catalog; did you mean 'centernet'?");
    }

    [Fact]
    public void ModelFile_NotFetched_SaysHowToFetch()
    {
        using var folder = new TemporaryFolder();
        var store = ModelStore.Open(cacheFolder: folder.Path);

        Should.Throw<InferenceException>(() => store.ModelFile("centernet")).Message
            .ShouldBe($"model 'centernet' is not on this machine ('{folder.File("models/centernet.onnx")}'); run: storesensing-models fetch centernet");
        Should.Throw<InferenceException>(store.RuntimeLibrary).Message.ShouldContain("run: storesensing-models fetch");
    }

    [Fact]
    public void ModelFile_OtherBytes_NamesFileExpectedAndFound()
    {
        using var folder = new TemporaryFolder();
        var store = ModelStore.Open(cacheFolder: folder.Path);
        Directory.CreateDirectory(folder.File("models"));
        File.WriteAllText(folder.File("models/emotion.onnx"), "other bytes");
        var found = Convert.ToHexStringLower(SHA256.HashData("other bytes"u8));

        Should.Throw<InferenceException>(() => store.ModelFile("emotion")).Message
            .ShouldBe($"model 'emotion': '{folder.File("models/emotion.onnx")}' is not the file that the catalog names: expected sha256 {store.Entry("emotion").Sha256}, found {found}; run: storesensing-models fetch emotion");
    }

    [SkippableTheory]
    [InlineData("yunet-n", "yunet_n_dynamic.onnx", 1, 3, 320, 320)]
    [InlineData("yunet-s", "yunet_s_dynamic.onnx", 1, 3, 320, 320)]
    [InlineData("yunet-s-640", "yunet_s_640_640.onnx")]
    [InlineData("ultraface-rfb-320", "ultraface_version-RFB-320.onnx")]
    [InlineData("fer-mobilefacenet-int8", "facial_expression_recognition_mobilefacenet_2022july_int8.onnx")]
    [InlineData("mini-xception", "mini_xception_fer2013.onnx")]
    [InlineData("fastestdet", "FastestDet.onnx")]
    [InlineData("picodet-s-416", "picodet_s_416_coco.onnx")]
    [InlineData("fsanet-1x1", "fsanet-1x1-iter-688590.onnx")]
    public void OpenSession_RealThirdPartyModel_HasTheTensorsOfTheCatalog(string name, string file, params int[] shape)
    {
        var runtime = FetchedRuntime.Get();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("models"));
        File.Copy(ReferenceData.File("models", file), folder.File($"models/{name}.onnx"));
        var store = ModelStore.Open(cacheFolder: folder.Path);
        var input = store.Entry(name).Inputs[0].Name;
        var options = new InferenceOptions();
        if (shape.Length > 0)
            options = options with { InputShapes = new Dictionary<string, IReadOnlyList<long>> { [input] = [.. shape.Select(side => (long)side)] } };

        using var session = store.OpenSession(runtime, name, options);

        new FileInfo(folder.File($"models/{name}.onnx")).Length.ShouldBe(store.Entry(name).Bytes);
        session.Run();
    }

    [SkippableFact]
    public void OpenSession_CatalogWithOtherShape_IsRefused()
    {
        var runtime = FetchedRuntime.Get();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("models"));
        File.Copy(ReferenceData.File("models", "ultraface_version-RFB-320.onnx"), folder.File("models/ultraface-rfb-320.onnx"));
        File.WriteAllText(folder.File("catalog.json"), File.ReadAllText(ModelStore.DefaultCatalogPath).Replace("[1, 4420, 4]", "[1, 4420, 5]"));
        var store = ModelStore.Open(folder.File("catalog.json"), folder.Path);

        Should.Throw<InferenceException>(() => store.OpenSession(runtime, "ultraface-rfb-320", new InferenceOptions())).Message
            .ShouldBe("model 'ultraface-rfb-320' has the outputs 'scores' [1, 4420, 2], 'boxes' [1, 4420, 4], but the catalog says 'scores' [1, 4420, 2], 'boxes' [1, 4420, 5]");
    }
}
