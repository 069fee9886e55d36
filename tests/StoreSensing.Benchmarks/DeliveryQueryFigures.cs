using System.Diagnostics;
using System.Text.Json;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Contracts.Wire;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>A year of minutes of 20 zones in SQLite, built once by the store's own ingest and roll-ups, and what the pages ask of it.</summary>
internal static class DeliveryQueryFigures
{
    private const int Zones = 20;
    private const int Days = 365;
    private const int MinutesADay = 1440;
    private const int Batch = 720;
    private const int Rounds = 200;

    // As wide as the ranges that people choose, and at any minute.
    private static readonly int[] _rangeDays = [1, 7, 30, 90, 365];

    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly StoreAddress Shop = StoreAddress.Of(Wire.Device);

    public static void Measure(Report report)
    {
        var folder = Path.Combine(ReferenceData.Repository, ".cache", "bench");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"year-{Zones}-zones-v{SqliteMetricStore.SchemaVersion}.sqlite");
        if (!File.Exists(file))
            Build(file);
        using var store = new SqliteMetricStore(file);
        RollUp(store);
        report.Plain("delivery.query.yearRows", (double)Days * MinutesADay * Zones, "rows");
        report.Plain("delivery.query.yearBytes", new FileInfo(file).Length, "bytes");
        Ask(report, store);
    }

    private static void Build(string file)
    {
        var draft = file + ".draft";
        foreach (var left in Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(draft) + "*"))
            File.Delete(left);
        var began = Stopwatch.StartNew();
        using (var store = new SqliteMetricStore(draft))
        {
            store.Append([Wire.Accept(Wire.Device, Wire.Describe() with { WindowSeconds = 60 })], Begin);
            var random = new Random(1);
            for (var minute = 0; minute < Days * MinutesADay; minute += Batch)
            {
                store.Append([.. Enumerable.Range(minute, Batch).Select(m => Window(m, random))], Begin);
                if (minute % (MinutesADay * 10) == 0)
                    Console.Error.WriteLine($"delivery.query: a year of windows, day {minute / MinutesADay} of {Days}, {minute * (long)Zones / Math.Max(1, began.Elapsed.TotalSeconds):0} rows/s");
            }
            RollUp(store);
        }
        File.Move(draft, file);
    }

    private static void RollUp(SqliteMetricStore store)
    {
        var began = Stopwatch.StartNew();
        var slices = 0;
        while (store.RollUpSlice(Begin.AddYears(2)))
            if (++slices % 500 == 0)
                Console.Error.WriteLine($"delivery.query: roll-ups, {began.Elapsed.TotalSeconds:0} s");
    }

    // A shop's day: nobody at night, most at noon and at six; dwell is told as it is, once five have left.
    private static Accepted Window(int minute, Random random)
    {
        var start = Begin.AddMinutes(minute);
        var hour = minute % MinutesADay / 60.0;
        var crowd = hour is < 8 or > 21 ? 0 : 3 + (3 * Math.Sin((hour - 8) / 13 * Math.PI * 3));
        var zones = new ZoneFigures[Zones];
        for (var z = 0; z < Zones; z++)
        {
            var visits = (int)(crowd * random.NextDouble() * 2);
            var dwell = minute % 5 == z % 5 && crowd > 0 ? Wire.Dwell(1, [.. Enumerable.Range(0, 5 + visits).Select(_ => 2 + (Math.Pow(random.NextDouble(), 3) * 400))]) with { Since = start } : null;
            zones[z] = Wire.Zone($"zone-{z + 1}", visits, visits / 2, dwell is null ? null : 40.0 * (5 + visits), visits >= 5 ? visits : null, null, dwell, "below-threshold") with { ObservedSeconds = 60 };
        }
        return Wire.Accept(Wire.Device, Wire.Zones(minute + 1, 0, zones) with { WindowStart = start, WindowSeconds = 60, ObservedSeconds = 60 }, start.AddHours(1));
    }

    private static void Ask(Report report, SqliteMetricStore store)
    {
        var random = new Random(2);
        var devices = store.Devices(Shop);
        var layout = StoreLayout.Of(Shop, devices);
        var summaries = new List<double>();
        var series = new List<double>();
        for (var round = -5; round < Rounds; round++)
        {
            var days = _rangeDays[random.Next(_rangeDays.Length)];
            var from = Begin.AddMinutes(random.Next(((Days - days) * MinutesADay) + 1));
            var range = new TimeRange(from, from.AddDays(days));
            var zone = $"zone-{1 + random.Next(Zones)}";
            var summary = Milliseconds(() => ZoneQuery.Summarise(layout, store.Zones(Shop, range, coarsest: RollUpLadder.Coarsest), [], devices, range.To));
            var step = SeriesQuery.DefaultStep(range, 60);
            var points = Milliseconds(() => SeriesQuery.Points(layout, zone, store.Zones(Shop, range, zone, RollUpLadder.ForStep(step)), step));
            if (round < 0)
                continue;
            summaries.Add(summary);
            series.Add(points);
        }
        report.AtMost("delivery.query.zonesP95", P95(summaries), "ms", 50);
        report.AtMost("delivery.query.seriesP95", P95(series), "ms", 50);
        var year = new TimeRange(Begin, Begin.AddDays(Days));
        report.AtMost("delivery.query.yearMedian", Median(() => ZoneQuery.Summarise(layout, store.Zones(Shop, year, coarsest: RollUpLadder.Coarsest), [], devices, year.To)), "ms", 50);
        // What roll-ups save, on a month: the year would take minutes.
        var month = new TimeRange(Begin, Begin.AddDays(30));
        var raw = Milliseconds(() => ZoneQuery.Summarise(layout, store.Zones(Shop, month), [], devices, month.To));
        var folded = Median(() => ZoneQuery.Summarise(layout, store.Zones(Shop, month, coarsest: RollUpLadder.Coarsest), [], devices, month.To));
        report.Plain("delivery.query.windowsOverRollUps", raw / folded, "x");
    }

    private static double Median(Func<object> ask) => Enumerable.Range(0, 21).Select(_ => Milliseconds(ask)).Order().ElementAt(10);

    private static double P95(List<double> times) => times.Order().ElementAt((int)Math.Ceiling(times.Count * 0.95) - 1);

    // As the API answers: added up and written as JSON.
    private static double Milliseconds(Func<object> ask)
    {
        var began = Stopwatch.GetTimestamp();
        JsonSerializer.SerializeToUtf8Bytes(ask());
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
