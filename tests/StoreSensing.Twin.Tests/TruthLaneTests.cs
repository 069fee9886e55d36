using StoreSensing.Contracts.Geometry;
using StoreSensing.Twin.Lanes;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Tests;

public sealed class TruthLaneTests
{
    // The definitions once more, in the plainest code: all samples of everybody, then stays cut where somebody was out for longer than the gap.
    [Theory]
    [InlineData(1, 0.125)]
    [InlineData(2, 0.5)]
    public void Take_FourHours_CountsWhatTheDefinitionsSay(ulong seed, double step)
    {
        var world = new StoreWorld(BuiltInScenes.Shop, new TwinOptions { Start = TwinRun.Morning, Seed = seed, Step = TimeSpan.FromSeconds(step) });
        var plan = TwinPlans.Of(world.Scene, "c", BuiltInScenes.CamerasOf("shop")[0], windowSeconds: 300);
        var lane = new TruthLane(plan);
        var totals = new LaneTotals();
        var paths = new Dictionary<long, List<(double At, PlanePoint Place)>>();
        while (world.Now.Elapsed < TimeSpan.FromHours(4))
        {
            world.Step();
            lane.Take(world);
            while (lane.Close(world) is { } window)
                totals.Add(window);
            foreach (ref readonly var person in world.Samples)
            {
                if (!paths.TryGetValue(person.Id, out var path))
                    paths[person.Id] = path = [];
                path.Add((world.Now.Elapsed.TotalSeconds, person.Position));
            }
        }
        totals.Add(lane.Stop(world));

        foreach (var zone in plan.Zones)
        {
            var stays = paths.Values.SelectMany(path => Stays(path, zone.Polygon)).Where(seconds => seconds >= 1 - 1e-6).Order().ToList();
            stays.Count.ShouldBeGreaterThan(10);
            totals.Zones[zone.Id].Visits.ShouldBe(stays.Count, zone.Id);
            totals.Zones[zone.Id].Dwells.Order().Zip(stays, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-3, zone.Id);
            totals.Zones[zone.Id].PersonSeconds.ShouldBe(stays.Sum(), 0.01);
        }
    }

    private static IEnumerable<double> Stays(List<(double At, PlanePoint Place)> path, Polygon zone)
    {
        (double First, double Last)? stay = null;
        foreach (var (at, place) in path)
        {
            if (!zone.Contains(place))
                continue;
            if (stay is { } over && at - over.Last > 1 + 1e-6)
            {
                yield return over.Last - over.First;
                stay = null;
            }
            stay = (stay?.First ?? at, at);
        }
        if (stay is { } last)
            yield return last.Last - last.First;
    }
}
