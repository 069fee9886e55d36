using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Twin;
using StoreSensing.Twin.Lanes;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Evaluation.Privacy;

/// <summary>A simulated day of the built-in shop, as raw windows: what the device knows before it anonymises.</summary>
/// <param name="Surface">The floor.</param>
/// <param name="Zones">The zones' ids, with the cells under each.</param>
/// <param name="Windows">In order.</param>
public sealed record TwinDay(Surface Surface, IReadOnlyList<(string Zone, int[] Cells)> Zones, IReadOnlyList<RawDeviceWindow> Windows)
{
    private const int OpenHours = 11;
    private const int Capacity = 1024;
    private static readonly DateTimeOffset Wednesday = new(2026, 3, 4, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A Wednesday with so many visitors and nobody else, from 8 to 21 o'clock.</summary>
    /// <param name="visitors">People who come in.</param>
    /// <param name="windowSeconds">Length of the windows.</param>
    /// <param name="cellMetres">Side of a heat cell.</param>
    /// <param name="seed">Which of all possible days.</param>
    /// <param name="step">Time between two samples of everybody, seconds.</param>
    public static TwinDay Simulate(int visitors, int windowSeconds, double cellMetres, ulong seed = 1, double step = 0.25)
    {
        var scene = BuiltInScenes.Shop with { Arrivals = WeeklyRate.Shop((double)visitors / OpenHours / 0.9), Passers = WeeklyRate.Never, Staff = 0, Capacity = Capacity };
        var floor = TwinPlans.FloorOf(scene);
        var surface = Surface.Floor(floor.Id, floor.Name, floor.Origin, floor.Columns * floor.CellWidth, floor.Rows * floor.CellHeight, cellMetres);
        var plan = TwinPlans.Of(scene, "shop", BuiltInScenes.CamerasOf("shop")[0], windowSeconds) with { Surface = surface };
        var world = new StoreWorld(scene, new TwinOptions { Start = Wednesday, Seed = seed, MostVisitors = visitors, Step = TimeSpan.FromSeconds(step) });
        var lane = new TruthLane(plan);
        var windows = new List<RawDeviceWindow>();
        while (world.Now.Elapsed < TimeSpan.FromHours(13))
        {
            world.Step();
            lane.Take(world);
            while (lane.Close(world) is { } window)
                Add(window);
        }
        foreach (var window in lane.Stop(world))
            Add(window);
        return new TwinDay(surface, [.. plan.Zones.Select(z => (z.Id, surface.CellsOf(z.Polygon)))], windows);

        void Add(RawWindow window)
        {
            if (RawDeviceWindow.Of([window]) is { } device)
                windows.Add(device);
        }
    }
}
