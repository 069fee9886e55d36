using System.Text.Json;
using Xunit.Abstractions;

namespace StoreSensing.Edge.Agent.Tests.Canary;

/// <summary>Patterns go in by every sensor, and nothing of them comes out anywhere: not on the wire, not on disk, not in a log.</summary>
public sealed class CanaryTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Run_EverythingSwitchedOn_LeavesNothingOfAPersonAnywhere()
    {
        Directory.CreateDirectory(_folder.File("inputs"));
        var shop = new CanaryShop(_folder.File("inputs"));
        var search = shop.Search();
        using var run = new CanaryRun(_folder.File("home"));

        var onDisk = await run.ToEndAsync(shop.Configuration(run.Port), search, TimeSpan.FromMinutes(4));

        var sent = run.Sent;
        output.WriteLine($"{search.Needles} patterns; {sent.Length} bytes sent, {run.Said.Length} characters logged, models: {CanaryShop.Models ?? "none"}");
        MeasuredEverything(run);
        sent.Length.ShouldBeGreaterThan(5000);
        onDisk.ShouldBeEmpty();
        search.In("the wire", sent).ShouldBeEmpty();
        search.In("the log", System.Text.Encoding.UTF8.GetBytes(run.Said)).ShouldBeEmpty();
        run.Elsewhere.ShouldBeEmpty();
    }

    // A run that saw nobody would leave nothing, too.
    private static void MeasuredEverything(CanaryRun run)
    {
        using var summary = JsonDocument.Parse(File.ReadAllText(run.Summary));
        var root = summary.RootElement;
        var camera = root.GetProperty("cameras")[0];
        camera.GetProperty("frames").GetInt64().ShouldBe(CanaryShop.Frames, run.Said);
        camera.GetProperty("detections").GetInt64().ShouldBeGreaterThan(500);
        foreach (var zone in (ReadOnlySpan<string>)["left", "right"])
            root.GetProperty("zones").GetProperty(zone).GetProperty("visits").GetInt32().ShouldBeGreaterThan(20);
        root.GetProperty("lines").GetProperty("middle").GetRawText().ShouldNotBeEmpty();
        root.GetProperty("sensors").EnumerateArray().Select(s => s.GetProperty("contacts").GetInt32()).ShouldBe([1, 1, 1]);
        run.Said.ShouldContain($"{CanaryProgram.Asked}4"); // a camera, three sensors
        run.Said.ShouldContain("info:");
    }
}
