using System.Collections.Concurrent;

namespace StoreSensing.Cloud.Aggregator.Tests.ScaleOut;

/// <summary>A page that is open at a cloud process: keeps every event it hears.</summary>
internal sealed class LivePage : IDisposable
{
    private readonly CancellationTokenSource _closed = new();

    private LivePage(StreamReader stream) => _ = Read(stream);

    /// <summary>The events' data.</summary>
    public ConcurrentDictionary<string, int> Heard { get; } = new();

    public static async Task<LivePage> OpenAsync(HttpClient http)
    {
        var stream = new StreamReader(await http.GetStreamAsync($"{CloudUnderTest.Berlin}/live"));
        await stream.ReadLineAsync();
        return new LivePage(stream);
    }

    public void Dispose() => _closed.Cancel();

    private async Task Read(StreamReader stream)
    {
        try
        {
            while (await stream.ReadLineAsync(_closed.Token) is { } line)
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    Heard.AddOrUpdate(line["data: ".Length..], 1, (_, n) => n + 1);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // Closed, or the process is gone.
        }
    }
}
