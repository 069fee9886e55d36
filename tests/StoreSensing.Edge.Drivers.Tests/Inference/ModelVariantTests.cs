using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Drivers.Tests.Inference;

public sealed class ModelVariantTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelStore _store;

    public ModelVariantTests()
    {
        _store = ModelStore.Open(cacheFolder: _folder.Path);
        Directory.CreateDirectory(_folder.File("models"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Entry_RecordOfACataloguedSource_IsTheSourceUnderAnotherName()
    {
        Write(Record());

        var entry = _store.Entry("yunet-n-int8");

        var source = _store.Entry("yunet-n");
        (entry.Task, entry.Licence, entry.Preprocessing, entry.Recommended, entry.Bytes).ShouldBe((source.Task, source.Licence, source.Preprocessing, false, 5));
        entry.Outputs.ShouldBe(source.Outputs);
        _store.PathOf(entry).ShouldBe(_folder.File("models/yunet-n-int8.onnx"));
    }

    [Fact]
    public void ModelFile_OtherBytesThanTheRecord_IsRefused()
    {
        Write(Record());
        File.WriteAllText(_folder.File("models/yunet-n-int8.onnx"), "other");

        Should.Throw<InferenceException>(() => _store.ModelFile("yunet-n-int8")).Message.ShouldContain($"expected sha256 {new string('b', 64)}");
    }

    [Fact]
    public void Entry_SourceIsAnotherFile_IsRefused()
    {
        Write(Record() with { SourceSha256 = new string('c', 64) });

        Should.Throw<InferenceException>(() => _store.Entry("yunet-n-int8")).Message
            .ShouldBe($"model record '{_folder.File("models/yunet-n-int8.json")}' was made from another file of 'yunet-n' than the catalog names: expected sha256 {_store.Entry("yunet-n").Sha256}, found {new string('c', 64)}; make it anew");
    }

    [Fact]
    public void Entry_SourceNotInTheCatalog_IsRefused()
    {
        Write(Record() with { Source = "somebody" });

        Should.Throw<InferenceException>(() => _store.Entry("yunet-n-int8")).Message.ShouldEndWith("the catalog has no model 'somebody' that it could be made from");
    }

    [Fact]
    public void Entry_RecordUnderAnotherName_IsRefused()
    {
        Write(Record() with { Name = "other-int8" });

        Should.Throw<InferenceException>(() => _store.Entry("yunet-n-int8")).Message.ShouldEndWith("is of 'other-int8'");
    }

    [Fact]
    public void Entry_NameThatIsAPath_IsNotLookedFor()
    {
        File.WriteAllText(_folder.File("secret.json"), Record().ToJson());

        Should.Throw<InferenceException>(() => _store.Entry("../secret")).Message.ShouldStartWith("no model '../secret' in the catalog");
    }

    private ModelVariant Record() => new()
    {
        Name = "yunet-n-int8",
        Source = "yunet-n",
        SourceSha256 = _store.Entry("yunet-n").Sha256,
        Sha256 = new string('b', 64),
        Bytes = 5,
        Made = "int8 made in a test",
        Figures = [new VariantFigure("long side 480", 0.7, 0.69, 8, 5)],
    };

    private void Write(ModelVariant record) => File.WriteAllText(_folder.File("models/yunet-n-int8.json"), record.ToJson());
}
