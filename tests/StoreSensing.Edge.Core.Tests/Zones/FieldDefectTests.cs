using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Tests.Pipeline;

namespace StoreSensing.Edge.Core.Tests.Zones;

/// <summary>Four defects that this field's best-known libraries had.</summary>
public sealed class FieldDefectTests
{
    // 1. Membership computed on a box clipped to the zone (or the picture): its bottom would move up to the edge and into the zone.
    [Fact]
    public void Membership_BoxReachesOverZoneAndPicture_IsByTheFootPointAsDetected()
    {
        var overTheEdge = new TestLane(new ScriptedDetector(_ => new Box(0.1f, 0.7f, 0.3f, 1.2f)), p => p.Zone = LanePlanBuilder.Rectangle(0, 0.6, 1, 1));
        overTheEdge.Run(0, 10).Stop(10);
        overTheEdge.Zone("left").Sum(z => z.Visits).ShouldBe(0);

        var standsBelow = new TestLane(new ScriptedDetector(_ => new Box(0.1f, 0.1f, 0.3f, 0.9f)), p => p.Zone = LanePlanBuilder.Rectangle(0, 0, 1, 0.8));
        standsBelow.Run(0, 10).Stop(10);
        standsBelow.Zone("left").Sum(z => z.Visits).ShouldBe(0);

        new Placement(BoxOf.Person, null).TryPlace(new Box(-0.2f, 0.7f, 0.4f, 1.3f), out var foot).ShouldBeTrue();
        foot.X.ShouldBe(0.1, 1e-6);
        foot.Y.ShouldBe(1.3, 1e-6);
    }

    // 2. State per track that is never freed: Process_TenThousandTracks_LeaveNoState; here, that a reused slot knows nothing of the last one.
    [Fact]
    public void State_SlotIsUsedAgain_NothingOfTheFormerTrackIsLeft()
    {
        // Two people one after the other, 3 s apart, each in the zone for 0.8 s, which is no visit; together it would be one.
        var lane = new TestLane(new ScriptedDetector(
            Walks.Stand(0.2, 0.8, 1, 1.8), Walks.Stand(0.2, 0.8, 4.8, 5.6), Walks.Stand(0.2, 0.8, 8.6, 9.4)));
        lane.Run(0, 20).Stop(20);
        lane.Zone("left").Sum(z => z.Visits).ShouldBe(0);
        lane.Zone("left").SelectMany(z => z.Ended).ShouldBeEmpty();
    }

    // 3. Dwell that starts at first detection instead of at the zone, and one that never resets.
    [Fact]
    public void Dwell_SeenLongBeforeTheZone_StartsAtTheZone()
    {
        // 20 s on the right, then inside from x = 0.5 on: of the walk from 0.9 to 0.1 in 8 s the zone gets the last 4.
        var lane = new TestLane(new ScriptedDetector(t => t < 20 ? Walks.Standing(0.9, 0.8) : t <= 28 ? Walks.Standing(0.9 - (0.1 * (t - 20)), 0.8) : null));
        lane.Run(0, 40).Stop(40);
        lane.Zone("left").SelectMany(z => z.Ended).ShouldHaveSingleItem().Seconds.ShouldBe(4, 0.101);
    }

    [Fact]
    public void Dwell_LeavesAndComesBack_StartsAgain()
    {
        static Box? InAndOut(double t) => Walks.Standing(t % 20 < 10 ? 0.48 : 0.53, 0.8);
        var lane = new TestLane(new ScriptedDetector(InAndOut)).Run(0, 60).Stop(60);
        var dwells = lane.Zone("left").SelectMany(z => z.Ended).ToList();
        dwells.Count.ShouldBe(3);
        dwells.ShouldAllBe(d => d.Seconds > 9.8 && d.Seconds <= 10);
        dwells.Select(d => d.TrackId).Distinct().Count().ShouldBe(1); // one person, three visits
    }

    // 4. Times in frames that change meaning when the device throttles: the same walk at 20 and at 2 frames a second.
    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public void Thresholds_AnyFrameRate_MeanSeconds(double framesPerSecond)
    {
        var lane = new TestLane(new ScriptedDetector(
            Walks.Stand(0.1, 0.5, 10, 10.6), // too short for a visit
            Walks.Stand(0.2, 0.9, 20, 22.1), // a visit, not engaged
            Walks.Stand(0.3, 0.7, 30, 34.1))); // engaged
        lane.Run(0, 45, framesPerSecond).Stop(45);
        lane.Zone("left").Sum(z => z.Visits).ShouldBe(2);
        lane.Zone("left").Sum(z => z.EngagedVisits).ShouldBe(1);
    }
}
