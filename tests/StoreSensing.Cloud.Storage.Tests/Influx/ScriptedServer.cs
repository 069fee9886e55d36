using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace StoreSensing.Cloud.Storage.Tests.Influx;

/// <summary>A server that answers what the test says, on a loopback port. Without a word of the test it behaves as an empty InfluxDB.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<ScriptedRequest> _requests = [];

    private readonly X509Certificate2? _certificate;

    public ScriptedServer(string version = "1.6.7", X509Certificate2? certificate = null)
    {
        Version = version;
        _certificate = certificate;
        _listener.Start();
        Url = new Uri($"{(certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = Accept();
    }

    public Uri Url { get; }

    public string Version { get; }

    /// <summary>Asked first; null: the usual answer.</summary>
    public Func<ScriptedRequest, ScriptedAnswer?> Script { get; set; } = _ => null;

    /// <summary>Everything that came.</summary>
    public IReadOnlyList<ScriptedRequest> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public IEnumerable<ScriptedRequest> Writes => Requests.Where(r => r.IsWrite);

    public void Dispose() => _listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            Stream stream = client.GetStream();
            try
            {
                if (_certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(_certificate);
                    stream = secure;
                }
                while (await Read(stream) is { } request)
                {
                    lock (_requests)
                        _requests.Add(request);
                    var answer = Script(request) ?? Usual(request);
                    var body = Encoding.UTF8.GetBytes(answer.Body);
                    var head = $"HTTP/1.1 {answer.Status} x\r\nX-Influxdb-Version: {Version}\r\nContent-Length: {body.Length + (answer.IsCut ? 1000 : 0)}\r\n{answer.Headers}\r\n";
                    if (answer.Status > 0)
                        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body]);
                    if (answer.IsCut || answer.Status == 0)
                        return;
                }
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                // The client went away.
            }
        }
    }

    private static ScriptedAnswer Usual(ScriptedRequest request) => request.Path.StartsWith("/query", StringComparison.Ordinal)
        ? new ScriptedAnswer(200, "{\"results\":[{\"statement_id\":0}]}\n")
        : new ScriptedAnswer(request.Path == "/health" ? 404 : 204);

    private static async Task<ScriptedRequest?> Read(Stream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!(head.Count > 3 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n'))
        {
            if (await stream.ReadAsync(one) == 0)
                return null;
            head.Add(one[0]);
        }
        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(h => h[0], h => h[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length) : 0];
        await stream.ReadExactlyAsync(body);
        return new ScriptedRequest(lines[0].Split(' ')[1], headers, body);
    }
}

internal sealed record ScriptedRequest(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public bool IsWrite => Path.StartsWith("/write", StringComparison.Ordinal) || Path.StartsWith("/api/v2/write", StringComparison.Ordinal);

    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>Status 0: the connection is closed without an answer.</summary>
internal sealed record ScriptedAnswer(int Status, string Body = "", string Headers = "", bool IsCut = false);
