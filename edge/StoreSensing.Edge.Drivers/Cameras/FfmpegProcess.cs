using System.ComponentModel;
using System.Diagnostics;

namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>
/// One child process whose standard output is read here and whose standard error is watched. It dies with this object, with the thread that
/// started it, and so with this program (see <see cref="ChildGuard"/>).
/// </summary>
/// <remarks>The kernel sends the parent-death signal when the *thread* that forked ends (prctl(2)): start it on a thread that outlives it.</remarks>
internal sealed class FfmpegProcess : IDisposable
{
    private readonly Process _process;
    private readonly ErrorTail _errors;
    private readonly Task _errorReading;

    private FfmpegProcess(Process process, ErrorTail errors)
    {
        _process = process;
        _errors = errors;
        _errorReading = errors.ReadAsync(process.StandardError);
    }

    /// <summary>What the child writes; ends when it dies.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>The child's process id.</summary>
    public int Id => _process.Id;

    public static FfmpegProcess Start(string program, IEnumerable<string> arguments, CameraAddress address)
    {
        string[] command = [.. ChildGuard.Words, program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' could not be started");
        process.StandardInput.Close();
        return new FfmpegProcess(process, new ErrorTail(address));
    }

    /// <summary>Kills the child; from any thread, as often as one likes.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            // It ended by itself meanwhile.
        }
    }

    /// <summary>Waits for the end of a child that has closed its output, and kills it when it does not come.</summary>
    /// <returns>The exit code, and why it failed in its own redacted words or null.</returns>
    public (int ExitCode, string? Reason) Finish()
    {
        if (!_process.WaitForExit(TimeSpan.FromSeconds(2)))
        {
            Kill();
            _process.WaitForExit();
        }
        _errorReading.Wait(TimeSpan.FromSeconds(2));
        return (_process.ExitCode, _errors.Reason());
    }

    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
