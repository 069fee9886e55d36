using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests.ScaleOut;

/// <summary><c>storesensing-cloud run</c> as a process of its own, listening on a free port.</summary>
internal sealed class CloudProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private bool _disposed;

    private CloudProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; private set; } = null!;

    public int Id => _process.Id;

    public IReadOnlyCollection<string> Log => _log;

    /// <summary>Starts it and waits until it listens; the broker may come later.</summary>
    /// <param name="program">The program's <c>.dll</c>.</param>
    /// <param name="folder">Where it works and finds its configuration.</param>
    /// <param name="yaml">Its configuration, but for the address it listens on.</param>
    public static async Task<CloudProcess> StartAsync(string program, string folder, string yaml)
    {
        var file = Path.Combine(folder, $"cloud-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, yaml);
        var cloud = new CloudProcess(ChildProcess.Start(folder, "dotnet", program, "run", "--config", file, "--listen", "127.0.0.1:0"));
        var line = await cloud._process.StandardOutput.ReadLineAsync();
        if (line?.StartsWith("listening ", StringComparison.Ordinal) != true)
            throw new InvalidOperationException($"the cloud program did not start:\n{string.Join('\n', cloud._log)}");
        cloud.Http = new HttpClient { BaseAddress = new Uri(line["listening ".Length..]) };
        return cloud;
    }

    /// <summary>Waits until it has the broker.</summary>
    public Task Ready() => Eventually.True(() => Http.GetAsync("/healthz").GetAwaiter().GetResult().IsSuccessStatusCode, $"the cloud program has its broker:\n{string.Join('\n', _log)}", 60);

    /// <summary>What <c>/api/v1/ingest</c> says.</summary>
    public async Task<JsonElement> Ingest() => JsonDocument.Parse(await Http.GetStringAsync("/api/v1/ingest")).RootElement;

    /// <summary>Metrics that this process stored since its start, repeats left out.</summary>
    public async Task<long> Stored() => (await Ingest()).GetProperty("stored").GetInt64();

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGKILL, if it is still there; again is harmless.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Kill();
        Http?.Dispose();
        _process.Dispose();
    }
}
