using System.Net;
using System.Net.Sockets;
using StoreSensing.Testing;

namespace StoreSensing.EndToEnd;

/// <summary>Wrong input of every kind: one clear sentence that names the thing, and exit code 2.</summary>
public sealed class WrongInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_TextFileAsVideo_SaysThatItIsNoVideo()
    {
        File.WriteAllText(_folder.File("notes.txt"), string.Join('\n', Enumerable.Repeat("milk, bread, eggs", 200)));

        await RefusedAsync(Camera(_folder.File("notes.txt")), "notes.txt");
    }

    [Fact]
    public async Task Run_MissingVideo_NamesIt() => await RefusedAsync(Camera(_folder.File("gone.mp4")), "gone.mp4");

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_VideoCutInTheMiddleOfAFrame_SaysThatItIsCut(bool loop)
    {
        var whole = File.ReadAllBytes(DemoMedia.File("vtest.avi"));
        File.WriteAllBytes(_folder.File("cut.avi"), whole[..1_234_567]);

        await RefusedAsync(Camera(_folder.File("cut.avi"), $"loop: {(loop ? "true" : "false")}, detector: motion"), "cut.avi");
    }

    [SkippableFact]
    public async Task Run_ModelWithAnotherHash_NamesModelAndHashes()
    {
        var cache = Environment.GetEnvironmentVariable("STORESENSING_MODELS") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "storesensing");
        Skip.IfNot(File.Exists(Path.Combine(cache, "models", "centernet.onnx")), "models are not fetched: storesensing-models fetch");
        Directory.CreateDirectory(_folder.File("models"));
        Directory.CreateSymbolicLink(_folder.File("runtime"), Path.Combine(cache, "runtime"));
        var bytes = File.ReadAllBytes(Path.Combine(cache, "models", "centernet.onnx"));
        bytes[^1] ^= 1;
        File.WriteAllBytes(_folder.File("models/centernet.onnx"), bytes);

        await RefusedAsync(Camera("lavfi:testsrc2") + $"\ninference: {{models: {_folder.Path}}}", "centernet");
    }

    [Fact]
    public async Task Run_ModelsNotFetched_SaysHowToFetchThem() =>
        await RefusedAsync(Camera("lavfi:testsrc2") + $"\ninference: {{models: {_folder.Path}}}", "storesensing-models fetch");

    [Fact]
    public async Task Run_UnknownKey_NamesFileLineAndTheNearestKey() =>
        await RefusedAsync(Camera("a.mp4") + "\nwindowSecond: 60", "edge.yaml:6: windowSecond: unknown key; did you mean 'windowSeconds'?");

    [Fact]
    public async Task Run_ZoneWithTwoPoints_NamesTheZone() =>
        await RefusedAsync(Camera("a.mp4") + "\nzones: [{id: shelf, polygon: [[0, 0], [1, 1]]}]", "zones[0].polygon: a zone needs at least 3 points, this one has 2");

    [Fact]
    public async Task Run_ConfigurationIsAbsent_NamesIt()
    {
        using var edge = ProductProgram.Edge("run", "--config", _folder.File("absent.yaml"));

        (await edge.ExitAsync(60)).ShouldBe(2);
        edge.Errors.ShouldContain("absent.yaml");
    }

    [Fact]
    public async Task Cloud_PortInUse_NamesTheAddress()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        using var cloud = ProductProgram.Cloud("run", "--listen", $"127.0.0.1:{port}", "--store", _folder.File("store.db"), "--mqtt", "127.0.0.1:1");

        (await cloud.ExitAsync(60)).ShouldBe(2, cloud.Errors);
        OneSentence(cloud.Errors).ShouldContain($"127.0.0.1:{port}");
    }

    private async Task RefusedAsync(string yaml, string named)
    {
        var config = _folder.File("edge.yaml");
        File.WriteAllText(config, yaml);
        using var edge = ProductProgram.Edge("run", "--config", config, "--mqtt", "127.0.0.1:1");

        var code = await edge.ExitAsync(90);

        code.ShouldBe(2, edge.Errors);
        OneSentence(edge.Errors).ShouldContain(named);
    }

    // Log lines carry a time and a level; what is meant for people does not.
    private static string OneSentence(string errors)
    {
        var sentences = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !System.Text.RegularExpressions.Regex.IsMatch(line, @"^\d\d:\d\d:\d\d ")).ToList();
        return sentences.ShouldHaveSingleItem($"one sentence was expected, these came:\n{errors}");
    }

    private string Camera(string input, string more = "detector: centernet") =>
        $$"""
        store: s
        device: d
        outbox: {folder: "{{_folder.File("outbox")}}"}
        cameras:
          - {id: camera, input: "{{input}}", {{more}}}
        """;
}
