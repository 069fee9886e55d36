using System.Diagnostics;
using StoreSensing.Twin;
using StoreSensing.Twin.Cameras;
using StoreSensing.Twin.Lanes;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Benchmarks;

/// <summary>The twin store: how fast it runs, and how near the product's own steps come to its truth.</summary>
internal static class TwinFigures
{
    private const int Visitors = 1000;
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Stops = ["fitting", "shelf-front", "shelf-middle", "table"];

    public static void Measure(Report report)
    {
        report.AtLeast("floor.twin_speed", Speed(), "store-s/s", 2000);
        var (truth, counted) = Accuracy();
        var door = truth.Lines["door"];
        report.AtMost("floor.twin_entries_error", 100.0 * Math.Abs(counted.Lines["door"].In - door.In) / door.In, "%", 2);
        report.AtMost("floor.twin_exits_error", 100.0 * Math.Abs(counted.Lines["door"].Out - door.Out) / door.Out, "%", 2);
        foreach (var zone in Stops)
        {
            // Cut visits are lower bounds; the plain median, which takes them as they are, stands beside it.
            report.AtMost($"floor.twin_dwell_error.{zone}", Error(counted.Zones[zone].CorrectedMedianDwell, truth.Zones[zone].CorrectedMedianDwell), "%", 5);
            report.Plain($"floor.twin_plain_dwell_error.{zone}", Error(counted.Zones[zone].MedianDwell, truth.Zones[zone].MedianDwell), "%");
        }
        var merged = Merged();
        report.AtMost("floor.twin_merged_entries_error", Error(merged.Counted.Lines["door"].In, merged.Truth.Lines["door"].In), "%", 3);
        report.AtMost("floor.twin_merged_exits_error", Error(merged.Counted.Lines["door"].Out, merged.Truth.Lines["door"].Out), "%", 3);
        report.AtMost("floor.twin_merged_person_seconds_error", Error(Stops.Sum(z => merged.Counted.Zones[z].PersonSeconds), Stops.Sum(z => merged.Truth.Zones[z].PersonSeconds)), "%", 3);
        report.AtMost("floor.twin_merged_visits_error", Error(Stops.Sum(z => merged.Counted.Zones[z].Visits), Stops.Sum(z => merged.Truth.Zones[z].Visits)), "%", 3);
        report.AtLeast("floor.twin_heat_correlation", counted.HeatCorrelation(truth), "r", 0.98);
    }

    private static MergedLane Merged()
    {
        var scene = BuiltInScenes.Overlap with { Arrivals = WeeklyRate.Always(24), Staff = 0 };
        var world = new StoreWorld(scene, new TwinOptions { Start = Start, MostVisitors = Visitors });
        var lane = new MergedLane(scene, BuiltInScenes.CamerasOf("overlap"), new NoiseOptions(), seed: 1, windowSeconds: 900);
        while (world.Totals.Visitors < Visitors || IsAnyShopper(world))
        {
            world.Step();
            lane.Take(world);
        }
        lane.Stop(world);
        return lane;
    }

    private static double Error(double? counted, double? truth) => 100 * Math.Abs((counted / truth ?? double.NaN) - 1);

    // A week of the built-in shop at eight samples a second, counted as it goes, single-threaded.
    private static double Speed()
    {
        var world = new StoreWorld(BuiltInScenes.Shop, new TwinOptions { Start = Start });
        var lane = new TruthLane(Plan());
        Run(TimeSpan.FromMinutes(30));
        var (from, clock) = (world.Now.Elapsed, Stopwatch.StartNew());
        Run(TimeSpan.FromHours(24));
        return (world.Now.Elapsed - from).TotalSeconds / clock.Elapsed.TotalSeconds;

        void Run(TimeSpan until)
        {
            while (world.Now.Elapsed < until)
            {
                world.Step();
                lane.Take(world);
                while (lane.Close(world) is not null)
                {
                    // Closed to be dropped.
                }
            }
        }
    }

    private static (LaneTotals Truth, LaneTotals Counted) Accuracy()
    {
        // Visitors only: staff who stand for hours at one place would decide the heat map alone.
        var scene = BuiltInScenes.Shop with { Arrivals = WeeklyRate.Always(24), Staff = 0 };
        var world = new StoreWorld(scene, new TwinOptions { Start = Start, MostVisitors = Visitors });
        var camera = BuiltInScenes.CamerasOf("shop")[0];
        var (truth, detected) = (new TruthLane(Plan(), camera), new DetectionLane(Plan(), new CameraView(camera, new NoiseOptions(), scene.Capacity, 1), 1));
        var (happened, counted) = (new LaneTotals(), new LaneTotals());
        while (world.Totals.Visitors < Visitors || IsAnyShopper(world))
        {
            world.Step();
            truth.Take(world);
            detected.Take(world);
            while (truth.Close(world) is { } window)
                happened.Add(window);
            while (detected.Close(world) is { } window)
                counted.Add(window);
        }
        happened.Add(truth.Stop(world));
        counted.Add(detected.Stop(world));
        return (happened, counted);
    }

    private static Edge.Core.Pipeline.LanePlan Plan() => TwinPlans.Of(BuiltInScenes.Shop, "shop", BuiltInScenes.CamerasOf("shop")[0], windowSeconds: 900);

    private static bool IsAnyShopper(StoreWorld world)
    {
        foreach (ref readonly var person in world.Samples)
            if (person.Role == PersonRole.Shopper)
                return true;
        return false;
    }
}
