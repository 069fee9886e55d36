using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Merging;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Twin.Cameras;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Lanes;

/// <summary>Several simulated cameras on one floor, merged by the product's own steps, beside the truth of what any of them could see.</summary>
public sealed class MergedLane
{
    private readonly TruthLane _truth;
    private readonly FloorMerger _merger;
    private readonly DetectionLane[] _lanes;

    /// <summary>Puts the lanes together.</summary>
    /// <param name="scene">The shop.</param>
    /// <param name="cameras">Its cameras.</param>
    /// <param name="noise">How their detectors err.</param>
    /// <param name="seed">Where their errors start.</param>
    /// <param name="windowSeconds">Length of a window.</param>
    public MergedLane(StoreScene scene, IReadOnlyList<PinholeCamera> cameras, NoiseOptions noise, ulong seed, int windowSeconds)
    {
        var plans = cameras.Select((camera, i) => TwinPlans.Of(scene, $"camera-{i + 1}", camera, windowSeconds) with
        {
            SteadyWithin = TimeSpan.Zero, // paths are steadied when they are merged,
            Tracker = new TrackerOptions { Capacity = scene.Capacity, BridgeWithin = TimeSpan.FromSeconds(0.8) }, // and the merger waits for no longer gap
        }).ToList();
        _truth = new TruthLane(plans[0], [.. cameras]);
        IReadOnlyList<Placement> views = [.. plans.Select(p => p.Placement)];
        _merger = new FloorMerger(plans[0] with { Camera = "merged", SteadyWithin = TimeSpan.FromSeconds(1) }, views, new MergeOptions { WaitsForAll = true }, firstId: 1);
        _lanes = [.. plans.Select((plan, i) => new DetectionLane(plan, new CameraView(cameras[i], noise, scene.Capacity, seed + (ulong)i), 1, _merger.Input(i)))];
    }

    /// <summary>What happened in sight of any camera.</summary>
    public LaneTotals Truth { get; } = new();

    /// <summary>What was counted.</summary>
    public LaneTotals Counted { get; } = new();

    /// <summary>Takes the world's instant.</summary>
    public void Take(StoreWorld world)
    {
        _truth.Take(world);
        while (_truth.Close(world) is { } window)
            Truth.Add(window);
        for (var i = 0; i < _lanes.Length; i++)
        {
            _lanes[i].Take(world);
            while (_lanes[i].Close(world) is not null)
            {
                // A camera's own windows tell nothing: it counts elsewhere.
            }
            while (_merger.Close(i, world.Now) is { } window)
                Counted.Add(window);
        }
    }

    /// <summary>Ends everything.</summary>
    public void Stop(StoreWorld world)
    {
        Truth.Add(_truth.Stop(world));
        foreach (var lane in _lanes)
            lane.Stop(world);
        Counted.Add(_merger.Stop());
    }
}
