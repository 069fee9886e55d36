using System.Diagnostics;
using Xunit;

namespace StoreSensing.Testing;

/// <summary>
/// A real VictoriaMetrics of a test's own: it takes the line protocol at <c>/api/v2/write</c> and keeps numbers, not texts. Tests are skipped where it is not
/// installed. It dies with the program that started it.
/// </summary>
public sealed class VictoriaServer : IDisposable
{
    private const string Program = "/usr/bin/victoria-metrics";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http;
    private readonly Process _process;

    public VictoriaServer()
    {
        Skip.IfNot(File.Exists(Program), $"VictoriaMetrics is not installed: {Program}");
        var port = MosquittoBroker.FreePort();
        Url = new Uri($"http://127.0.0.1:{port}");
        _http = new HttpClient { BaseAddress = Url };
        _process = ChildProcess.StartQuietly(
            Program, [$"-storageDataPath={_folder.File("data")}", $"-httpListenAddr=127.0.0.1:{port}", "-retentionPeriod=100y", "-memory.allowedBytes=256MB"]);
        Eventually.True(Answers, $"victoria-metrics answers at {Url}").GetAwaiter().GetResult();
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Every sample whose name matches, a line of JSON a series.</summary>
    public async Task<string> Export(string nameRegex)
    {
        await _http.GetAsync("internal/force_flush");
        return await _http.GetStringAsync("api/v1/export?match[]=" + Uri.EscapeDataString($"{{__name__=~\"{nameRegex}\"}}"));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    private bool Answers()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"victoria-metrics ended at once with code {_process.ExitCode}");
        try
        {
            using var response = _http.GetAsync("health").GetAwaiter().GetResult();
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
