using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Merging;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tests.Pipeline;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Tests.Merging;

/// <summary>Looks at the process's memory, so it runs alone.</summary>
[Collection(nameof(AloneCollection))]
public sealed class FloorMergerMemoryTests
{
    [Fact]
    public void Tick_SteadyState_AllocatesNothing()
    {
        var merger = new FloorMerger(
            new TwoCameras().Plan with { WindowSeconds = 3600 },
            [new Placement(BoxOf.Person, TwoCameras.Left), new Placement(BoxOf.Person, TwoCameras.Right)],
            new MergeOptions(),
            firstId: 1);
        void Feed(int from, int count)
        {
            for (var i = from; i < from + count; i++)
                for (var camera = 0; camera < 2; camera++)
                {
                    var now = TwoCameras.Time((i / 10.0) + (camera * 0.04));
                    var input = merger.Input(camera);
                    input.Observe(now);
                    for (var slot = 0; slot < 20; slot++)
                    {
                        var phase = (i + (slot * 37)) % 200;
                        if (phase == 150)
                            input.End(new TrackEnd(slot, now.Elapsed));
                        if (phase >= 150)
                            continue; // each is followed for 15 s, then gone for 5 s
                        var position = new PlanePoint(6 + (phase / 100.0) + (camera * 0.2), 1 + (slot * 0.3));
                        input.Sample(new TrackSample(slot, slot, now.Elapsed, new Box(0.4f, 0.2f, 0.5f, 0.6f), new Box(0.4f, 0.2f, 0.5f, 0.6f), false), position);
                    }
                    input.Tick(now.Elapsed);
                    merger.Close(camera, now).ShouldBeNull();
                }
        }

        Feed(0, 900);
        merger.People.ShouldBeInRange(12, 20, "half as many as there are tracks");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(900, 900);
        var spent = GC.GetAllocatedBytesForCurrentThread() - before;
        spent.ShouldBe(0);
    }
}
