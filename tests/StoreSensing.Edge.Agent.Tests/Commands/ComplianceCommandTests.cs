using System.Diagnostics;
using StoreSensing.Edge.Agent.Tests.Compliance;

namespace StoreSensing.Edge.Agent.Tests.Commands;

/// <summary>The program itself, as people start it.</summary>
public sealed class ComplianceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Compliance_Twice_WritesTheSameTwelvePages()
    {
        var config = Config(ExamplePack.Everything);

        var first = await RunAsync("--config", config, "--out", _folder.File("papers"), "--no-pdf");
        var before = Directory.EnumerateFiles(_folder.File("papers")).ToDictionary(f => f, File.ReadAllText);
        await File.WriteAllTextAsync(_folder.File("papers/answers.txt"), "mine");
        var second = await RunAsync("--config", config, "--out", _folder.File("papers"), "--no-pdf");

        (first.Code, first.Error).ShouldBe((0, ""));
        (second.Code, second.Error).ShouldBe((0, ""));
        before.Keys.Select(Path.GetFileName).Order().ShouldBe(
            from name in (string[])["dpia", "fields", "notice-full", "notice-to-hang", "record-of-processing", "technical-file"] from language in (string[])["en", "it"] select $"{name}.{language}.html");
        foreach (var (path, text) in before)
            (await File.ReadAllTextAsync(path)).ShouldBe(text);
        Directory.EnumerateFiles(_folder.File("papers")).Count().ShouldBe(13);
    }

    [Fact]
    public async Task Compliance_OneLanguageNoController_WritesSixAndSaysWhatIsMissing()
    {
        var (code, output, error) = await RunAsync("--config", Config(ExamplePack.Standard), "--out", _folder.File("papers"), "--no-pdf", "--language", "it");

        (code, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length).ShouldBe((0, 6));
        error.Trim().ShouldBe("the configuration names no controller: the notice has a blank in its place; add the section 'controller'");
        Directory.EnumerateFiles(_folder.File("papers")).ShouldAllBe(f => f.EndsWith(".it.html"));
    }

    [Fact]
    public async Task Compliance_CatalogWithoutCards_SaysSo()
    {
        File.Copy(Path.Combine(ReferenceData.Repository, "models", "catalog.json"), _folder.File("catalog.json"));

        var (code, _, error) = await RunAsync("--config", Config($"{ExamplePack.Standard}\ninference: {{catalog: {_folder.File("catalog.json")}}}"), "--out", _folder.File("papers"), "--no-pdf");

        code.ShouldBe(0);
        error.ShouldContain($"the card of the model 'centernet' is not there ({_folder.File("cards/centernet.md")}): its accuracy and bias are missing from the documents");
    }

    [Fact]
    public async Task Compliance_NoBrowser_WritesHtmlAndSaysSo()
    {
        var (code, _, error) = await RunOnAsync(_folder.Path, "--config", Config(ExamplePack.Traffic), "--out", _folder.File("papers"), "--language", "en");

        code.ShouldBe(0);
        error.ShouldContain("no PDF: none of chromium, chromium-browser, google-chrome, google-chrome-stable is installed");
        Directory.EnumerateFiles(_folder.File("papers")).ShouldAllBe(f => f.EndsWith(".en.html"));
    }

    [SkippableFact]
    public async Task Compliance_BrowserThatFails_IsExitCode1AndTheHtmlIsThere()
    {
        Skip.If(OperatingSystem.IsWindows(), "a shell script");
        await File.WriteAllTextAsync(_folder.File("chromium"), "#!/bin/sh\necho no sandbox >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.File("chromium"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var (code, _, error) = await RunOnAsync(_folder.Path, "--config", Config(ExamplePack.Traffic), "--out", _folder.File("papers"), "--language", "en");

        code.ShouldBe(1);
        error.ShouldContain("printed nothing: no sandbox; the HTML is there");
        Directory.EnumerateFiles(_folder.File("papers")).Count().ShouldBe(6);
    }

    [SkippableTheory]
    [InlineData("/sys/kernel")]
    [InlineData("store.yaml/papers")]
    public async Task Compliance_FolderThatCantBeWritten_IsOneSentenceAndExitCode2(string papers)
    {
        Skip.IfNot(!Path.IsPathRooted(papers) || Directory.Exists(papers), $"this system has no {papers}");

        var (code, output, error) = await RunAsync("--config", Config(ExamplePack.Traffic), "--out", Path.Combine(_folder.Path, papers), "--no-pdf");

        (code, output).ShouldBe((2, ""));
        error.ShouldContain("can't be written: ");
        error.Trim().ShouldNotContain('\n');
        Directory.EnumerateFileSystemEntries(_folder.Path).Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("store: x", "device: is missing")]
    [InlineData("{store: s, device: d, cameras: [{id: c, input: /dev/video0}], controller: {name: N}}", "controller.contact: is missing")]
    [InlineData("{store: s, device: d, cameras: [{id: c, input: /dev/video0}], controller: {name: N, contact: C, noticeUrl: 'javascript:alert(1)'}}", "controller.noticeUrl 'javascript:alert(1)': is no address as https://example.com/privacy")]
    [InlineData("{store: s, device: d, cameras: [{id: c, input: /dev/video0}], controller: {name: N, contact: C, noticeUrl: 'https://me:secret@x.example/'}}", "must not hold a name or a password")]
    [InlineData("{store: s, device: d, cameras: [{id: c, input: /dev/video0}], controler: {name: N, contact: C}}", "controler: unknown key; did you mean 'controller'?")]
    public async Task Compliance_WrongConfiguration_IsSaidAndExitCode2(string yaml, string sentence)
    {
        var (code, output, error) = await RunAsync("--config", Config(yaml), "--out", _folder.File("papers"), "--no-pdf");

        (code, output).ShouldBe((2, ""));
        error.ShouldContain(sentence);
        Directory.Exists(_folder.File("papers")).ShouldBeFalse();
    }

    [Fact]
    public async Task Compliance_UnknownLanguage_IsExitCode2() =>
        (await RunAsync("--config", Config(ExamplePack.Traffic), "--language", "de")).Code.ShouldBe(2);

    [Fact]
    public async Task Compliance_Help_TeachesByExample()
    {
        var (code, help, _) = await RunAsync("--help");

        code.ShouldBe(0);
        foreach (var taught in (string[])["compliance --config store.yaml", "--out", "--language", "--no-pdf", "Exit codes"])
            help.ShouldContain(taught);
    }

    public void Dispose() => _folder.Dispose();

    private string Config(string yaml)
    {
        File.WriteAllText(_folder.File("store.yaml"), yaml);
        return _folder.File("store.yaml");
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => RunOnAsync(null, arguments);

    private static async Task<(int Code, string Output, string Error)> RunOnAsync(string? path, params string[] arguments)
    {
        // The program's own runtime, wherever PATH leads then.
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "storesensing-edge.dll"), "compliance", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (path is not null)
            start.Environment["PATH"] = path;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
