using System.Diagnostics;

namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>
/// The words before a child's command line that tie its life to ours: <c>setpriv --pdeathsig KILL</c> has the kernel kill it when we die, even
/// by SIGKILL, and <c>setsid</c> keeps the terminal's Ctrl-C from it, which would look like a recording that broke off. Both belong to util-linux
/// and are on every Debian; where they are missing, a child ends at its next write to the closed pipe.
/// </summary>
internal static class ChildGuard
{
    private static readonly Lazy<string[]> Found = new(Find);

    public static IReadOnlyList<string> Words => Found.Value;

    private static string[] Find()
    {
        if (Programs.Find("setpriv") is not { } setPriv || Programs.Find("setsid") is not { } setSid)
            return [];
        string[] words = [setPriv, "--pdeathsig", "KILL", setSid];
        // Other makes of setpriv (busybox) lack the option: try once.
        using var trial = Process.Start(new ProcessStartInfo(words[0], [.. words[1..], "true"]) { RedirectStandardError = true, RedirectStandardOutput = true });
        return trial is not null && trial.WaitForExit(TimeSpan.FromSeconds(5)) && trial.ExitCode == 0 ? words : [];
    }
}
