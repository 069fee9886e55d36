using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace StoreSensing.Edge.Agent.Tests.Commands;

/// <summary>The program itself, as people start it.</summary>
public sealed class GsrAnalyseCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string[], string> WrongRecordings => new()
    {
        { "empty_4hz.csv", "", [], "empty_4hz.csv holds no value" },
        { "nan_4hz.csv", Repeat("NaN", 200), [], "nan_4hz.csv holds no value" },
        { "text_4hz.csv", "eda\n1.5\nsoon\n", [], "text_4hz.csv line 3: 'soon' is no number of µS" },
        { "walk.csv", Ramp(4, 100), [], "walk.csv doesn't tell its rate" },
        { "walk.csv", Ramp(4, 100), ["--rate", "0"], "walk.csv: 0 is no rate" },
        { "walk.csv", Ramp(4, 100), ["--rate", "1"], "walk.csv has 1 samples a second: 2 to 10000 can be analysed" },
        { "walk.csv", Ramp(4, 100), ["--rate", "1000000"], "walk.csv has 1000000 samples a second: 2 to 10000 can be analysed" },
        { "short_4hz.csv", Ramp(4, 10), [], "short_4hz.csv lasts 10 s (40 samples at 4 a second): at least 20 s are needed" },
        { "flat_4hz.csv", Repeat("2.5", 400), [], "flat_4hz.csv never changes (2.5 µS in all 400 samples)" },
        { "back.csv", "0,1\n0.25,2\n0.2,3\n", [], "back.csv line 3: 0.2 s doesn't come after 0.25 s" },
        { "milliseconds.csv", "0,1\n250,2\n500,3\n750,2\n", [], "milliseconds.csv has 0.004 samples a second: 2 to 10000 can be analysed; a column of times must be in seconds" },
        { "times.csv", "0,1\n0.25,2\n0.5,3\n0.75,2\n", ["--rate", "100"], "times.csv: most times are 0.25 s apart, which are 4 samples a second, not 100" },
        { "uneven.csv", "0,1\n0.25,2\n0.35,3\n0.6,1\n0.85,1\n", [], "uneven.csv line 3: 0.35 s is 0.1 s after the line before" },
        { "walk_4hz.csv", Ramp(4, 100), ["--threshold", "-1"], "-1 is no threshold" },
        { "walk_4hz.csv", Ramp(4, 100), ["--threshold", "0.01"], "0.01 µS is below what the live chain looks for" },
        { "walk_4hz.csv", Ramp(4, 100), ["--window", "5"], "--window 5: must be 10 to 3600 seconds" },
        { "walk_4hz.csv", Ramp(4, 100), ["--method", "guess"], "'guess'" },
        { "binary_4hz.csv", "\u0001\u001B[2J" + new string('q', 100_000), [], "binary_4hz.csv" },
    };

    [Theory]
    [MemberData(nameof(WrongRecordings))]
    public async Task Analyse_WrongInput_IsOneSentenceAndExitCode2(string name, string text, string[] options, string sentence)
    {
        await File.WriteAllTextAsync(_folder.File(name), text);

        var (code, _, error) = await RunAsync([_folder.File(name), .. options]);

        error.ShouldContain(sentence);
        code.ShouldBe(2);
        error.Trim().Length.ShouldBeLessThan(500);
        error.ShouldNotContain('\u001B');
        Directory.EnumerateFileSystemEntries(_folder.Path).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Analyse_Recording_WritesThreeFilesAndReplacesThemOnlyWhenForced()
    {
        var (recording, results) = (_folder.File("walk_4hz.csv"), _folder.File("results/first"));
        await File.WriteAllTextAsync(recording, Ramp(4, 100));

        var first = await RunAsync([recording, "--out", results]);
        var again = await RunAsync([recording, "--out", results]);
        var forced = await RunAsync([recording, "--out", results, "--force", "--json", "--method", "neurokit", "--lang", "it", "--window", "30"]);

        first.Code.ShouldBe(0);
        first.Output.ShouldStartWith($"{recording}: 00:01:40, ");
        (again.Code, again.Output).ShouldBe((2, ""));
        again.Error.ShouldContain("walk_4hz.features.csv");
        again.Error.ShouldContain("exist already: --force replaces");
        forced.Code.ShouldBe(0);
        var json = JsonDocument.Parse(forced.Output).RootElement;
        (json.GetProperty("method").GetString(), json.GetProperty("windows").GetInt32(), json.GetProperty("samples").GetInt32()).ShouldBe(("neurokit", 4, 400));
        Directory.EnumerateFiles(results).Select(Path.GetFileName).Order().ShouldBe(["walk_4hz.features.csv", "walk_4hz.html", "walk_4hz.responses.csv"]);
        (await File.ReadAllLinesAsync(json.GetProperty("featuresFile").GetString()!)).Length.ShouldBe(5);
        (await File.ReadAllTextAsync(json.GetProperty("reportFile").GetString()!)).ShouldContain("<html lang=\"it\">");
    }

    [SkippableTheory]
    [InlineData("/sys/kernel")]
    [InlineData("walk_4hz.csv/results")]
    public async Task Analyse_FolderThatCantBeWritten_IsOneSentence(string results)
    {
        Skip.IfNot(!Path.IsPathRooted(results) || Directory.Exists(results), $"this system has no {results}");
        await File.WriteAllTextAsync(_folder.File("walk_4hz.csv"), Ramp(4, 100));

        var (code, output, error) = await RunAsync([_folder.File("walk_4hz.csv"), "--out", Path.Combine(_folder.Path, results)]);

        (code, output).ShouldBe((2, ""));
        error.ShouldContain("can't be written: ");
        error.Trim().ShouldNotContain('\n');
        Directory.EnumerateFileSystemEntries(_folder.Path).Count().ShouldBe(1);
    }

    [SkippableFact]
    public async Task Analyse_DiskFull_IsOneSentenceAndLeavesNothing()
    {
        Skip.IfNot(File.Exists("/dev/full"), "this system has no /dev/full");
        await File.WriteAllTextAsync(_folder.File("walk_4hz.csv"), Ramp(4, 100));
        File.CreateSymbolicLink(_folder.File("walk_4hz.html.partial"), "/dev/full");

        var (code, _, error) = await RunAsync([_folder.File("walk_4hz.csv")]);

        (code, error.Trim()).ShouldBe((2, error.Trim().Split('\n')[0]));
        error.ShouldContain("walk_4hz.html can't be written: No space left on device");
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["walk_4hz.csv"]);
    }

    [Fact]
    public async Task Analyse_NoSuchFile_IsOneSentence()
    {
        var (code, _, error) = await RunAsync([_folder.File("walk_4hz.csv")]);

        (code, error.Trim()).ShouldBe((2, $"{_folder.File("walk_4hz.csv")}: no such file"));
    }

    [Fact]
    public async Task Analyse_Folder_IsOneSentence()
    {
        var (code, _, error) = await RunAsync([_folder.Path]);

        (code, error.Trim()).ShouldBe((2, $"{_folder.Path} is a folder: name a recording in it"));
    }

    [Fact]
    public async Task Analyse_Help_TeachesByExample()
    {
        var (code, help, _) = await RunAsync(["--help"]);

        code.ShouldBe(0);
        foreach (var taught in (string[])["gsr analyse walk_4hz.csv", "--rate", "--out", "--window", "--method", "--threshold", "--lang", "--force", "--json", "Exit codes"])
            help.ShouldContain(taught);
    }

    public void Dispose() => _folder.Dispose();

    internal static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "storesensing-edge.dll"), "gsr", "analyse", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static string Repeat(string line, int count) => string.Join('\n', Enumerable.Repeat(line, count));

    private static string Ramp(int rate, int seconds) =>
        string.Join('\n', Enumerable.Range(0, rate * seconds).Select(i => (2 + (0.001 * i)).ToString(CultureInfo.InvariantCulture)));
}
