using System.Globalization;
using System.Text.Json;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Attention;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Tests.Attention;

/// <summary>
/// Labelled people before two shop windows, with where they are turned to, and independent results: golden.json and the table beside it. Fed into the
/// product's counting sighting by sighting.
/// </summary>
internal sealed class GoldenEngagement
{
    private readonly JsonElement _scene;
    private readonly List<double[]> _rows;

    public GoldenEngagement(string folder)
    {
        _scene = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "golden.json"))).RootElement.GetProperty("zara01");
        _rows = [.. File.ReadLines(Path.Combine(folder, "zara01_gaze_tracks.csv")).Skip(1).Select(line => line.Split(',').Select(Number).ToArray())];
    }

    /// <summary>Seconds from one sample to the next.</summary>
    public double Period => _scene.GetProperty("sample_period_s").GetDouble();

    public IEnumerable<JsonProperty> Windows => _scene.GetProperty("windows").EnumerateObject();

    /// <summary>What was counted of each display, by its name; <paramref name="every"/> 2 leaves every other sample out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RawPasser>> Count(int every = 1)
    {
        var rows = _rows.Where(r => (long)Math.Round(r[2] / Period) % every == 0).ToList();
        var slots = rows.Select(r => (int)r[0]).Distinct().Select((id, slot) => (id, slot)).ToDictionary(p => p.id, p => p.slot);
        var last = rows.GroupBy(r => slots[(int)r[0]]).ToDictionary(g => g.Key, g => g.Max(At));
        var counting = new FloorCounting(Plan(slots.Count));
        var windows = new List<RawWindow>();
        foreach (var frame in rows.GroupBy(At))
        {
            var now = new FrameTime(DateTimeOffset.UnixEpoch + frame.Key, frame.Key);
            counting.Observe(now);
            foreach (var (slot, seen) in last.Where(l => frame.Key - l.Value > TimeSpan.FromSeconds(2)).ToList())
            {
                counting.End(new TrackEnd(slot, seen));
                last.Remove(slot);
            }
            foreach (var r in frame)
            {
                var (slot, id) = (slots[(int)r[0]], (long)r[0]);
                // 0 is up in the picture and positive counter-clockwise; on the surface, whose y points down, 0 is along x and 90 along y.
                counting.Attention!.Note(slot, id, frame.Key, new Heading(null, -90 - r[5]));
                counting.Sample(new TrackSample(slot, id, frame.Key, new Box(0, 0, 1, 1), new Box(0, 0, 1, 1), false), new PlanePoint(r[3], r[4]));
            }
            counting.Tick(frame.Key);
            while (counting.Close(now) is { } window)
                windows.Add(window);
        }
        var end = At(rows[^1]);
        windows.AddRange(counting.Stop(new FrameTime(DateTimeOffset.UnixEpoch + end, end)));
        return Windows.ToDictionary(
            w => w.Name, IReadOnlyList<RawPasser> (w) => [.. windows.SelectMany(x => x.Attention).Where(a => a.Display == w.Name).SelectMany(a => a.People)]);
    }

    private LanePlan Plan(int tracks) => new()
    {
        Camera = "labels",
        Surface = Surface.Floor("floor", "Floor", new PlanePoint(0, 0), 720, 576, 20),
        Placement = new Placement(BoxOf.Person, null),
        Zones = [],
        Lines = [],
        WindowSeconds = 60,
        Tracker = new TrackerOptions { Capacity = tracks },
        // The reference counts every sample, however short the look and the stay.
        Attention = new AttentionPlan([.. Windows.Select(w => new DisplayPlan(w.Name, new Polygon(w.Value.GetProperty("zone").EnumerateArray().Select(Point)))
        {
            Target = [Point(w.Value.GetProperty("anchor"))],
            WithinDegrees = 45,
            HysteresisDegrees = 0,
        })])
        { Glance = TimeSpan.Zero },
    };

    private static TimeSpan At(double[] row) => TimeSpan.FromTicks((long)Math.Round(row[2] * TimeSpan.TicksPerSecond));

    private static PlanePoint Point(JsonElement p) => new(p[0].GetDouble(), p[1].GetDouble());

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
