using StoreSensing.Benchmarks.Delivery;

namespace StoreSensing.Benchmarks;

/// <summary>The cloud's resident memory while ten million figures go through it: the last tenth against what it was after the first fifth.</summary>
internal static class DeliveryMemoryFigures
{
    private const int Zones = 50;
    private const long Figures = 10_000_000;
    private const int Devices = 200;

    public static void Measure(Report report)
    {
        using var rig = DeliveryRig.Sqlite();
        var samples = new List<long>();
        using var timer = new Timer(
            _ =>
            {
                lock (samples)
                    samples.Add(rig.CloudMemory());
            },
            null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var result = rig.Load("--rate", "max", "--zones", $"{Zones}", "--devices", $"{Devices}", "--windows", $"{Figures / Zones / Devices}", "--back", "20", "--in-flight", "1000");
        timer.Change(Timeout.Infinite, Timeout.Infinite);
        Console.Error.WriteLine($"  {Figures} figures: {result}");
        lock (samples)
        {
            var after = Median(samples[(samples.Count / 5)..(samples.Count * 3 / 10)]);
            var last = Median(samples[(samples.Count * 9 / 10)..]);
            report.AtLeast("delivery.memory.figures", result.Figures - (result.Unacknowledged * Zones), "metrics", Figures);
            report.Plain("delivery.memory.afterWarmUp", after / 1e6, "MB");
            report.Plain("delivery.memory.most", samples.Max() / 1e6, "MB");
            report.AtMost("delivery.memory.flat", last / after, "x", 1.2);
        }
    }

    private static double Median(List<long> values) => values.Order().ElementAt(values.Count / 2);
}
