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
    private const int BatchLines = 5000;

    // So many rows a round.
    private const int Rows = 20_000;
    private const int Devices = 250;

    private static readonly DateTimeOffset Start = Wire.T0;

    public static void Measure(Report report)
    {
        if (!File.Exists(Program))
        {
            report.Skip("delivery.influx", "influxd is not installed; ./bench installs it");
            return;
        }
        using var server = new InfluxServer();
        var twenty = Compare(server, "twenty", zones: 20, rounds: 7);
        report.AtMost("delivery.influx.lost", twenty.Lost, "points", 0);
        report.Plain("delivery.influx.bareRowsPerSecond", twenty.Bare, "rows/s");
        report.Plain("delivery.influx.rowsPerSecond", twenty.Ours, "rows/s");
        report.AtLeast("delivery.influx.ratioToBareWriter", twenty.Ratio, "-", 0.70);
        // With one zone a message every row has a message of its own, a point that a bare writer doesn't have.
        var one = Compare(server, "one", zones: 1, rounds: 3);
        report.Plain("delivery.influx.ratioToBareWriterOneZone", one.Ratio, "-");
        report.AtMost("delivery.influx.lostOneZone", one.Lost, "points", 0);
    }

    private static (double Ours, double Bare, double Ratio, long Lost) Compare(InfluxServer server, string name, int zones, int rounds)
    {
        using var store = new InfluxMetricStore(new InfluxOptions { Url = server.Url, Database = name, Writer = "bench" });
        store.Open();
        server.Query($"CREATE DATABASE {name}_bare");
        using var http = new HttpClient { BaseAddress = server.Url };
        var (ours, bare) = (new List<double>(), new List<double>());
        var windows = Rows / Devices / zones;
        // The first round makes the series, on both sides, and is not counted.
        for (var round = 0; round <= rounds; round++)
        {
            var messages = Messages(round * windows, windows, zones);
            var first = round % 2 == 0;
            var a = first ? Ours(store, messages, zones) : Bare(http, name, messages, zones);
            var b = first ? Bare(http, name, messages, zones) : Ours(store, messages, zones);
            if (round == 0)
                continue;
            ours.Add(first ? a : b);
            bare.Add(first ? b : a);
        }
        var points = (rounds + 1L) * Rows;
        var lost = points - Math.Min(Count(server, name), Count(server, name + "_bare"));
        // Rounds side by side, so that what else the machine does weighs on both.
        return (Median(ours), Median(bare), Median([.. ours.Zip(bare, (o, b) => o / b)]), lost);
    }

    private static double Ours(InfluxMetricStore store, IReadOnlyList<AcceptedMetric> messages, int zones)
    {
        var began = TimeProvider.System.GetTimestamp();
        foreach (var batch in messages.Chunk(500))
        {
            if (store.Append(batch, Start.AddHours(1)).Stored.Count != batch.Length)
                throw new InvalidOperationException("the store did not take a batch as new");
        }
        return messages.Count * zones / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    // As the protocol's documentation shows it: a string builder, lines of tags and fields, a post for every 5,000.
    private static double Bare(HttpClient http, string name, IReadOnlyList<AcceptedMetric> messages, int zones)
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
                    Post(http, name, lines);
                    count = 0;
                }
            }
        }
        Post(http, name, lines);
        return messages.Count * zones / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static void Post(HttpClient http, string name, StringBuilder lines)
    {
        if (lines.Length == 0)
            return;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"write?db={name}_bare&precision=ns") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(lines.ToString())) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using var response = http.Send(request);
        response.EnsureSuccessStatusCode();
        lines.Clear();
    }

    private static List<AcceptedMetric> Messages(int firstWindow, int windows, int zoneCount)
    {
        var messages = new List<AcceptedMetric>();
        for (var window = firstWindow; window < firstWindow + windows; window++)
        {
            for (var device = 0; device < Devices; device++)
            {
                var zones = Enumerable.Range(0, zoneCount).Select(z => Wire.Zone($"zone-{z}", window + z, z, 100 + z, 20 + (z % 7), 5 + (device % 9))).ToArray();
                var message = Wire.Zones(window + 1, window, zones) with { Session = $"{device + 1:x16}" };
                messages.Add((AcceptedMetric)Wire.Accept(new DeviceAddress("acme", $"shop-{device % 25}", $"floor-{device}"), message));
            }
        }
        return messages;
    }

    private static long Count(InfluxServer server, string database)
    {
        using var json = System.Text.Json.JsonDocument.Parse(server.Query($"SELECT count(seq) FROM zone", database));
        return json.RootElement.GetProperty("results")[0].GetProperty("series")[0].GetProperty("values")[0][1].GetInt64();
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
