using System.Diagnostics;
using System.Text.Json;
using StoreSensing.Cloud.Aggregator.Ingest;
using StoreSensing.Cloud.Aggregator.Live;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Metrics;

/// <summary>How the program itself does, for Prometheus. No shop, zone or device stands in it: those are the API's, behind what guards it.</summary>
internal static class MetricsEndpoint
{
    private const int MostSessions = 1000;

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Get).WithName("metrics").WithTags("operation").WithSummary("The program's own figures in Prometheus' text format")
            .Produces<string>(200, "text/plain");

    private static IResult Get(IngestPipeline pipeline, BrokerLink broker, IMetricStore store, LiveUpdates live) =>
        Results.Text(Text(pipeline, broker, store, live), PrometheusText.ContentType);

    private static string Text(IngestPipeline pipeline, BrokerLink broker, IMetricStore store, LiveUpdates live)
    {
        var counts = pipeline.Counts;
        var text = new PrometheusText()
            .Counter("storesensing_messages_received_total", "Messages from the broker.", counts.Received)
            .Counter("storesensing_messages_stored_total", "Metric messages that were new.", counts.Stored)
            .Counter("storesensing_messages_duplicate_total", "Metric messages that were stored before.", counts.Duplicates)
            .Counter("storesensing_messages_state_total", "States and descriptions.", counts.States)
            .Counter(
                "storesensing_messages_rejected_total", "Messages refused, by cause.", "cause",
                Enum.GetValues<RejectionCause>().Select(c => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(c.ToString()), pipeline.Quarantine.Causes.GetValueOrDefault(c))))
            .Histogram("storesensing_store_commit_seconds", "Time a batch took to be durable.", BatchTimes.Bounds, pipeline.Times.Cumulative, pipeline.Times.Seconds)
            .Counter("storesensing_store_batch_messages_total", "Messages in these batches.", pipeline.Times.Messages)
            .Gauge("storesensing_broker_connected", "1 while connected.", broker.IsConnected ? 1 : 0)
            .Gauge("storesensing_store_up", "1 while the store answers.", store.Problem() is null ? 1 : 0)
            .Gauge("storesensing_live_pages", "Open pages.", live.Subscribers)
            .Gauge("storesensing_devices_clock_skewed", "Devices whose clock is off.", pipeline.Clocks.Skewed);
        Gaps(text, store);
        using var process = Process.GetCurrentProcess();
        return text
            .Counter("process_cpu_seconds_total", "Processor time, user and system.", process.TotalProcessorTime.TotalSeconds)
            .Gauge("process_resident_memory_bytes", "Resident memory.", process.WorkingSet64)
            .Gauge("process_start_time_seconds", "Start, since the Unix epoch.", new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0)
            .Gauge("dotnet_gc_heap_bytes", "Managed heap.", GC.GetTotalMemory(forceFullCollection: false))
            .ToString();
    }

    private static void Gaps(PrometheusText text, IMetricStore store)
    {
        try
        {
            var missing = store.Sessions(MostSessions).SelectMany(s => s.Seen.Missing).Sum(m => m.Last - m.First + 1);
            text.Gauge("storesensing_messages_missing", "Numbers between the first and the last that came which did not, over the thousand sessions heard last.", missing);
        }
        catch (StoreException)
        {
            // storesensing_store_up says so; nobody knows what is missing.
        }
    }
}
