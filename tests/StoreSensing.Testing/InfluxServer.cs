using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace StoreSensing.Testing;

/// <summary>
/// A real InfluxDB 1.x of a test's own, on free loopback ports, with its own folder. Tests are skipped where it is not installed. It dies with the program that
/// started it.
/// </summary>
public sealed class InfluxServer : IDisposable
{
    private const string Program = "/usr/bin/influxd";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http;
    private readonly string _configuration;
    private Process? _process;

    /// <param name="authenticated">Clients need a name and password: <c>admin</c>, <c>secret</c>.</param>
    public InfluxServer(bool authenticated = false)
    {
        Skip.IfNot(File.Exists(Program), $"InfluxDB is not installed: {Program}");
        var port = MosquittoBroker.FreePort();
        Url = new Uri($"http://127.0.0.1:{port}");
        _http = new HttpClient { BaseAddress = Url };
        if (authenticated)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:secret")));
        _configuration = _folder.File("influxdb.conf");
        File.WriteAllText(_configuration, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{MosquittoBroker.FreePort()}"
            [meta]
              dir = "{_folder.File("meta")}"
            [data]
              dir = "{_folder.File("data")}"
              wal-dir = "{_folder.File("wal")}"
              query-log-enabled = false
            [monitor]
              store-enabled = false
            [subscriber]
              enabled = false
            [http]
              bind-address = "127.0.0.1:{port}"
              auth-enabled = {(authenticated ? "true" : "false")}
              log-enabled = false

            """);
        Start();
        if (authenticated)
            Query("CREATE USER admin WITH PASSWORD 'secret' WITH ALL PRIVILEGES");
    }

    /// <summary>Where it listens; the same at every start.</summary>
    public Uri Url { get; }

    /// <summary>The process's id.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Starts it, again after <see cref="Kill"/>, and returns when it answers.</summary>
    public void Start()
    {
        if (_process is not null)
            throw new InvalidOperationException("the server runs already: the constructor starts it");
        _process = ChildProcess.StartQuietly(Program, ["-config", _configuration]);
        Eventually.True(Answers, $"influxd answers at {Url}").GetAwaiter().GetResult();
    }

    /// <summary>SIGKILL: what it has not written to its log is gone.</summary>
    public void Kill()
    {
        if (_process is null)
            return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Asks it in InfluxQL; its JSON.</summary>
    public string Query(string influxQl, string database = "")
    {
        using var content = new FormUrlEncodedContent([new("q", influxQl)]);
        using var response = _http.PostAsync($"query?db={database}&epoch=ns", content).GetAwaiter().GetResult();
        return response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
    }

    /// <summary>Writes lines; the status.</summary>
    public int Write(string database, string lines)
    {
        using var content = new StringContent(lines);
        using var response = _http.PostAsync($"write?db={database}&precision=ns", content).GetAwaiter().GetResult();
        return (int)response.StatusCode;
    }

    public void Dispose()
    {
        Kill();
        _http.Dispose();
        _folder.Dispose();
    }

    private bool Answers()
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"influxd ended at once with code {_process.ExitCode}");
        try
        {
            using var response = _http.GetAsync("ping").GetAwaiter().GetResult();
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
