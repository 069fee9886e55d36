using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Merging;

namespace StoreSensing.Edge.Core.Tests.Merging;

public sealed class FloorMergerTests
{
    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 120)]
    [InlineData(3, 240)]
    public void TwoCameras_HalfAnHourOfShoppers_CountsWithinThreePercent(int seed, int people)
    {
        const double seconds = 1800;
        var crowd = Crowd.Random(seed, people, seconds);
        var truth = Sum(TwoCameras.Truth(crowd, seconds));
        var scene = new TwoCameras(seed).Run(crowd, 0, seconds).Stop();
        var merged = Sum(scene.Windows);

        truth.Visits.ShouldBeGreaterThan(100);
        ((double)merged.Visits / truth.Visits).ShouldBe(1, 0.03);
        ((double)merged.Crossings / truth.Crossings).ShouldBe(1, 0.03);
        (merged.PersonSeconds / truth.PersonSeconds).ShouldBe(1, 0.03);
        (merged.Heat / truth.Heat).ShouldBe(1, 0.03);
        var merges = scene.Windows.Select(w => w.Merge.ShouldNotBeNull()).ToList();
        merges.Sum(m => m.Pairs).ShouldBeGreaterThan(people / 2);
        merges.Where(m => m.RmsMetres is not null).ShouldAllBe(m => m.RmsMetres > 0.1 && m.RmsMetres < 0.8);
    }

    private static (int Visits, int Crossings, double PersonSeconds, double Heat) Sum(IReadOnlyList<RawWindow> windows) => (
        windows.Sum(w => w.Zones.Sum(z => z.Visits)), windows.Sum(w => w.Lines.Sum(l => l.In + l.Out)),
        windows.Sum(w => w.Zones.Sum(z => z.PersonSeconds)), windows.Sum(w => w.Heat.Sum()));
}
