using System.Diagnostics;

namespace StoreSensing.Chaos.Tests.Arena;

/// <summary>A child process that dies with the suite, with its log kept. An end that nobody asked for is a fault.</summary>
internal sealed class ChildProgram : IDisposable
{
    private readonly Process _process;
    private readonly EventLog _log;
    private readonly string _name;
    private readonly bool _readsAnswers;
    private bool _isEnding;

    /// <param name="name">For the log.</param>
    /// <param name="log">Where lines of its standard error go.</param>
    /// <param name="dll">The program.</param>
    /// <param name="readsAnswers">False: what it prints is passed over.</param>
    /// <param name="arguments">Its arguments.</param>
    public ChildProgram(string name, EventLog log, string dll, bool readsAnswers, params string[] arguments)
    {
        (_name, _log, _readsAnswers) = (name, log, readsAnswers);
        // Ignoring SIGXFSZ makes a limit on files an error of write(2), as a full disk is; the runtime's own large mapping is switched off, as the limit
        // would refuse it (see SmallDisk).
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "bash", "-c", "trap '' XFSZ; exec dotnet exec \"$@\"", "bash", dll, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.Exited += (_, _) =>
        {
            if (!_isEnding)
                _log.Unexpected($"{_name} ended by itself");
        };
        Starter.Run(() => _process.Start());
        _process.BeginErrorReadLine();
        if (readsAnswers)
            return;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    public int Id => _process.Id;

    public void Write(string command)
    {
        try
        {
            _process.StandardInput.WriteLine(command);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // Killed meanwhile.
        }
    }

    /// <summary>The next line of its output, or null when it has ended or is silent for too long.</summary>
    public async Task<string?> LineAsync()
    {
        try
        {
            return _readsAnswers ? await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _isEnding = true;
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>The end of its input, or SIGTERM where it reads none; waits for its end.</summary>
    public async Task EndAsync(bool bySignal)
    {
        _isEnding = true;
        if (bySignal)
            using (var kill = Process.Start("/bin/kill", ["-TERM", $"{_process.Id}"]))
                await kill.WaitForExitAsync();
        else
            _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(patience.Token);
        if (_process.ExitCode != 0)
            _log.Unexpected($"{_name} ended with exit code {_process.ExitCode}");
    }

    public void Dispose()
    {
        _isEnding = true;
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _log.Line(_name, line);
    }
}
