using System.Globalization;
using System.Text.Json;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Edge.Core.Zones;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Core.Tests.Zones;

/// <summary>A labelled scene with its independent results. Definitions: DEFINITIONS.md beside it.</summary>
internal sealed class GoldenScene
{
    public static readonly string[] Names = ["ucy_zara02_world_m", "caviar_shop2_cor_px"];
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, GoldenScene> _loaded = new();

    private GoldenScene(string name)
    {
        string File(string file) => ReferenceData.File("data", "tracking", "zones", name, file);
        var slots = new Dictionary<string, int>();
        var rows = System.IO.File.ReadLines(File("tracks.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        var start = Number(rows[0][2]);
        Sightings = [.. rows.Select(r =>
        {
            if (!slots.TryGetValue(r[0], out var slot))
                slots[r[0]] = slot = slots.Count;
            var at = TimeSpan.FromTicks((long)Math.Round((Number(r[2]) - start) * TimeSpan.TicksPerSecond));
            return new Sighting(new TrackSample(slot, 1000 + slot, at, new Box(0, 0, 1, 1), new Box(0, 0, 1, 1), false), new PlanePoint(Number(r[3]), Number(r[4])));
        })];
        Tracks = slots.Count;
        Ids = [.. slots.OrderBy(s => s.Value).Select(s => s.Key)];
        Start = TimeSpan.FromSeconds(start);
        var scene = Json(File("scene.json"));
        Options = new ZoneOptions
        {
            Gap = TimeSpan.FromSeconds(scene.GetProperty("gap_tolerance_s").GetDouble()),
            Visit = TimeSpan.FromSeconds(scene.GetProperty("min_dwell_s").GetDouble()),
            Engaged = TimeSpan.FromSeconds(scene.GetProperty("engaged_dwell_s").GetDouble()),
        };
        ConfirmSamples = Json(File("golden.json")).GetProperty("params").GetProperty("line_confirm_samples").GetInt32();
        Zones = [.. scene.GetProperty("zones").EnumerateArray().Select(z =>
            (z.GetProperty("name").GetString()!, new Polygon(z.GetProperty("polygon").EnumerateArray().Select(Point))))];
        Lines = [.. scene.GetProperty("lines").EnumerateArray().Select(l =>
            (l.GetProperty("name").GetString()!, Point(l.GetProperty("a")), Point(l.GetProperty("b"))))];
        var grid = scene.GetProperty("grid");
        var cell = grid.GetProperty("cell").GetDouble();
        var (columns, rowCount) = (grid.GetProperty("nx").GetInt32(), grid.GetProperty("ny").GetInt32());
        Surface = Surface.Floor("floor", "Floor", new PlanePoint(grid.GetProperty("x0").GetDouble(), grid.GetProperty("y0").GetDouble()), columns * cell, rowCount * cell, cell);
        Golden = Json(File("golden.json"));
        Heat = [.. System.IO.File.ReadLines(File("heat.csv")).SelectMany(line => line.Split(',').Select(Number))];
    }

    public IReadOnlyList<Sighting> Sightings { get; }

    public int Tracks { get; }

    /// <summary>The tracks' names by slot.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The scene's own time of the first sighting.</summary>
    public TimeSpan Start { get; }

    public int ConfirmSamples { get; }

    public ZoneOptions Options { get; }

    public IReadOnlyList<(string Name, Polygon Polygon)> Zones { get; }

    public IReadOnlyList<(string Name, PlanePoint A, PlanePoint B)> Lines { get; }

    public Surface Surface { get; }

    public JsonElement Golden { get; }

    /// <summary>Person-seconds, row × columns + column.</summary>
    public double[] Heat { get; }

    public static GoldenScene Load(string name) => _loaded.GetOrAdd(name, n => new GoldenScene(n));

    /// <summary>The samples of each instant, in order.</summary>
    public IEnumerable<(TimeSpan At, Sighting[] Seen)> Frames() =>
        Sightings.GroupBy(s => s.Sample.At).Select(g => (g.Key, g.ToArray()));

    private static JsonElement Json(string path) => JsonDocument.Parse(System.IO.File.ReadAllBytes(path)).RootElement;

    private static PlanePoint Point(JsonElement p) => new(p[0].GetDouble(), p[1].GetDouble());

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    public readonly record struct Sighting(TrackSample Sample, PlanePoint Position);
}
