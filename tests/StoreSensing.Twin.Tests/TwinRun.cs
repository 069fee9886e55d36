using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Twin.Cameras;
using StoreSensing.Twin.Lanes;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Tests;

/// <summary>A built-in scene run until nobody is left, beside what its first camera makes of it.</summary>
internal sealed class TwinRun
{
    // A Wednesday.
    public static readonly DateTimeOffset Morning = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);

    public required LaneTotals Truth { get; init; }

    public required LaneTotals Counted { get; init; }

    public required TwinTotals Totals { get; init; }

    public static TwinRun Of(int visitors, ulong seed, NoiseOptions noise, double framesPerSecond = 8)
    {
        var scene = BuiltInScenes.Shop with { Arrivals = WeeklyRate.Always(24), Staff = 0 };
        var camera = BuiltInScenes.CamerasOf("shop")[0];
        var world = new StoreWorld(scene, new TwinOptions { Start = Morning, Seed = seed, MostVisitors = visitors, Step = TimeSpan.FromSeconds(1 / framesPerSecond) });
        var plan = TwinPlans.Of(scene, "shop", camera, windowSeconds: 900);
        var truth = new TruthLane(plan, camera);
        var detected = new DetectionLane(plan, new CameraView(camera, noise, scene.Capacity, seed), 1);
        var run = new TwinRun { Truth = new LaneTotals(), Counted = new LaneTotals(), Totals = default };
        var oracle = new StoreSensing.Edge.Core.Pipeline.FloorCounting(plan); var oview = new CameraView(camera, noise, scene.Capacity, seed); var od = new StoreSensing.Edge.Core.Detection.Detection[oview.Capacity]; var ot = new LaneTotals(); var seen=new TimeSpan?[scene.Capacity];
        var shoppers = true;
        while (shoppers)
        {
            world.Step();
            truth.Take(world);
            detected.Take(world);
            Add(run.Truth, () => truth.Close(world));
            Add(run.Counted, () => detected.Close(world));
            { oracle.Observe(world.Now); var n = oview.Detect(world.Samples, world.Now.Elapsed, od);
              foreach (var e in world.Ended) if (seen[e.Slot] is {} l) { oracle.End(new(e.Slot, l)); seen[e.Slot]=null; }
              for (var i = 0; i < oview.Found.Length; i++) if (plan.Placement.TryPlace(od[i].Box, out var q)) { seen[oview.Found[i]] = world.Now.Elapsed; oracle.Sample(new(oview.Found[i], 1, world.Now.Elapsed, default), q); }
              oracle.Tick(world.Now.Elapsed); Add(ot, () => oracle.Close(world.Now)); }
            shoppers = world.Totals.Visitors < visitors;
            foreach (var person in world.Samples)
                shoppers |= person.Role == PersonRole.Shopper;
        }
        run.Truth.Add(truth.Stop(world));
        ot.Add(oracle.Stop(world.Now));
        run.Counted.Add(detected.Stop(world));
        return new TwinRun { Truth = run.Truth, Counted = Environment.GetEnvironmentVariable("ORACLE") == "1" ? ot : run.Counted, Totals = world.Totals };
    }

    private static void Add(LaneTotals totals, Func<RawWindow?> close)
    {
        while (close() is { } window)
            totals.Add(window);
    }
}
