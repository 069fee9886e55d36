using StoreSensing.Benchmarks.Delivery;

namespace StoreSensing.Benchmarks;

/// <summary>
/// As fast as acknowledgements come back, publisher, broker and cloud on this machine: the cloud on SQLite beside the same cloud that stores nothing,
/// by turns; medians of rounds are compared.
/// </summary>
internal static class DeliveryThroughputFigures
{
    private const int Rounds = 3;
    private const string WarmUp = "4";
    private const string Seconds = "10";
    private const long Filled = 5_000_000;

    public static void Measure(Report report)
    {
        Side(report, zones: 50, devices: 200, bar: 20_000);
        Side(report, zones: 1, devices: 1000, bar: 10_000);
    }

    private static void Side(Report report, int zones, int devices, double bar)
    {
        var (drain, empty, filled) = (new List<LoadResult>(), new List<LoadResult>(), new List<LoadResult>());
        var file = FilledStore.WithRows(Filled);
        long unanswered = 0;
        for (var round = 0; round < Rounds; round++)
        {
            Round("drain", drain, DeliveryRig.Drain);
            Round("SQLite, empty", empty, () => DeliveryRig.Sqlite());
            Round("SQLite, 5 M rows", filled, () => DeliveryRig.Sqlite(file));
        }
        var (whole, stored, onFilled) = (Median(drain, r => r.FiguresPerSecond), Median(empty, r => r.FiguresPerSecond), Median(filled, r => r.FiguresPerSecond));
        report.Plain($"delivery.throughput.drain{zones}", whole, "metrics/s");
        report.AtLeast($"delivery.throughput.metricsPerSecond{zones}", stored, "metrics/s", bar);
        report.AtLeast($"delivery.throughput.metricsPerSecond{zones}.on5MRows", onFilled, "metrics/s", bar);
        report.AtLeast($"delivery.throughput.sqliteOverDrain{zones}", stored / whole, "x", 0.5);
        report.AtLeast($"delivery.throughput.sqliteOverDrain{zones}.on5MRows", onFilled / whole, "x", 0.5);
        // What other programs of the machine take does not change these much.
        report.Plain($"delivery.throughput.cpuOfDrain{zones}", Median(drain, CloudMicroseconds), "µs/message");
        report.Plain($"delivery.throughput.cpuOfSqlite{zones}", Median(empty, CloudMicroseconds), "µs/message");
        report.Plain($"delivery.throughput.cpuOfBroker{zones}", Median(empty, r => 1e6 * (r.BrokerCpuSeconds ?? 0) / r.Acknowledged), "µs/message");
        report.Plain($"delivery.throughput.cpuOfFleet{zones}", Median(empty, r => 1e6 * r.OwnCpuSeconds / r.Acknowledged), "µs/message");
        report.AtMost($"delivery.throughput.unanswered{zones}", unanswered, "messages", 0);

        void Round(string name, List<LoadResult> results, Func<DeliveryRig> start)
        {
            using var rig = start();
            string[] fleet = ["--rate", "max", "--zones", $"{zones}", "--devices", $"{devices}", "--back", "200", "--in-flight", zones > 10 ? "1000" : "4000"];
            rig.Load([.. fleet, "--seconds", WarmUp]);
            var result = rig.Load([.. fleet, "--seconds", Seconds]);
            Console.Error.WriteLine($"  {zones} zones a message, {name}: {result}");
            results.Add(result);
            unanswered += result.Unacknowledged + result.Refused;
        }
    }

    private static double CloudMicroseconds(LoadResult result) => 1e6 * (result.CloudCpuSeconds ?? 0) / result.Acknowledged;

    private static double Median(List<LoadResult> results, Func<LoadResult, double> figure) => results.Select(figure).Order().ElementAt(results.Count / 2);
}
