using System.Diagnostics;
using StoreSensing.Testing;

namespace StoreSensing.EndToEnd;

/// <summary>A crash of the device's program leaves no memory on disk, however its surroundings are set.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class CoreDumpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _started = [];

    public void Dispose()
    {
        foreach (var process in _started)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            process.Dispose();
        }
        _folder.Dispose();
    }

    [SkippableFact]
    public async Task Run_StartedWithCoreDumpsOn_SwitchesThemOff()
    {
        using var broker = new MosquittoBroker();
        var edge = Start(broker.Port, "ulimit -c unlimited 2>/dev/null; exec");
        await UntilItRunsAsync(broker);

        Limit(edge.Id).ShouldBe(["0", "0"]);
        foreach (var child in Children(edge.Id))
            Limit(child).ShouldBe(["0", "0"], "what it starts writes none, either");
    }

    [SkippableFact]
    public async Task Run_Crashes_LeavesNoCore()
    {
        Skip.If(File.ReadAllText("/proc/sys/kernel/core_pattern").Trim() is not "core", "cores don't go to the working folder here");
        var control = Shell("ulimit -c unlimited && exec sleep 60");
        await Eventually.True(() => control.HasExited || File.ReadAllText($"/proc/{control.Id}/comm").StartsWith("sleep", StringComparison.Ordinal), "the control runs");
        await CrashAsync(control);
        Skip.If(Cores().Length == 0, "nothing leaves a core here");
        foreach (var core in Cores())
            File.Delete(core);
        using var broker = new MosquittoBroker();
        var edge = Start(broker.Port, "ulimit -c unlimited; exec");
        await UntilItRunsAsync(broker);

        await CrashAsync(edge);

        Cores().ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_SummaryWithTheProfileStrict_IsRefused()
    {
        File.WriteAllText(_folder.File("edge.yaml"), "store: s\ndevice: d\nprivacy: strict\ncameras: [{id: hall, input: 'lavfi:testsrc2', detector: motion}]\n");
        using var edge = ProductProgram.Edge("run", "--config", _folder.File("edge.yaml"), "--summary", _folder.File("summary.json"));

        (await edge.ExitAsync(60)).ShouldBe(2);

        edge.Errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("summary.json");
        edge.Errors.ShouldContain("the profile strict");
        File.Exists(_folder.File("summary.json")).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Run_Summary_IsForItsUserAlone()
    {
        File.WriteAllText(_folder.File("summary.json"), "an old one that everybody may read");
        File.SetUnixFileMode(_folder.File("summary.json"), (UnixFileMode)0x1A4); // 0644
        File.WriteAllText(_folder.File("summary.json.partial"), "what a crash left");
        using var broker = new MosquittoBroker();
        using var edge = ProductProgram.Edge("run", "--config", Configuration(broker.Port), "--seconds", "2", "--summary", _folder.File("summary.json"));

        (await edge.ExitAsync(60)).ShouldBe(0, edge.Errors);

        File.GetUnixFileMode(_folder.File("summary.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllText(_folder.File("summary.json")).ShouldStartWith("{");
    }

    private Process Start(int broker, string before) => Shell(
        $"{before} dotnet '{Path.Combine(ReferenceData.Repository, "artifacts", "bin", "StoreSensing.Edge.Agent", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "storesensing-edge.dll")}' run --config '{Configuration(broker)}'");

    private Process Shell(string command)
    {
        var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", command]) { WorkingDirectory = _folder.Path })!;
        _started.Add(process);
        return process;
    }

    private string Configuration(int broker)
    {
        var file = _folder.File("edge.yaml");
        File.WriteAllText(file, $$"""
            store: s
            device: d
            mqtt: {port: {{broker}}, delivery: broker}
            outbox: {folder: '{{_folder.File("outbox")}}'}
            cameras: [{id: hall, input: 'lavfi:testsrc2', detector: motion, framesPerSecond: 5}]
            """);
        return file;
    }

    // Its client has signed in: everything is in place.
    private static Task UntilItRunsAsync(MosquittoBroker broker) => Eventually.True(() => broker.Log.Contains("storesensing-edge-default-s-d", StringComparison.Ordinal), "the agent signs in", 60);

    // The runtime takes a first signal that no instruction of its own caused for a mistake and goes back to the system's answer; the next one crashes it.
    private static async Task CrashAsync(Process process)
    {
        await Eventually.True(
            () =>
            {
                using (var kill = Process.Start(new ProcessStartInfo("/bin/kill", ["-SEGV", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!)
                    kill.WaitForExit();
                return process.WaitForExit(200);
            },
            "it crashes",
            30);
        process.ExitCode.ShouldBe(128 + 11);
    }

    private string[] Cores() => Directory.GetFiles(_folder.Path, "core*");

    private static string[] Limit(int process) => File.ReadLines($"/proc/{process}/limits").Single(l => l.StartsWith("Max core file size", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4..6];

    private static int[] Children(int process) => [.. Directory.GetDirectories($"/proc/{process}/task").SelectMany(t => File.ReadAllText($"{t}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse)];
}
