using StoreSensing.Models.Evaluation;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Evaluation;

public sealed class BoxLabelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_Table_GathersBoxesByPicture()
    {
        var pictures = Read("a.jpg,400,200,with_mask,100,50,200,100", "b.jpg,10,10,face,0,0,5,5", "a.jpg,400,200,none,0,0,4.5,2", "");

        pictures.Select(p => p.File).ShouldBe(["a.jpg", "b.jpg"]);
        (pictures[0].Width, pictures[0].Height, pictures[0].Boxes.Count).ShouldBe((400, 200, 2));
        pictures[0].Boxes[0].ShouldBe(new LabelledBox("with_mask", new(0.25f, 0.25f, 0.5f, 0.5f), 100, 50));
        pictures[0].Boxes[1].Width.ShouldBe(4.5f);
    }

    [Theory]
    [InlineData("a.jpg,400,200,face,1,2,3", "7 values, not 8")]
    [InlineData("a.jpg,wide,200,face,1,2,3,4", "width 'wide' is no whole number above 0")]
    [InlineData("a.jpg,0,200,face,1,2,3,4", "width '0' is no whole number above 0")]
    [InlineData("a.jpg,400,200,face,1,two,3,4", "ymin 'two' is no number")]
    [InlineData("a.jpg,400,200,face,NaN,2,3,4", "xmin 'NaN' is no number")]
    [InlineData("a.jpg,400,200,face,3,2,3,4", "the box (3, 2)–(3, 4) is empty")]
    [InlineData("b.jpg,400,201,face,1,2,3,4", "picture 'b.jpg' is 400×201 here and 400×200 above")]
    public void Read_BadLine_NamesFileLineAndValue(string line, string what) =>
        Should.Throw<InvalidDataException>(() => Read("b.jpg,400,200,face,1,2,3,4", line)).Message.ShouldBe($"{_folder.File("boxes.csv")}, line 3: {what}");

    [Fact]
    public void Read_AnotherFile_IsRefused()
    {
        Should.Throw<InvalidDataException>(() => BoxLabels.Read(_folder.File("none.csv"))).Message.ShouldBe($"box labels '{_folder.File("none.csv")}' do not exist");
        Should.Throw<InvalidDataException>(() => Read()).Message.ShouldContain("hold no box");
        File.WriteAllText(_folder.File("boxes.csv"), "x,y\n1,2\n");
        Should.Throw<InvalidDataException>(() => BoxLabels.Read(_folder.File("boxes.csv"))).Message.ShouldContain("line 1: 'x,y' is not 'image,width");
    }

    [SkippableFact]
    public void Read_ReferenceTable_HasItsBoxes()
    {
        var pictures = BoxLabels.Read(ReferenceData.File("data", "faces", "boxes", "boxes.csv"));
        pictures.Count.ShouldBeGreaterThan(0);
        pictures.Sum(p => p.Boxes.Count).ShouldBe(File.ReadLines(ReferenceData.File("data", "faces", "boxes", "boxes.csv")).Count() - 1);
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<LabelledPicture> Read(params string[] lines)
    {
        File.WriteAllLines(_folder.File("boxes.csv"), ["image,width,height,class,xmin,ymin,xmax,ymax", .. lines]);
        return BoxLabels.Read(_folder.File("boxes.csv"));
    }
}
