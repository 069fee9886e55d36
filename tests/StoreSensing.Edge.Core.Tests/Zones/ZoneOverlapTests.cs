using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Edge.Core.Tests.Pipeline;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Core.Tests.Zones;

/// <summary>A large zone with a shelf in it, listed after it, and a neighbour that overlaps neither.</summary>
public sealed class ZoneOverlapTests
{
    [Theory]
    [InlineData(ZoneOverlap.All, 10, 10)]
    [InlineData(ZoneOverlap.First, 10, 0)]
    [InlineData(ZoneOverlap.Smallest, 0, 10)]
    public void Stay_WhereTwoOverlap_BelongsAsThePolicySays(ZoneOverlap overlap, double hall, double shelf)
    {
        var scene = Scene(overlap, FloorScene.Stands(2, 2, 1, 11)).Play(20);
        Dwell(scene, "hall").ShouldBe(hall, 1e-6);
        Dwell(scene, "shelf").ShouldBe(shelf, 1e-6);
    }

    // Hall 0 to 4 s, shelf to 10 s, hall again to 14 s: nothing is lost at the changes but the way between two samples.
    [Fact]
    public void Smallest_ThroughTheInnerZone_SplitsTheTime()
    {
        var scene = Scene(ZoneOverlap.Smallest, FloorScene.Walks((0, 0.5, 2), (3.95, 0.5, 2), (4, 2, 2), (9.95, 2, 2), (10, 0.5, 2), (14, 0.5, 2))).Play(25);
        scene.Zone("hall").SelectMany(z => z.Ended).Select(d => Math.Round(d.Seconds, 1)).ShouldBe([3.9, 4]);
        scene.Zone("shelf").SelectMany(z => z.Ended).ShouldHaveSingleItem().Seconds.ShouldBe(5.9, 1e-6);
    }

    // On the edge of the shelf, now in it, now beside it, for twenty seconds: one visit in one of the two, never one in each.
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.7)]
    public void Smallest_OnTheEdge_DoesNotFlap(double period)
    {
        var scene = Scene(ZoneOverlap.Smallest, t => t is >= 1 and <= 21 ? new(t % period < period / 2 ? 0.95 : 1.05, 2) : null).Play(30);
        scene.Windows.SelectMany(w => w.Zones).Sum(z => z.Visits).ShouldBe(1);
        scene.Windows.SelectMany(w => w.Zones).SelectMany(z => z.Ended).ShouldHaveSingleItem().Seconds.ShouldBeInRange(20 - period, 20);
    }

    // A single sighting in another zone, as a wrong box makes it, ends no visit.
    [Fact]
    public void First_OneSightingElsewhere_BreaksNoStay()
    {
        var scene = Scene(ZoneOverlap.First, t => t is >= 1 and <= 11 ? new(t is > 5.95 and < 6.05 ? 2 : 8, 2) : null).Play(20);
        scene.Zone("beside").SelectMany(z => z.Ended).ShouldHaveSingleItem().Seconds.ShouldBe(10, 1e-6);
        scene.Zone("hall").Sum(z => z.Visits).ShouldBe(0);
    }

    [Fact]
    public void Smallest_LostInTheZoneGoneTo_CountsItThere()
    {
        var scene = Scene(ZoneOverlap.Smallest, FloorScene.Walks((0, 0.5, 2), (4.95, 0.5, 2), (5, 2, 2), (5.9, 2, 2))).Play(20);
        scene.Zone("hall").SelectMany(z => z.Ended).ShouldHaveSingleItem().Censored.ShouldBeFalse();
        scene.Zone("shelf").Sum(z => z.Visits).ShouldBe(0); // 0.9 s: no visit, but neither the hall's
        Dwell(scene, "hall").ShouldBe(4.9, 1e-6);
    }

    // Whoever goes wherever: at no time is one person in two zones, and totals don't depend on the window.
    [Fact]
    public void Exclusive_AnyWay_NeverTwoAtOnce() => Prop.ForAll(ArbMap.Default.ArbFor<uint>(), seed =>
    {
        var way = RandomWay(new Random((int)seed), 40);
        var overlap = seed % 2 == 0 ? ZoneOverlap.First : ZoneOverlap.Smallest;
        var (many, one) = (Scene(overlap, way), Scene(overlap, way));
        many.WindowSeconds = 5;
        one.WindowSeconds = 3600;
        many.Play(50);
        one.Play(50);
        one.Windows.SelectMany(w => w.Zones).Sum(z => z.PersonSeconds).ShouldBeLessThanOrEqualTo(40 + 1e-6);
        foreach (var zone in new[] { "hall", "shelf", "beside" })
        {
            many.Zone(zone).Sum(z => z.Visits).ShouldBe(one.Zone(zone).Sum(z => z.Visits));
            many.Zone(zone).Sum(z => z.PersonSeconds).ShouldBe(one.Zone(zone).Sum(z => z.PersonSeconds), 1e-6);
            Dwell(many, zone).ShouldBe(one.Zone(zone).Sum(z => z.PersonSeconds), 1e-6);
        }
        many.Windows.Max(w => w.Zones.Sum(z => z.OccupancyNow)).ShouldBeLessThanOrEqualTo(1);
    }).QuickCheckThrowOnFailure();

    internal static Way RandomWay(Random random, double seconds)
    {
        var corners = new List<(double, double, double)>();
        for (var t = 0.0; t < seconds; t += 0.2 + (random.NextDouble() * 3))
            corners.Add((t, random.NextDouble() * 10, random.NextDouble() * 8));
        corners.Add((seconds, 5, 5));
        return FloorScene.Walks([.. corners]);
    }

    private static double Dwell(FloorScene scene, string zone) => scene.Zone(zone).SelectMany(z => z.Ended).Sum(d => d.Seconds);

    private static FloorScene Scene(ZoneOverlap overlap, params Way[] people) => new(people)
    {
        Overlap = overlap,
        Zones =
        {
            ("hall", FloorScene.Rectangle(0, 0, 5, 4)), ("shelf", FloorScene.Rectangle(1, 1, 3, 3)), ("beside", FloorScene.Rectangle(7, 0, 10, 4)),
        },
    };
}
