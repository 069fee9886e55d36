using StoreSensing.Edge.Core.Inference;
using StoreSensing.Models.Evaluation;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Evaluation;

public sealed class CardBlockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_Twice_ReplacesTheFiguresAndNothingElse()
    {
        var path = _folder.File("card.md");
        File.WriteAllText(path, $"# a: b\n\n{CardBlock.Begin}\nold\n{CardBlock.End}\n\n## Known\n");

        CardBlock.Write(path, "| 1 |\n");
        var once = File.ReadAllText(path);
        CardBlock.Write(path, "| 1 |\n");

        File.ReadAllText(path).ShouldBe(once);
        once.ShouldBe($"# a: b\n\n{CardBlock.Begin}\n\n| 1 |\n{CardBlock.End}\n\n## Known\n");
        CardBlock.Read(once).ShouldBe("| 1 |");
    }

    [Fact]
    public void Write_CardWithoutAPlace_SaysWhatIsMissing()
    {
        var path = _folder.File("card.md");
        File.WriteAllText(path, "# a: b\n");

        Should.Throw<InferenceException>(() => CardBlock.Write(path, "x")).Message.ShouldStartWith($"model card '{path}' has no place for figures");
        Should.Throw<InferenceException>(() => CardBlock.Write(_folder.File("none.md"), "x")).Message.ShouldContain("--catalog models/catalog.json");
    }

    [Theory]
    [InlineData("1,9,499\n", "line 1: 3 values, at least 7 are needed (frame,id,left,top,width,height,valid)")]
    [InlineData("1,9,1,2,3,4,1\n1,9,1,wide,3,4,1\n", "line 2: value 4, 'wide', is no number")]
    public void MotLabels_BrokenLine_NamesIt(string text, string expected)
    {
        var path = _folder.File("gt.txt");
        File.WriteAllText(path, text);

        Should.Throw<InvalidDataException>(() => MotLabels.Read(path)).Message.ShouldBe($"{path}, {expected}");
    }

    [Fact]
    public void Open_FolderWithoutLabels_SaysWhatIsExpected() =>
        Should.Throw<InvalidDataException>(() => LabelledSet.Open(_folder.Path, null)).Message
            .ShouldBe($"'{_folder.Path}' has neither boxes.csv (with images/) nor gt.txt (with a clip)");
}
