using StoreSensing.Models.Commands;
using StoreSensing.Models.Tests.Fetch;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyPackage _package = new();

    public CommandLineTests()
    {
        _package.Store(_folder.Path);
        Directory.CreateDirectory(_folder.File("usb"));
        File.WriteAllBytes(_folder.File("usb/tiny.tgz"), _package.Bytes);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fetch_ThenVerifyAndList_SayThatAllIsHere()
    {
        var before = await Run("list");
        var missing = await Run("verify");
        var fetch = await Run("fetch", "--from", _folder.File("usb"));
        var verify = await Run("verify");
        var list = await Run("list");

        before.Output.ShouldContain("-        tiny ");
        (missing.Code, missing.Error).ShouldBe((2, "tinyruntime 1.2.3 is not on this machine; run: storesensing-models fetch\ntiny is not on this machine; run: storesensing-models fetch tiny\n"));
        fetch.Code.ShouldBe(0);
        fetch.Error.ShouldContain("2 of 2 files brought");
        (verify.Code, verify.Error).ShouldBe((0, ""));
        verify.Output.ShouldContain("right    tiny ");
        list.Output.ShouldContain("yes      tiny ");
    }

    [Fact]
    public async Task Verify_SpoiledFile_NamesFileExpectedAndFound()
    {
        await Run("fetch", "--from", _folder.File("usb"));
        File.WriteAllText(_folder.File("cache/models/tiny.onnx"), "spoiled");

        var verify = await Run("verify");

        verify.Code.ShouldBe(2);
        verify.Error.ShouldContain($"{_folder.File("cache/models/tiny.onnx")}' is not the file that the catalog names: expected sha256 {TinyPackage.Hash(_package.Onnx)}");
        verify.Error.ShouldContain(TinyPackage.Hash("spoiled"u8.ToArray()));
    }

    [Fact]
    public async Task List_DamagedFileOfTheRightSize_IsFoundWhenTheBytesAreRead()
    {
        await Run("fetch", "--from", _folder.File("usb"));
        File.WriteAllBytes(_folder.File("cache/models/tiny.onnx"), new byte[_package.Onnx.Length]);

        (await Run("list")).Output.ShouldContain("yes      tiny ");
        (await Run("list", "--verify")).Output.ShouldContain("DAMAGED  tiny ");
    }

    [Fact]
    public async Task FetchRecommended_FromAFolderOfOtherNames_BringsThemAndSaysWhatOnlyAPersonCan()
    {
        var file = TinyPackage.Noise(5000);
        _package.Store(_folder.Path, json => TinyPackage.WithFreeModel(json, "https://raw.example.test/free.onnx", file));
        File.WriteAllBytes(_folder.File("usb/renamed by somebody.bin"), file);

        var fetch = await Run("fetch", "--recommended", "--from", _folder.File("usb"));

        fetch.Code.ShouldBe(0);
        File.ReadAllBytes(_folder.File("cache/models/free.onnx")).ShouldBe(file);
        fetch.Error.ShouldContain("model 'hand': no file under");
        fetch.Error.ShouldEndWith("3 of 4 files are here and right (3 brought now); by hand only: hand\n");
        (await Run("list")).Output.ShouldContain("recommended");
    }

    [Fact]
    public async Task Fetch_ModelThatOnlyAPersonCanBring_SaysWhyAndHow()
    {
        _package.Store(_folder.Path, json => TinyPackage.WithFreeModel(json, "https://raw.example.test/free.onnx", [1]));
        await Run("fetch", "--from", _folder.File("usb"));

        var fetch = await Run("fetch", "hand");

        fetch.Code.ShouldBe(2);
        fetch.Error.ShouldBe("model 'hand' has to be put here by hand: only the makings are published; copy the file here by hand, under any name, and run: " +
            $"storesensing-models fetch hand --from FOLDER (its sha256 is {TinyPackage.Hash("beside"u8.ToArray())})\n");
    }

    [Fact]
    public async Task Fetch_UnknownModel_SuggestsTheNearest()
    {
        var fetch = await Run("fetch", "tyni");

        (fetch.Code, fetch.Error).ShouldBe((2, "no model 'tyni' in the catalog; did you mean 'tiny'?\n"));
    }

    [Fact]
    public async Task Fetch_AbsentFolder_IsInputError()
    {
        var fetch = await Run("fetch", "--from", _folder.File("none"));

        (fetch.Code, fetch.Error).ShouldBe((2, $"folder '{_folder.File("none")}' does not exist\n"));
    }

    [Fact]
    public async Task List_BrokenCatalog_IsInputErrorInOneSentence()
    {
        File.WriteAllText(_folder.File("catalog.json"), "[]");

        var list = await Run("list");

        list.Code.ShouldBe(2);
        list.Error.ShouldStartWith($"model catalog '{_folder.File("catalog.json")}' is not readable");
        list.Error.Trim().ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("fetsh")]
    [InlineData("fetch", "--form", "x")]
    public async Task Parse_UnknownCommandOrOption_IsInputError(params string[] arguments) => (await Run(arguments)).Code.ShouldBe(2);

    private async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.Run([.. arguments, "--catalog", _folder.File("catalog.json"), "--cache", _folder.File("cache")], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
