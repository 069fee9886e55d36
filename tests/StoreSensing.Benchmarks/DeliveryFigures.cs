using StoreSensing.Benchmarks.Delivery;

namespace StoreSensing.Benchmarks;

/// <summary>From a device's publish to the cloud's store: throughput, latency, memory, bursts, and an outage.</summary>
internal static class DeliveryFigures
{
    public static void Measure(Report report)
    {
        DeliveryQueryFigures.Measure(report);
        DeliveryInfluxFigures.Measure(report);
        if (!DeliveryRig.IsPossible)
        {
            report.Skip("delivery", "mosquitto is not installed");
            return;
        }
        DeliveryThroughputFigures.Measure(report);
        DeliveryLatencyFigures.Measure(report);
        DeliveryBurstFigures.Measure(report);
        DeliveryShareFigures.Measure(report);
        DeliveryMemoryFigures.Measure(report);
        DeliveryOutageFigures.Measure(report);
    }
}
