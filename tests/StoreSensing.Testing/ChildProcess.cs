using System.Collections.Concurrent;
using System.Diagnostics;

namespace StoreSensing.Testing;

/// <summary>
/// Child processes that are killed when this program ends, however it ends. The kernel counts the end of the thread that started the child as the parent's
/// (prctl(2), PR_SET_PDEATHSIG), and a test's thread may end at any time: so all are started by one thread that never does.
/// </summary>
public static class ChildProcess
{
    private static readonly BlockingCollection<Action> Starts = Begin();

    /// <summary>Starts a program.</summary>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                var process = Process.Start(new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", program, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
                // Read away, or a talkative program stops when the pipe is full.
                process.BeginErrorReadLine();
                process.BeginOutputReadLine();
                started.SetResult(process);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> Begin()
    {
        var starts = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
                start();
        })
        { IsBackground = true, Name = "child processes" }.Start();
        return starts;
    }
}
