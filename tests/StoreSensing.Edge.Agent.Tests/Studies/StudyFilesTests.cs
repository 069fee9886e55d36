using StoreSensing.Edge.Agent.Studies;
using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Agent.Tests.Studies;

public sealed class StudyFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Write_NewFiles_ReplacesNothing()
    {
        var files = Files();

        files.Write("features", "responses", "report");

        Names().ShouldBe(["walk_4hz.features.csv", "walk_4hz.html", "walk_4hz.responses.csv"]);
        File.ReadAllText(files.Report).ShouldBe("report");
        Should.Throw<StudyOutputException>(Files().Check).Message.ShouldContain("walk_4hz.features.csv");
        Should.Throw<StudyOutputException>(() => Files().Write("x", "x", "x")).Message.ShouldContain("can't be written");
        File.ReadAllText(files.Features).ShouldBe("features");
        Names().Length.ShouldBe(3);
    }

    [Fact]
    public void Write_Forced_Replaces()
    {
        Files().Write("features", "responses", "report");
        var files = Files(force: true);

        files.Check();
        files.Write("new", "new", "new");

        File.ReadAllText(files.Features).ShouldBe("new");
        Names().Length.ShouldBe(3);
    }

    // /dev/full is a disk without room: whatever is written to it fails as on a full one.
    [SkippableFact]
    public void Write_DiskFull_SaysSoAndLeavesNothing()
    {
        Skip.IfNot(File.Exists("/dev/full"), "this system has no /dev/full");
        var files = Files();
        File.CreateSymbolicLink(files.Report + ".partial", "/dev/full");

        var message = Should.Throw<StudyOutputException>(() => files.Write("features", "responses", new string('x', 100_000))).Message;

        message.ShouldStartWith($"{files.Report} can't be written: ");
        message.ShouldContain("No space left on device");
        Names().ShouldBeEmpty();
    }

    [Fact]
    public void Write_OneAppearedMeanwhile_LeavesTheOtherAlone()
    {
        var files = Files();
        files.Check();
        File.WriteAllText(files.Report, "somebody else's");

        Should.Throw<StudyOutputException>(() => files.Write("features", "responses", "report")).Message.ShouldStartWith($"{files.Report} can't be written: ");

        Names().ShouldBe(["walk_4hz.html"]);
        File.ReadAllText(files.Report).ShouldBe("somebody else's");
    }

    [Fact]
    public void Check_ResultInTheRecordingsPlace_IsRefused() =>
        Should.Throw<StudyOutputException>(new StudyFiles(_folder.File("walk.html"), null, true).Check).Message.ShouldContain("the recording itself");

    [Fact]
    public void Read_FileWithATypingError_NamesTheNearest()
    {
        File.WriteAllText(_folder.File("walk_4hz.csv"), "1\n2\n");

        Should.Throw<RecordingException>(() => new StudyFiles(_folder.File("wlak_4hz.csv"), null, false).Read(null)).Message
            .ShouldEndWith("wlak_4hz.csv: no such file; did you mean 'walk_4hz.csv'?");
    }

    public void Dispose() => _folder.Dispose();

    private StudyFiles Files(bool force = false) => new(_folder.File("walk_4hz.csv"), null, force);

    private string[] Names() => [.. Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];
}
