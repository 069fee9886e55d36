using System.Diagnostics;
using System.Text;
using StoreSensing.Testing.Canary;

namespace StoreSensing.Edge.Agent.Tests.Canary;

/// <summary>One run of the device's program with a home, temporary folder and working folder of its own, all that it says and sends kept.</summary>
internal sealed class CanaryRun : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly string _home;
    private readonly MemoryStream _said = new();
    private readonly MosquittoBroker _broker = new();
    private readonly TcpRelay _wire;

    public CanaryRun(string home)
    {
        _home = home;
        _wire = new TcpRelay(_broker.Port, records: true);
        foreach (var folder in (ReadOnlySpan<string>)["tmp", "work", "state", "cache", "data", "config", "runtime"])
            Directory.CreateDirectory(Path.Combine(home, folder));
    }

    public int Port => _wire.Port;

    public string Summary => Path.Combine(_home, "work", "summary.json");

    public string Said => Encoding.UTF8.GetString(_said.ToArray());

    /// <summary>Everything that was sent to the broker.</summary>
    public byte[] Sent => _wire.Sent();

    /// <summary>Files outside of the home that were open for writing, and ports at which it listened.</summary>
    public SortedSet<string> Elsewhere { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs to the end, searching the disk all the while; returns what was found there.</summary>
    public async Task<IReadOnlyList<Finding>> ToEndAsync(string configuration, CanarySearch search, TimeSpan patience)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(CanaryRun).Assembly.Location, CanaryProgram.Argument, "run", "--config", configuration, "--verbose", "--summary", Summary])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Path.Combine(_home, "work"),
        };
        foreach (var (name, folder) in new (string, string)[]
        {
            ("HOME", ""), ("TMPDIR", "tmp"), ("XDG_STATE_HOME", "state"), ("XDG_CACHE_HOME", "cache"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_RUNTIME_DIR", "runtime"),
        })
            start.Environment[name] = Path.Combine(_home, folder);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var reading = Task.WhenAll(Keep(process.StandardOutput.BaseStream), Keep(process.StandardError.BaseStream));
        var found = new List<Finding>();
        var began = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Pause);
        while (!process.HasExited)
        {
            found.AddRange(search.InFolder(_home));
            Watch(process.Id);
            if (began.Elapsed > patience)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"not ended within {patience}: {Said}");
            }
            await timer.WaitForNextTickAsync();
        }
        await reading;
        process.ExitCode.ShouldBe(0, Said);
        found.AddRange(search.InFolder(_home));
        return found;
    }

    public void Dispose()
    {
        _wire.Dispose();
        _broker.Dispose();
    }

    private void Watch(int process)
    {
        foreach (var one in ProcessPlaces.Family(process))
        {
            Elsewhere.UnionWith(ProcessPlaces.Written(one).Where(file => !file.StartsWith(_home, StringComparison.Ordinal)));
            Elsewhere.UnionWith(ProcessPlaces.Listening(one));
        }
    }

    private async Task Keep(Stream from)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer) is var count and > 0)
            lock (_said)
                _said.Write(buffer, 0, count);
    }
}
