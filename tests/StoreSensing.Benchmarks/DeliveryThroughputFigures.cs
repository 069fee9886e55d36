using StoreSensing.Benchmarks.Delivery;

namespace StoreSensing.Benchmarks;

/// <summary>
/// As fast as acknowledgements come back, publisher, broker and cloud on this machine: the cloud on SQLite beside the same cloud that stores nothing,
/// by turns; medians of rounds are compared.
/// </summary>
internal static class DeliveryThroughputFigures
{
    private const int Rounds = 3;
    private const string Seconds = "10";
    private const long Filled = 5_000_000;

    public static void Measure(Report report)
    {
        Side(report, zones: 50, devices: 200, bar: 20_000);
        Side(report, zones: 1, devices: 1000, bar: 10_000);
    }

    private static void Side(Report report, int zones, int devices, double bar)
    {
        var (drain, empty, filled) = (new List<double>(), new List<double>(), new List<double>());
        var file = FilledStore.WithRows(Filled);
        long unanswered = 0;
        for (var round = 0; round < Rounds; round++)
        {
            Round("drain", drain, DeliveryRig.Drain);
            Round("SQLite, empty", empty, () => DeliveryRig.Sqlite());
            Round("SQLite, 5 M rows", filled, () => DeliveryRig.Sqlite(file));
        }
        report.Plain($"delivery.throughput.drain{zones}", Median(drain), "metrics/s");
        report.AtLeast($"delivery.throughput.metricsPerSecond{zones}", Median(empty), "metrics/s", bar);
        report.AtLeast($"delivery.throughput.metricsPerSecond{zones}.on5MRows", Median(filled), "metrics/s", bar);
        report.AtLeast($"delivery.throughput.sqliteOverDrain{zones}", Median(empty) / Median(drain), "x", 0.5);
        report.AtLeast($"delivery.throughput.sqliteOverDrain{zones}.on5MRows", Median(filled) / Median(drain), "x", 0.5);
        report.AtMost($"delivery.throughput.unanswered{zones}", unanswered, "messages", 0);

        void Round(string name, List<double> rates, Func<DeliveryRig> start)
        {
            using var rig = start();
            var result = rig.Load(
                "--rate", "max", "--zones", $"{zones}", "--devices", $"{devices}", "--seconds", Seconds, "--back", "200", "--in-flight", zones > 10 ? "1000" : "4000");
            Console.Error.WriteLine($"  {zones} zones a message, {name}: {result}");
            rates.Add(result.FiguresPerSecond);
            unanswered += result.Unacknowledged + result.Refused;
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
