using System.Globalization;
using StoreSensing.Benchmarks.Delivery;

namespace StoreSensing.Benchmarks;

/// <summary>
/// From the moment a message is due at the publisher to the arrival of the cloud's acknowledgement there, which is after the commit: an upper bound of
/// publish to stored. Messages of one zone, at a steady rate.
/// </summary>
internal static class DeliveryLatencyFigures
{
    public static void Measure(Report report)
    {
        At(report, 5_000, 100);
        At(report, 10_000, 250);
    }

    private static void At(Report report, int rate, double bar)
    {
        using var rig = DeliveryRig.Sqlite();
        string[] fleet = ["--rate", rate.ToString(CultureInfo.InvariantCulture), "--zones", "1", "--devices", "1000", "--in-flight", "20000"];
        rig.Load([.. fleet, "--seconds", "5"]); // the programs' own warming up
        var result = rig.Load([.. fleet, "--seconds", "20"]);
        Console.Error.WriteLine($"  {rate} messages/s: {result}");
        report.AtLeast($"delivery.latency.rateAt{rate}", result.MessagesPerSecond, "messages/s", 0.95 * rate);
        report.Plain($"delivery.latency.p50At{rate}", result.MedianMilliseconds ?? double.PositiveInfinity, "ms");
        report.AtMost($"delivery.latency.p99At{rate}", result.P99Milliseconds ?? double.PositiveInfinity, "ms", bar);
    }
}
