using System.Globalization;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Twin;
using StoreSensing.Twin.Cameras;
using StoreSensing.Twin.Lanes;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Edge.Agent.Twin;

/// <summary>
/// Simulated shoppers through somebody's own zones and lines, for an installer without a camera: what each would have counted, beside what
/// really happened. Publishes nothing.
/// </summary>
internal static class DryRun
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.125);

    public static void Print(TwinFloor floor, TimeSpan length, ulong seed, DateTimeOffset start, TextWriter to)
    {
        // The busiest hour, whatever the clock says.
        var scene = floor.Scene with { Arrivals = WeeklyRate.Always(floor.Scene.Arrivals.Most), Passers = WeeklyRate.Always(floor.Scene.Passers.Most) };
        var world = new StoreWorld(scene, new TwinOptions { Start = start, Seed = seed, Step = Step, LocalOffset = TimeZoneInfo.Local.GetUtcOffset(start) });
        var truth = new TruthLane(floor.Plan, floor.Plan.Surface.Unit == SurfaceUnit.Image ? [floor.Cameras[0].View] : []);
        var lanes = floor.Cameras.Select((c, i) => new DetectionLane(c.Plan, new CameraView(c.View, new NoiseOptions(), floor.Scene.Capacity, seed + (ulong)i, LaneModels.Boxes(c.Config.Detector)), 1)).ToList();
        var (happened, counted) = (new LaneTotals(), new LaneTotals());
        while (world.Now.Elapsed < length)
        {
            world.Step();
            truth.Take(world);
            while (truth.Close(world) is { } window)
                happened.Add(window);
            foreach (var lane in lanes)
            {
                lane.Take(world);
                while (lane.Close(world) is { } window)
                    counted.Add(window);
            }
        }
        happened.Add(truth.Stop(world));
        foreach (var lane in lanes)
            counted.Add(lane.Stop(world));
        Print(floor, world.Totals, happened, counted, to);
    }

    private static void Print(TwinFloor floor, TwinTotals totals, LaneTotals happened, LaneTotals counted, TextWriter to)
    {
        to.WriteLine($"{floor.Plan.Surface.Name}: {totals.Visitors} simulated people came in{(totals.Passers > 0 ? $", {totals.Passers} passed by" : "")}; cameras {string.Join(", ", floor.Cameras.Select(c => c.Config.Id))}");
        if (floor.IsGuessed)
            to.WriteLine($"  camera {floor.Cameras[0].Config.Id} has no calibration: assumed 2.8 m high, looking down 35°");
        to.WriteLine($"  {"",-44}{"happened",10}{"counted",10}{"in sight",10}");
        foreach (var zone in floor.Plan.Zones)
        {
            var (t, c) = (happened.Zones.GetValueOrDefault(zone.Id), counted.Zones.GetValueOrDefault(zone.Id));
            Line($"zone {zone.Id}: visits", t?.Visits ?? 0, c?.Visits ?? 0, to, $"{100 * InSight(floor, zone.Polygon):0} %");
            Line($"zone {zone.Id}: median dwell, seconds", t?.MedianDwell, c?.MedianDwell, to);
            Line($"zone {zone.Id}: most at once", t?.OccupancyPeak ?? 0, c?.OccupancyPeak ?? 0, to);
        }
        foreach (var line in floor.Plan.Lines)
        {
            var (t, c) = (happened.Lines.GetValueOrDefault(line.Id), counted.Lines.GetValueOrDefault(line.Id));
            Line($"line {line.Id}: in", t.In, c.In, to);
            Line($"line {line.Id}: out", t.Out, c.Out, to);
        }
        foreach (var zone in floor.Plan.Zones.Where(z => InSight(floor, z.Polygon) < 0.5))
            to.WriteLine($"  zone {zone.Id}: less than half of it is in a camera's sight");
        foreach (var zone in floor.Plan.Zones.Where(z => counted.Zones.GetValueOrDefault(z.Id) is null or { Visits: 0 }))
            to.WriteLine($"  zone {zone.Id}: nobody was counted: does it lie where people walk, and where a camera looks?");
        foreach (var line in floor.Plan.Lines.Where(l => counted.Lines.GetValueOrDefault(l.Id) is { In: 0, Out: 0 }))
            to.WriteLine($"  line {line.Id}: nobody crossed it in a camera's sight");
    }

    private static void Line(string name, double? happened, double? counted, TextWriter to, string inSight = "") =>
        to.WriteLine($"  {name,-44}{Text(happened),10}{Text(counted),10}{inSight,10}");

    private static string Text(double? value) => value is { } v ? v.ToString(v == Math.Floor(v) ? "0" : "0.0", CultureInfo.InvariantCulture) : "–";

    // Share of a zone's area whose floor some camera sees, on a grid.
    private static double InSight(TwinFloor floor, Polygon area)
    {
        const int Side = 20;
        var (left, right) = (area.Corners.Min(c => c.X), area.Corners.Max(c => c.X));
        var (bottom, top) = (area.Corners.Min(c => c.Y), area.Corners.Max(c => c.Y));
        var points = Enumerable.Range(0, Side * Side)
            .Select(i => new PlanePoint(left + ((right - left) * ((i % Side) + 0.5) / Side), bottom + ((top - bottom) * ((i / Side) + 0.5) / Side)))
            .Where(area.Contains).ToList();
        return points.Count == 0 ? 0 : (double)points.Count(p => IsInSight(floor, p)) / points.Count;
    }

    private static bool IsInSight(TwinFloor floor, PlanePoint p) =>
        floor.Plan.Surface.Unit == SurfaceUnit.Image ? p.X is >= 0 and <= 1 && p.Y is >= 0 and <= 1 : floor.Cameras.Any(c => c.View.Sees(p));
}
