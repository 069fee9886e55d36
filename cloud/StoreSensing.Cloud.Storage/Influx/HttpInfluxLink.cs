using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>The system driver: line protocol and InfluxQL over HTTP.</summary>
/// <remarks>
/// <code>
///          write                                    query                   sign-in
/// 1.x      POST /write?db=&amp;rp=&amp;precision=ns         POST /query?db=&amp;rp=     Authorization: Basic
/// 2.x 3.x  POST /api/v2/write?org=&amp;bucket=&amp;precision=ns  POST /query?db=         Authorization: Token
/// </code>
/// </remarks>
internal sealed class HttpInfluxLink : IInfluxLink
{
    private const int ChunkRows = 2000;
    private const int MostErrorText = 300;

    private readonly InfluxOptions _options;
    private readonly HttpClient _http;
    private readonly string _database;

    public HttpInfluxLink(InfluxOptions options)
    {
        _options = options;
        _database = Uri.EscapeDataString(options.Database);
        var handler = new SocketsHttpHandler
        {
            // A redirect could carry the token elsewhere.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        };
        if (options.CaFile is { } file)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(file);
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = new Uri(options.Url.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/") };
    }

    public InfluxAnswer Ping(out InfluxVersion version)
    {
        version = default;
        var answer = Send(HttpMethod.Get, "ping", null, out var response);
        if (!answer.IsGood)
            return answer;
        using (response)
        {
            var said = response!.Headers.TryGetValues("X-Influxdb-Version", out var header) ? header.First() : null;
            version = InfluxVersion.Parse(said ?? Health());
            return answer;
        }
    }

    public InfluxAnswer Write(InfluxVersion version, ReadOnlyMemory<byte> lines)
    {
        var path = version.IsOne
            ? $"write?db={_database}&rp={InfluxNames.Policy}&precision=ns"
            : $"api/v2/write?{Org}bucket={_database}&precision=ns";
        var answer = Send(HttpMethod.Post, path, () => Lines(lines), out var response);
        response?.Dispose();
        return answer;
    }

    public InfluxAnswer Query(InfluxVersion version, string influxQl, out Stream? body)
    {
        var path = $"query?db={_database}{(version.IsOne ? $"&rp={InfluxNames.Policy}" : "")}&epoch=ns&chunked=true&chunk_size={ChunkRows}";
        var answer = Send(HttpMethod.Post, path, () => new FormUrlEncodedContent([new("q", influxQl)]), out var response);
        body = null;
        if (answer.IsGood)
            body = new AnswerStream(response!, _options.Timeout);
        else
            response?.Dispose();
        return answer;
    }

    public InfluxAnswer Delete(InfluxVersion version, string predicate, DateTimeOffset from, DateTimeOffset before)
    {
        // The end belongs to what is deleted.
        var json = JsonSerializer.Serialize(
            new Dictionary<string, string>
            {
                ["start"] = from.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"), ["stop"] = before.AddTicks(-1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'"), ["predicate"] = predicate,
            },
            InfluxJson.Default.DictionaryStringString);
        var answer = Send(HttpMethod.Post, $"api/v2/delete?{Org}bucket={_database}", () => new StringContent(json, Encoding.UTF8, "application/json"), out var response);
        response?.Dispose();
        return answer;
    }

    public void Dispose() => _http.Dispose();

    private string Org => _options.Org is { } org ? $"org={Uri.EscapeDataString(org)}&" : "";

    // 2.x says its version here when a proxy has eaten the header.
    private string? Health()
    {
        var answer = Send(HttpMethod.Get, "health", null, out var response);
        using (response)
        {
            if (!answer.IsGood)
                return null;
            try
            {
                using var json = JsonDocument.Parse(response!.Content.ReadAsStream());
                return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("version", out var version) ? version.GetString() : null;
            }
            catch (Exception e) when (e is JsonException or IOException)
            {
                return null;
            }
        }
    }

    private HttpContent Lines(ReadOnlyMemory<byte> lines)
    {
        HttpContent content;
        if (_options.Gzip)
        {
            var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                gzip.Write(lines.Span);
            content = new ByteArrayContent(packed.GetBuffer(), 0, (int)packed.Length);
            content.Headers.ContentEncoding.Add("gzip");
        }
        else
        {
            content = new ReadOnlyMemoryContent(lines);
        }
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        return content;
    }

    private InfluxAnswer Send(HttpMethod method, string path, Func<HttpContent>? content, out HttpResponseMessage? response)
    {
        response = null;
        using var request = new HttpRequestMessage(method, path) { Content = content?.Invoke() };
        if (_options.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Token", token);
        else if (_options.Username is { } name)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{_options.Password}")));
        using var limit = new CancellationTokenSource(_options.Timeout);
        try
        {
            response = _http.Send(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var status = (int)response.StatusCode;
            if (status is >= 200 and < 300)
                return new InfluxAnswer(status);
            var error = ErrorOf(response);
            return new InfluxAnswer(status, error, RetryAfter(response));
        }
        catch (OperationCanceledException)
        {
            return new InfluxAnswer(0, $"gave no answer within {_options.Timeout.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new InfluxAnswer(0, Reason(e));
        }
    }

    private string ErrorOf(HttpResponseMessage response)
    {
        var text = "";
        try
        {
            using var reader = new StreamReader(response.Content.ReadAsStream(), Encoding.UTF8);
            var start = new char[4096];
            text = new string(start, 0, reader.ReadBlock(start));
            using var json = JsonDocument.Parse(text);
            foreach (var name in (ReadOnlySpan<string>)["error", "message"])
            {
                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var said) && said.ValueKind == JsonValueKind.String)
                {
                    text = said.GetString()!;
                    break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException)
        {
            // Not JSON, or cut: what there is must do.
        }
        return Clean(text.Length == 0 ? response.ReasonPhrase ?? "" : text);
    }

    // A server or a proxy may quote what it was sent.
    private string Clean(string text)
    {
        foreach (var secret in (ReadOnlySpan<string?>)[_options.Token, _options.Password])
            if (secret is { Length: > 0 })
                text = text.Replace(secret, "***", StringComparison.Ordinal);
        text = text.ReplaceLineEndings(" ").Trim();
        return text.Length <= MostErrorText ? text : text[..MostErrorText] + "…";
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter is { } header
        ? header.Delta ?? (header.Date is { } date && response.Headers.Date is { } now ? date - now : null)
        : null;

    private string Reason(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "can't be reached: nobody listens there",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"can't be reached: there is no host '{_options.Url.Host}'",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "has a certificate that is not trusted: see store.influx.caFile",
        _ => "broke the connection",
    };

    // The body's stream alone would leave the answer, and with it the connection, open, and would wait for ever for a server that has stopped in mid-answer.
    private sealed class AnswerStream(HttpResponseMessage response, TimeSpan patience) : Stream
    {
        private readonly Stream _body = response.Content.ReadAsStream();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            using var limit = new CancellationTokenSource(patience);
            try
            {
                return _body.ReadAsync(buffer.AsMemory(offset, count), limit.Token).AsTask().GetAwaiter().GetResult();
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                throw new IOException("the answer broke off", e);
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _body.Dispose();
                response.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
