using System.Collections.Concurrent;
using System.Diagnostics;

namespace StoreSensing.Testing;

/// <summary>
/// Starts programs that die with the test host, however it ends. The kernel ties a child to the thread that started it, and threads of the
/// pool come and go: so all are started by one thread that stays.
/// </summary>
public static class ChildProcess
{
    private const string SetPriv = "/usr/bin/setpriv";
    private static readonly BlockingCollection<Action> Work = [];

    static ChildProcess() => new Thread(() =>
    {
        foreach (var work in Work.GetConsumingEnumerable())
            work();
    }) { IsBackground = true, Name = "child processes" }.Start();

    /// <summary>Starts it and throws away what it says: else a talkative program stops when the pipe is full.</summary>
    public static Process StartQuietly(string program, params IEnumerable<string> arguments)
    {
        var process = Start(Path.GetTempPath(), program, arguments);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Starts it with its output and errors redirected.</summary>
    public static Process Start(string folder, string program, params IEnumerable<string> arguments)
    {
        var tied = File.Exists(SetPriv);
        var start = new ProcessStartInfo(tied ? SetPriv : program, tied ? ["--pdeathsig", "KILL", program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        var started = new TaskCompletionSource<Process>();
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }
}
