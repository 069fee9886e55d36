using StoreSensing.Benchmarks.Delivery;

namespace StoreSensing.Benchmarks;

/// <summary>From a device's publish to the cloud's store: throughput, latency, bursts, several processes, memory, a device's own pace, an outage; and what the stores do.</summary>
internal static class DeliveryFigures
{
    private static readonly (string Name, bool NeedsBroker, Action<Report> Measure)[] All =
    [
        ("throughput", true, DeliveryThroughputFigures.Measure),
        ("latency", true, DeliveryLatencyFigures.Measure),
        ("burst", true, DeliveryBurstFigures.Measure),
        ("share", true, DeliveryShareFigures.Measure),
        ("memory", true, DeliveryMemoryFigures.Measure),
        ("outbox", true, DeliveryOutboxFigures.Measure),
        ("outage", true, DeliveryOutageFigures.Measure),
        ("query", false, DeliveryQueryFigures.Measure),
        ("influx", false, DeliveryInfluxFigures.Measure),
    ];

    /// <summary>Every topic that names one part: <c>delivery.burst</c> and so on.</summary>
    public static IEnumerable<string> Parts => All.Select(part => $"delivery.{part.Name}");

    /// <summary>Measures all parts, or the one that the topic names.</summary>
    public static void Measure(Report report, string topic)
    {
        foreach (var (name, needsBroker, measure) in All)
        {
            if (topic is not "delivery" && topic != $"delivery.{name}")
                continue;
            if (needsBroker && !DeliveryRig.IsPossible)
                report.Skip($"delivery.{name}", "mosquitto is not installed");
            else
                measure(report);
        }
    }
}
