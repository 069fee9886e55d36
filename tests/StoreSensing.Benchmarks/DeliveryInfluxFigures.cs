using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Contracts.Wire;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>
/// How much of a bare line-protocol writer's rate the InfluxDB store keeps: the same zone figures of the same devices, the same number of series, fields and points, on
/// the same server, in turn. The bare writer knows nothing of messages, sessions and repeats: it formats lines and posts them.
/// </summary>
internal static class DeliveryInfluxFigures
{
    private const string Program = "/usr/bin/influxd";
    private const int Devices = 250;
    private const int Zones = 20;
    private const int WindowsPerRound = 4;
    private const int Rounds = 7;
    private const int BatchLines = 5000;

    private static readonly DateTimeOffset Start = Wire.T0;

    public static void Measure(Report report)
    {
        if (!File.Exists(Program))
        {
            report.Skip("delivery.influx", "influxd is not installed; ./bench installs it");
            return;
        }
        using var server = new InfluxServer();
        using var store = new InfluxMetricStore(new InfluxOptions { Url = server.Url, Database = "store", Writer = "bench" });
        store.Open();
        server.Query("CREATE DATABASE bare");
        using var http = new HttpClient { BaseAddress = server.Url };
        var (ours, bare) = (new List<double>(), new List<double>());
        var next = 0;
        // The first round makes the series, on both sides, and is not counted.
        for (var round = 0; round <= Rounds; round++, next += WindowsPerRound)
        {
            var messages = Messages(next);
            var first = round % 2 == 0;
            var a = first ? Ours(store, messages) : Bare(http, messages);
            var b = first ? Bare(http, messages) : Ours(store, messages);
            if (round == 0)
                continue;
            ours.Add(first ? a : b);
            bare.Add(first ? b : a);
        }
        var points = (long)(Rounds + 1) * WindowsPerRound * Devices * Zones;
        report.AtMost("delivery.influx.lost", points - Count(server, "store", "zone"), "points", 0);
        report.AtMost("delivery.influx.bareLost", points - Count(server, "bare", "zone"), "points", 0);
        report.Plain("delivery.influx.bareRowsPerSecond", Median(bare), "rows/s");
        report.Plain("delivery.influx.rowsPerSecond", Median(ours), "rows/s");
        // Rounds side by side, so that what else the machine does weighs on both.
        report.AtLeast("delivery.influx.ratioToBareWriter", Median([.. ours.Zip(bare, (o, b) => o / b)]), "-", 0.70);
    }

    private static double Ours(InfluxMetricStore store, IReadOnlyList<AcceptedMetric> messages)
    {
        var began = TimeProvider.System.GetTimestamp();
        foreach (var batch in messages.Chunk(BatchLines / Zones * 2))
        {
            if (store.Append(batch, Start.AddHours(1)).Stored.Count != batch.Length)
                throw new InvalidOperationException("the store did not take a batch as new");
        }
        return messages.Count * Zones / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    // As the protocol's documentation shows it: a string builder, lines of tags and fields, a post for every 5,000.
    private static double Bare(HttpClient http, IReadOnlyList<AcceptedMetric> messages)
    {
        var began = TimeProvider.System.GetTimestamp();
        var lines = new StringBuilder();
        var count = 0;
        foreach (var metric in messages)
        {
            var message = (ZoneMessage)metric.Message;
            var nanoseconds = message.WindowStart.ToUnixTimeSeconds() * 1_000_000_000;
            foreach (var zone in message.Zones)
            {
                lines.Append(
                    CultureInfo.InvariantCulture,
                    $"zone,tenant={metric.Device.Tenant},store={metric.Device.Store},device={metric.Device.Device},zone={zone.Zone} session=\"{message.Session}\",seq={message.Seq}i,seconds={message.WindowSeconds}i,observed={message.ObservedSeconds},zone_observed={zone.ObservedSeconds},visits={zone.Visits}i,engaged_visits={zone.EngagedVisits}i,person_seconds={zone.PersonSeconds},occupancy_peak={zone.OccupancyPeak}i,occupancy_now={zone.OccupancyNow}i,dwell_withheld=\"{zone.DwellWithheld}\" {nanoseconds}\n");
                if (++count == BatchLines)
                {
                    Post(http, lines);
                    count = 0;
                }
            }
        }
        Post(http, lines);
        return messages.Count * Zones / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static void Post(HttpClient http, StringBuilder lines)
    {
        if (lines.Length == 0)
            return;
        using var request = new HttpRequestMessage(HttpMethod.Post, "write?db=bare&precision=ns") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(lines.ToString())) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using var response = http.Send(request);
        response.EnsureSuccessStatusCode();
        lines.Clear();
    }

    private static List<AcceptedMetric> Messages(int firstWindow)
    {
        var messages = new List<AcceptedMetric>();
        for (var window = firstWindow; window < firstWindow + WindowsPerRound; window++)
        {
            for (var device = 0; device < Devices; device++)
            {
                var zones = Enumerable.Range(0, Zones).Select(z => Wire.Zone($"zone-{z}", window + z, z, 100 + z, 20 + (z % 7), 5 + (device % 9))).ToArray();
                var message = Wire.Zones(window + 1, window, zones) with { Session = $"{device + 1:x16}" };
                messages.Add((AcceptedMetric)Wire.Accept(new DeviceAddress("acme", $"shop-{device % 25}", $"floor-{device}"), message));
            }
        }
        return messages;
    }

    private static long Count(InfluxServer server, string database, string measurement)
    {
        using var json = System.Text.Json.JsonDocument.Parse(server.Query($"SELECT count(seq) FROM {measurement}", database));
        return json.RootElement.GetProperty("results")[0].GetProperty("series")[0].GetProperty("values")[0][1].GetInt64();
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
