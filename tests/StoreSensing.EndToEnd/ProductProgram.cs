using System.Diagnostics;
using System.Text;
using StoreSensing.Testing;

namespace StoreSensing.EndToEnd;

/// <summary>A program of the product, or the demo, as a child process with its output kept.</summary>
internal sealed class ProductProgram : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private ProductProgram(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = ReferenceData.Repository,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Append(_output, e.Data);
        _process.ErrorDataReceived += (_, e) => Append(_errors, e.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    public bool HasExited => _process.HasExited;

    /// <summary>Debug or Release, as these tests were built.</summary>
    private static string Configuration => Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));

    public static ProductProgram Edge(params string[] arguments) => Edge(null, arguments);

    public static ProductProgram Edge(IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        new("dotnet", [Dll("StoreSensing.Edge.Agent", "storesensing-edge"), .. arguments], environment);

    public static ProductProgram Cloud(params string[] arguments) => new("dotnet", [Dll("StoreSensing.Cloud.Aggregator", "storesensing-cloud"), .. arguments], null);

    public static ProductProgram Demo(params string[] arguments) => new(
        Path.Combine(ReferenceData.Repository, "demo"), ["--headless", "--skip-build", .. arguments],
        new Dictionary<string, string> { ["STORESENSING_CONFIGURATION"] = Configuration == "release" ? "Release" : "Debug" });

    /// <summary>Waits for the end; returns the exit code, with all output read.</summary>
    public async Task<int> ExitAsync(double seconds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"not ended within {seconds} s; it said:\n{Output}\n{Errors}");
        }
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Dll(string project, string program) =>
        Path.Combine(ReferenceData.Repository, "artifacts", "bin", project, Configuration, program + ".dll");

    private static void Append(StringBuilder to, string? line)
    {
        lock (to)
            if (line is not null)
                to.AppendLine(line);
    }

    private static string Text(StringBuilder from)
    {
        lock (from)
            return from.ToString();
    }
}
