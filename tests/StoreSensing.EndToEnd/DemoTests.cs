using System.Diagnostics;

namespace StoreSensing.EndToEnd;

/// <summary>What both demos say at their end.</summary>
[Collection("demo")]
public sealed class DemoTests(TwoDemos demos)
{
    [SkippableFact]
    public async Task Demo_BrokerKilledForTwentySeconds_EverythingArrivesOnce()
    {
        demos.Require();

        (await demos.First.ExitAsync(TwoDemos.Seconds + 90)).ShouldBe(0, demos.First.Output + demos.First.Errors);

        demos.First.Errors.ShouldContain("killing the broker");
        demos.First.Output.ShouldContain("Everything measured has arrived, and every number agrees.");
    }

    [SkippableFact]
    public async Task Demo_SecondOneAtTheSameTime_IsNotDisturbed()
    {
        demos.Require();

        (await demos.Second.ExitAsync(150)).ShouldBe(0, demos.Second.Output + demos.Second.Errors);

        demos.Second.Output.ShouldContain("every number agrees");
    }

    [SkippableFact]
    public async Task Demo_Ended_LeavesNoProcess()
    {
        demos.Require();
        await demos.First.ExitAsync(TwoDemos.Seconds + 90);
        await demos.Second.ExitAsync(150);
        var folders = System.Text.RegularExpressions.Regex.Matches(demos.First.Errors + demos.Second.Errors, @"/\S*storesensing-demo\.\w+").Select(m => m.Value).Distinct().ToList();
        folders.Count.ShouldBe(2);

        var left = Process.GetProcesses().Select(CommandLine).Where(line => folders.Any(line.Contains)).ToList();

        left.ShouldBeEmpty();
        folders.ShouldAllBe(folder => !Directory.Exists(folder));
    }

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return ""; // it has just ended
        }
    }
}
