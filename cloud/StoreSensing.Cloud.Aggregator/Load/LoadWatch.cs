using System.Globalization;
using System.Text.Json;
using StoreSensing.Configuration;

namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>What is read beside the run: CPU of broker, cloud and this program, and the cloud's own counts.</summary>
internal sealed class LoadWatch(int? broker, int? cloud, Uri? api, HttpClient http)
{
    /// <summary>Everything as it is now.</summary>
    /// <exception cref="ConfigException">The API was named and doesn't answer.</exception>
    public async Task<WatchReading> ReadAsync(CancellationToken cancellation)
    {
        var (stored, duplicates) = api is null ? (null, null) : await CountsAsync(api, cancellation);
        return new WatchReading(Of(broker), Of(cloud), Environment.CpuUsage.TotalTime.TotalSeconds, stored, duplicates);
    }

    private static double? Of(int? pid) => pid is { } known ? ProcessCpu.Seconds(known) : null;

    private async Task<(long?, long?)> CountsAsync(Uri api, CancellationToken cancellation)
    {
        var route = new Uri(api, "/api/v1/ingest");
        try
        {
            await using var answer = await http.GetStreamAsync(route, cancellation);
            using var json = await JsonDocument.ParseAsync(answer, cancellationToken: cancellation);
            return (json.RootElement.GetProperty("stored").GetInt64(), json.RootElement.GetProperty("duplicates").GetInt64());
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new ConfigException([string.Create(CultureInfo.InvariantCulture, $"--api {api}: {route} doesn't answer as storesensing-cloud does: {e.Message}")]);
        }
    }
}

/// <summary>CPU seconds and counts since each process began.</summary>
internal sealed record WatchReading(double? BrokerCpu, double? CloudCpu, double OwnCpu, long? Stored, long? Duplicates);
