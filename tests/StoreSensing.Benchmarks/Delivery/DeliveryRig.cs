using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks.Delivery;

/// <summary>
/// Publisher, broker and cloud as three processes of this machine: mosquitto in memory, <c>storesensing-cloud load</c>, and the cloud on a store, or
/// the drain (<see cref="DrainProgram"/>), which is the same cloud on a store that keeps nothing.
/// </summary>
internal sealed class DeliveryRig : IDisposable
{
    private readonly MosquittoBroker _broker = new(settings: "max_inflight_messages 1000");
    private readonly TemporaryFolder _folder = new();
    private readonly Process _cloud;
    private readonly string _api;

    private DeliveryRig(Func<string, string, string[]> arguments)
    {
        // setpriv: it must not outlive a benchmark that is killed.
        _cloud = Process.Start(new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "dotnet", .. arguments($"127.0.0.1:{_broker.Port}", _folder.Path)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path,
        })!;
        _cloud.ErrorDataReceived += (_, e) => Errors += e.Data?.Contains(" info: ", StringComparison.Ordinal) == false ? e.Data + "\n" : "";
        _cloud.BeginErrorReadLine();
        var line = _cloud.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"the cloud did not start:\n{Errors}");
        _api = line.Split(' ')[1];
    }

    public static bool IsPossible => File.Exists("/usr/sbin/mosquitto");

    /// <summary>What the cloud complained of.</summary>
    public string Errors { get; private set; } = "";

    /// <summary>The cloud's process.</summary>
    public int CloudPid => _cloud.Id;

    /// <summary>Bytes of the store's files, the write-ahead log included.</summary>
    public long StoreBytes => Directory.EnumerateFiles(_folder.Path, "store.sqlite*").Sum(file => new FileInfo(file).Length);

    /// <summary>The cloud on SQLite, an empty one or a copy of <paramref name="filled"/>.</summary>
    public static DeliveryRig Sqlite(string? filled = null) => new((broker, folder) =>
    {
        var file = Path.Combine(folder, "store.sqlite");
        if (filled is not null)
            File.Copy(filled, file);
        return [Cloud, "run", "--mqtt", broker, "--listen", "127.0.0.1:0", "--store", file];
    });

    /// <summary>The same program on a store that keeps nothing.</summary>
    public static DeliveryRig Drain() => new((broker, _) => [typeof(DrainProgram).Assembly.Location, DrainProgram.Argument, broker]);

    /// <summary>Runs the fleet; gives its summary (see <c>storesensing-cloud load --help</c>).</summary>
    public LoadResult Load(params string[] arguments)
    {
        var (_, output) = Programs.Run(
            "setpriv", ["--pdeathsig", "KILL", "dotnet", Cloud, "load", "--mqtt", $"127.0.0.1:{_broker.Port}", "--api", _api, "--json", .. arguments]);
        return output.Length == 0
            ? throw new InvalidOperationException($"the fleet did not run; the cloud said:\n{Errors}")
            : JsonSerializer.Deserialize<LoadResult>(output, JsonSerializerOptions.Web)!;
    }

    public void Dispose()
    {
        if (!_cloud.HasExited)
            _cloud.Kill();
        _cloud.WaitForExit();
        _cloud.Dispose();
        _broker.Dispose();
        _folder.Dispose();
    }

    /// <summary>Resident memory of the cloud, bytes.</summary>
    public long CloudMemory()
    {
        var line = File.ReadLines($"/proc/{CloudPid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static string Cloud => Path.Combine(ReferenceData.Repository, "artifacts", "bin", "StoreSensing.Cloud.Aggregator", Programs.Configuration, "storesensing-cloud.dll");
}

/// <summary>What <c>storesensing-cloud load --json</c> prints, as far as it is used here.</summary>
internal sealed record LoadResult(
    long Sent, long Figures, long Acknowledged, long Refused, long Unacknowledged, long Repeated, long? Stored, double Seconds, double MessagesPerSecond, double FiguresPerSecond,
    double? MedianMilliseconds, double? P99Milliseconds, double LongestMilliseconds, double BehindMilliseconds, double? BrokerCpuSeconds, double? CloudCpuSeconds, double OwnCpuSeconds)
{
    /// <summary>One line for who watches.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        {MessagesPerSecond:0} messages/s, {FiguresPerSecond:0} figures/s, p50 {MedianMilliseconds:0.0} ms, p99 {P99Milliseconds:0.0} ms, {Repeated} sent again; CPU seconds: broker {BrokerCpuSeconds:0.0}, cloud {CloudCpuSeconds:0.0}, fleet {OwnCpuSeconds:0.0} of {Seconds:0.0}
        """);
}
