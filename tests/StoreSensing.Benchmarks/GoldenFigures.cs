using System.Globalization;
using System.Text.Json;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Edge.Core.Zones;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Zones and heat of labelled scenes, through the product's counting in windows of a minute, against independent results.</summary>
internal static class GoldenFigures
{
    private static readonly string[] Needed = ["scene.json", "golden.json", "tracks.csv", "heat.csv"];

    public static void Measure(Report report)
    {
        var folder = Path.Combine(ReferenceData.Folder, "data", "tracking", "zones");
        if (!Directory.Exists(folder))
        {
            report.Skip("floor.golden", $"{folder} is absent");
            return;
        }
        foreach (var scene in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var missing = Needed.Where(file => !File.Exists(Path.Combine(scene, file))).ToList();
            if (missing.Count > 0)
                report.Skip($"floor.golden_{Path.GetFileName(scene)}", $"has no {string.Join(", ", missing)}");
            else
                Measure(report, new GoldenCase(scene));
        }
    }

    private static void Measure(Report report, GoldenCase scene)
    {
        var windows = scene.Count();
        var (differing, deviation) = (0, 0.0);
        void Count(double measured, double golden) => differing += (int)measured == (int)golden ? 0 : 1;
        void Seconds(double measured, double golden) => deviation = Math.Max(deviation, Math.Abs(measured - golden));
        foreach (var golden in scene.Golden.GetProperty("zones").EnumerateObject())
        {
            double Figure(string name) => golden.Value.GetProperty(name).GetDouble();
            var zone = windows.SelectMany(w => w.Zones).Where(z => z.Zone == scene.ZoneId(golden.Name)).ToList();
            var dwells = zone.SelectMany(z => z.Ended).ToList();
            double[] lengths = [.. dwells.Select(d => d.Seconds).Order()];
            Count(zone.Sum(z => z.Visits), Figure("visits"));
            Count(zone.Sum(z => z.EngagedVisits), Figure("engaged"));
            Count(dwells.Select(d => d.TrackId).Distinct().Count(), Figure("unique_visitors"));
            Seconds(zone.Sum(z => z.PersonSeconds), Figure("dwell_total_s"));
            Seconds(Quantile(lengths, 0.5), Figure("dwell_median_s"));
            Seconds(Quantile(lengths, 0.9), Figure("dwell_p90_s"));
            Seconds(lengths.LastOrDefault(), Figure("dwell_max_s"));
        }
        foreach (var golden in scene.Golden.GetProperty("lines").EnumerateObject())
        {
            var line = windows.SelectMany(w => w.Lines).Where(l => l.Line == scene.LineId(golden.Name)).ToList();
            Count(line.Sum(l => l.In), golden.Value.GetProperty("raw_in").GetDouble());
            Count(line.Sum(l => l.Out), golden.Value.GetProperty("raw_out").GetDouble());
        }
        var heat = scene.Heat.Select((golden, i) => Math.Abs(windows.Sum(w => (double)w.Heat[i]) - golden)).Max();
        report.AtMost($"floor.golden_{scene.Name}_counts_differing", differing, "-", 0);
        report.AtMost($"floor.golden_{scene.Name}_seconds_max_deviation", deviation, "s", 0.01);
        report.AtMost($"floor.golden_{scene.Name}_heat_max_deviation", heat, "s", 0.001);
    }

    // Linear interpolation between ranks, as the reference has it.
    private static double Quantile(double[] ascending, double q)
    {
        if (ascending.Length == 0)
            return 0;
        var rank = q * (ascending.Length - 1);
        var below = (int)rank;
        return ascending[below] + ((ascending[Math.Min(below + 1, ascending.Length - 1)] - ascending[below]) * (rank - below));
    }

    /// <summary>One scene folder.</summary>
    private sealed class GoldenCase
    {
        private readonly string _folder;
        private readonly JsonElement _scene;
        private readonly List<string[]> _rows;

        public GoldenCase(string folder)
        {
            _folder = folder;
            _scene = Json("scene.json");
            Golden = Json("golden.json");
            _rows = [.. File.ReadLines(Path.Combine(folder, "tracks.csv")).Skip(1).Select(line => line.Split(','))];
            Heat = [.. File.ReadLines(Path.Combine(folder, "heat.csv")).SelectMany(line => line.Split(',').Select(Number))];
        }

        public string Name => Path.GetFileName(_folder);

        public JsonElement Golden { get; }

        public double[] Heat { get; }

        public string ZoneId(string name) => "zone-" + Names("zones").IndexOf(name);

        public string LineId(string name) => "line-" + Names("lines").IndexOf(name);

        public List<RawWindow> Count()
        {
            var slots = new Dictionary<string, int>();
            foreach (var row in _rows)
                slots.TryAdd(row[0], slots.Count);
            var gap = Seconds(_scene.GetProperty("gap_tolerance_s").GetDouble());
            // A labelled track is lost when its labels end, however long it pauses between.
            var last = _rows.GroupBy(r => r[0]).ToDictionary(g => slots[g.Key], g => g.Max(At));
            var counting = new FloorCounting(Plan(slots.Count, gap));
            var windows = new List<RawWindow>();
            foreach (var frame in _rows.GroupBy(At))
            {
                var now = new FrameTime(DateTimeOffset.UnixEpoch + frame.Key, frame.Key);
                counting.Observe(now);
                foreach (var (slot, seen) in last.Where(l => now.Elapsed - l.Value > gap + Seconds(0.5)).ToList())
                {
                    counting.End(new TrackEnd(slot, seen));
                    last.Remove(slot);
                }
                foreach (var r in frame)
                    counting.Sample(new TrackSample(slots[r[0]], 1 + slots[r[0]], frame.Key, new Box(0, 0, 1, 1), new Box(0, 0, 1, 1), false), new PlanePoint(Number(r[3]), Number(r[4])));
                counting.Tick(frame.Key);
                while (counting.Close(now) is { } window)
                    windows.Add(window);
            }
            var end = At(_rows[^1]);
            windows.AddRange(counting.Stop(new FrameTime(DateTimeOffset.UnixEpoch + end, end)));
            return windows;
        }

        private LanePlan Plan(int tracks, TimeSpan gap)
        {
            var grid = _scene.GetProperty("grid");
            var (cell, columns, rows) = (grid.GetProperty("cell").GetDouble(), grid.GetProperty("nx").GetInt32(), grid.GetProperty("ny").GetInt32());
            return new LanePlan
            {
                Camera = "labels",
                Surface = Surface.Floor("floor", "Floor", new PlanePoint(grid.GetProperty("x0").GetDouble(), grid.GetProperty("y0").GetDouble()), columns * cell, rows * cell, cell),
                Placement = new Placement(BoxOf.Person, null),
                Zones = [.. _scene.GetProperty("zones").EnumerateArray().Select((z, i) => new ZonePlan($"zone-{i}", new Polygon(z.GetProperty("polygon").EnumerateArray().Select(Point))))],
                // Without a band to speak of every passage is a crossing: the reference's raw figures.
                Lines = [.. _scene.GetProperty("lines").EnumerateArray().Select((l, i) => new LinePlan($"line-{i}", Point(l.GetProperty("a")), Point(l.GetProperty("b")), true, 1e-9))],
                WindowSeconds = 60,
                ZoneOptions = new ZoneOptions
                {
                    Gap = gap,
                    Visit = Seconds(_scene.GetProperty("min_dwell_s").GetDouble()),
                    Engaged = Seconds(_scene.GetProperty("engaged_dwell_s").GetDouble()),
                },
                Tracker = new TrackerOptions { Capacity = tracks },
            };
        }

        private List<string> Names(string list) => [.. _scene.GetProperty(list).EnumerateArray().Select(e => e.GetProperty("name").GetString()!)];

        private JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, file))).RootElement;

        private static TimeSpan At(string[] row) => Seconds(Number(row[2]));

        private static TimeSpan Seconds(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

        private static PlanePoint Point(JsonElement p) => new(p[0].GetDouble(), p[1].GetDouble());

        private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
