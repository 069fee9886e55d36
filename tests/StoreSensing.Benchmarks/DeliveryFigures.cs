using StoreSensing.Benchmarks.Delivery;

namespace StoreSensing.Benchmarks;

/// <summary>From a device's publish to the cloud's store: throughput, latency, bursts, memory, a device's own pace, and an outage.</summary>
internal static class DeliveryFigures
{
    private static readonly (string Name, Action<Report> Measure)[] All =
    [
        ("throughput", DeliveryThroughputFigures.Measure),
        ("latency", DeliveryLatencyFigures.Measure),
        ("burst", DeliveryBurstFigures.Measure),
        ("memory", DeliveryMemoryFigures.Measure),
        ("outbox", DeliveryOutboxFigures.Measure),
        ("outage", DeliveryOutageFigures.Measure),
    ];

    /// <summary>Every topic that names one part: <c>delivery.burst</c> and so on.</summary>
    public static IEnumerable<string> Parts => All.Select(part => $"delivery.{part.Name}");

    /// <summary>Measures all parts, or the one that the topic names.</summary>
    public static void Measure(Report report, string topic)
    {
        if (!DeliveryRig.IsPossible)
        {
            report.Skip(topic, "mosquitto is not installed");
            return;
        }
        foreach (var (name, measure) in All)
            if (topic is "delivery" || topic == $"delivery.{name}")
                measure(report);
    }
}
