using System.Net;
using System.Net.Http.Headers;

namespace StoreSensing.Models.Fetch;

/// <summary>Brings a file over HTTP into a partial file, and goes on where an earlier attempt stopped.</summary>
internal sealed class Download(HttpClient http, Progress progress)
{
    private const int Attempts = 4;
    private static readonly TimeSpan _stall = TimeSpan.FromSeconds(30);

    /// <summary>Returns when the partial file is complete; its hash is the caller's business.</summary>
    /// <param name="partial">The file to write.</param>
    /// <param name="address">Where it comes from.</param>
    /// <param name="bytes">How large it must be; more than that is not taken. Null where it is not known.</param>
    /// <param name="cancellation">Stops it; what has arrived stays.</param>
    /// <exception cref="HttpRequestException">Not to be had: refused at once, or not after several attempts.</exception>
    public async Task To(string partial, Uri address, long? bytes, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(partial)!);
        progress.Start();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Once(partial, address, bytes, cancellation);
                progress.Finish();
                return;
            }
            catch (Exception e) when (IsTransient(e, cancellation))
            {
                if (attempt == Attempts)
                    throw new HttpRequestException($"{Reason(e)}; what has arrived is kept, run the command again to go on", e);
                progress.Say($"{address.Host}: {Reason(e)}; going on in {attempt} s");
                await Task.Delay(TimeSpan.FromSeconds(attempt), cancellation);
            }
        }
    }

    private async Task Once(string partial, Uri address, long? bytes, CancellationToken cancellation)
    {
        await using var file = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.Write);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (file.Length > 0)
            request.Headers.Range = new RangeHeaderValue(file.Length, null);
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stalled.CancelAfter(_stall);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stalled.Token);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            return; // Nothing is left to come; the hash decides whether it is right.
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"the server answers {(int)response.StatusCode} {response.ReasonPhrase}", null, response.StatusCode);
        // A server that does not know ranges sends everything anew.
        if (response.StatusCode != HttpStatusCode.PartialContent)
            file.SetLength(0);
        file.Position = file.Length;
        var total = response.Content.Headers.ContentLength is { } rest ? file.Length + rest : (long?)null;
        await using var body = await response.Content.ReadAsStreamAsync(stalled.Token);
        var buffer = new byte[1 << 16];
        while (true)
        {
            stalled.CancelAfter(_stall);
            var read = await body.ReadAsync(buffer, stalled.Token);
            if (read == 0)
                break;
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            // The hash would refuse it anyway; an endless answer must not fill the disk first.
            if (file.Length > bytes)
                return;
            progress.At(Path.GetFileNameWithoutExtension(partial), file.Position, total);
        }
        if (total is not null && file.Length < total)
            throw new IOException($"the connection ended after {file.Length} of {total} bytes");
        file.Flush(flushToDisk: true);
    }

    // A refusal (404, 403) stays one; a full disk is not the network's fault.
    private static bool IsTransient(Exception e, CancellationToken cancellation) => e switch
    {
        OperationCanceledException => !cancellation.IsCancellationRequested,
        HttpRequestException { StatusCode: { } status } => (int)status >= 500 || status == HttpStatusCode.TooManyRequests || status == HttpStatusCode.RequestTimeout,
        HttpRequestException => true,
        IOException => true,
        _ => false,
    };

    private static string Reason(Exception e) => e is OperationCanceledException ? $"nothing arrived for {_stall.TotalSeconds} s" : e.Message;
}
