using StoreSensing.Twin.Cameras;
using StoreSensing.Twin.Lanes;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Tests;

/// <summary>The built-in shop run until nobody is left, beside what its camera makes of it.</summary>
public sealed record TwinRun(LaneTotals Truth, LaneTotals Counted, TwinTotals Totals)
{
    /// <summary>A Wednesday.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);

    internal static TwinRun Of(int visitors, ulong seed, NoiseOptions noise, double framesPerSecond = 8)
    {
        var scene = BuiltInScenes.Shop with { Arrivals = WeeklyRate.Always(24), Staff = 0 };
        var camera = BuiltInScenes.CamerasOf("shop")[0];
        var world = new StoreWorld(scene, new TwinOptions { Start = Morning, Seed = seed, MostVisitors = visitors, Step = TimeSpan.FromSeconds(1 / framesPerSecond) });
        var plan = TwinPlans.Of(scene, "shop", camera, windowSeconds: 900);
        var truth = new TruthLane(plan, camera);
        var detected = new DetectionLane(plan, new CameraView(camera, noise, scene.Capacity, seed), 1);
        var (happened, counted) = (new LaneTotals(), new LaneTotals());
        do
        {
            world.Step();
            truth.Take(world);
            detected.Take(world);
            while (truth.Close(world) is { } window)
                happened.Add(window);
            while (detected.Close(world) is { } window)
                counted.Add(window);
        }
        while (world.Totals.Visitors < visitors || IsAnyShopper(world));
        happened.Add(truth.Stop(world));
        counted.Add(detected.Stop(world));
        return new TwinRun(happened, counted, world.Totals);
    }

    /// <summary>The overlap scene, seen by its two cameras and counted once.</summary>
    internal static TwinRun Merged(int visitors, ulong seed, NoiseOptions noise)
    {
        var scene = BuiltInScenes.Overlap with { Arrivals = WeeklyRate.Always(24), Staff = 0 };
        var world = new StoreWorld(scene, new TwinOptions { Start = Morning, Seed = seed, MostVisitors = visitors });
        var lane = new MergedLane(scene, BuiltInScenes.CamerasOf("overlap"), noise, seed, windowSeconds: 900);
        while (world.Totals.Visitors < visitors || IsAnyShopper(world))
        {
            world.Step();
            lane.Take(world);
        }
        lane.Stop(world);
        return new TwinRun(lane.Truth, lane.Counted, world.Totals);
    }

    internal static bool IsAnyShopper(StoreWorld world)
    {
        foreach (ref readonly var person in world.Samples)
            if (person.Role == PersonRole.Shopper)
                return true;
        return false;
    }
}
