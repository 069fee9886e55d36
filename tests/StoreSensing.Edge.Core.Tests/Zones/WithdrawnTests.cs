using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tests.Pipeline;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Tests.Zones;

/// <summary>Somebody taken for two people for a while: what nobody was told of yet is taken back.</summary>
public sealed class WithdrawnTests
{
    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void End_ADouble_ItsVisitIsNotTold(bool withdrawn, int visits)
    {
        var counting = new FloorCounting(new LanePlanBuilder().Build());
        for (var i = 0; i < 80; i++)
        {
            var now = TimeSpan.FromSeconds(i * 0.1);
            counting.Observe(new FrameTime(TestLane.Start + now, now));
            if (i == 50)
                counting.End(new TrackEnd(1, TimeSpan.FromSeconds(4.9), withdrawn));
            counting.Sample(new TrackSample(0, 1, now, default, default, Bridged: false), new PlanePoint(0.2, 0.5));
            if (i is >= 20 and < 50)
                counting.Sample(new TrackSample(1, 2, now, default, default, Bridged: false), new PlanePoint(0.21, 0.5));
            counting.Tick(now);
        }
        var end = TimeSpan.FromSeconds(8);
        counting.Stop(new FrameTime(TestLane.Start + end, end)).Sum(w => w.Zones.Single(z => z.Zone == "left").Visits).ShouldBe(visits);
    }
}
