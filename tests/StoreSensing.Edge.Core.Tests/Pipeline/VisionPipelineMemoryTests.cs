using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Exclusion;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;

namespace StoreSensing.Edge.Core.Tests.Pipeline;

/// <summary>Tests that look at the whole process's memory run alone.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;

[Collection(nameof(AloneCollection))]
public sealed class VisionPipelineMemoryTests
{
    // Twelve people walk back and forth over zone and line, appear and vanish; one window covers it all.
    [Fact]
    public void Process_SteadyState_AllocatesNothing()
    {
        var people = Enumerable.Range(0, 12).Select(i =>
        {
            var (row, period) = (0.45 + (0.04 * i), 3 + (0.7 * i));
            return new Path(t => t % (period * 2) < period * 1.5 ? Walks.Standing(0.5 + (0.4 * Math.Sin(2 * Math.PI * t / period)), row) : null);
        }).ToArray();
        var plan = new LanePlanBuilder { WindowSeconds = 86_400 }.Build();
        var pipeline = new VisionPipeline(plan, new ScriptedDetector(people), 1);
        var pool = new FramePool(8, 8);
        using var frame = pool.Rent();
        void Feed(int from, int count)
        {
            for (var i = from; i < from + count; i++)
            {
                var elapsed = TimeSpan.FromSeconds(i / 10.0);
                frame.Time = new FrameTime(TestLane.Start + elapsed, elapsed);
                pipeline.Process(frame);
            }
        }

        Feed(0, 300);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(300, 500);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        pipeline.Detections.ShouldBeGreaterThan(3000);
    }

    // Hours, schedules and zones are asked for every person in every picture, over an hour's change and with slots used again.
    [Fact]
    public void Gate_EverythingExcluded_AllocatesNothingAndKeepsNobody()
    {
        var rome = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome");
        var gate = new LookGate(
            new ExclusionPlan
            {
                StaffZones = [LanePlanBuilder.Rectangle(0, 0, 0.2, 1)], OptOutZones = [LanePlanBuilder.Rectangle(0.2, 0, 0.4, 1)], Sampling = new SamplingPlan(60, 10),
                StaffHours = new StaffHours([new StaffSpan(DayOfWeek.Sunday, 9 * 60, 90)], rome),
            },
            capacity: 16,
            TimeSpan.FromSeconds(1));
        var start = new DateTimeOffset(2026, 3, 29, 0, 0, 0, TimeSpan.Zero); // a Sunday on which Rome's clocks change
        void Feed(int from, int count)
        {
            for (var i = from; i < from + count; i++)
            {
                var elapsed = TimeSpan.FromSeconds(i);
                gate.Observe(new FrameTime(start + elapsed, elapsed));
                var slot = i % 16;
                gate.Stand(slot, new PlanePoint(i % 10 / 10.0, 0.5));
                gate.Count(slot);
                gate.AllowsExpression(slot);
                gate.End(new(slot, elapsed));
            }
        }

        Feed(0, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(1000, 40_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        var counted = gate.Counted;
        counted.InSight.ShouldBe(40_999);
        counted.StaffZone.ShouldBe(0.3 * 41_000, 10); // 0, 0.1 and, on the edge, 0.2
        counted.OptOut.ShouldBe(0.2 * 41_000, 10);
        counted.StaffHours.ShouldBe(0.5 * 90 * 60, 10);
        Enumerable.Range(0, 16).ShouldAllBe(slot => gate.AllowsFace(slot));
    }

    [Fact]
    public void Process_TenThousandTracks_LeaveNoState()
    {
        // Each second two new people stand for 0.6 s at places far from the last ones.
        Path passing = t => t % 1 < 0.65 ? Walks.Standing(((int)t * 0.37 % 1 * 0.8) + 0.1, 0.5) : null;
        Path other = t => t % 1 < 0.65 ? Walks.Standing(((int)t * 0.37 % 1 * 0.8) + 0.1, 0.95) : null;
        var lane = new TestLane(new ScriptedDetector(passing, other), p => p.WindowSeconds = 60);
        lane.Run(0, 200, 10);
        lane.Windows.Clear();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var visits = 0;
        for (var t = 200; t < 5200; t += 100)
        {
            lane.Run(t, t + 100, 10);
            visits += lane.Windows.Sum(w => w.Zones.Sum(z => z.Visits));
            lane.Windows.Clear();
        }
        var after = GC.GetTotalMemory(forceFullCollection: true);
        lane.Pipeline.Detections.ShouldBeGreaterThan(60_000);
        (after - before).ShouldBeLessThan(100_000);

        // Everybody has left: no slot is in use, so a window later there is nothing to tell.
        var empty = new TestLane(new ScriptedDetector(t => t < 20 ? passing(t) : null)).Run(0, 60).Stop(60);
        empty.Windows[^1].Zones[0].HasFigures.ShouldBeFalse();
    }

    // Zones that overlap, a queue, an entrance, lingering: twelve people go about on the floor, and one window covers it all.
    [Theory]
    [InlineData(Edge.Core.Zones.ZoneOverlap.All)]
    [InlineData(Edge.Core.Zones.ZoneOverlap.Smallest)]
    public void Sample_EverythingOn_AllocatesNothing(Edge.Core.Zones.ZoneOverlap overlap)
    {
        Way[] ways = [.. Enumerable.Range(0, 12).Select(i => (Way)(t =>
            t % (9 + i) < 6 + i ? new PlanePoint(5 + (4.5 * Math.Sin((t / (3 + i)) + i)), 2 + (2 * Math.Cos(t / (5 + i)))) : null))];
        var scene = new FloorScene(ways)
        {
            Overlap = overlap, WindowSeconds = 86_400,
            Zones = { ("a", FloorScene.Rectangle(0, 0, 5, 4)), ("b", FloorScene.Rectangle(1, 1, 3, 3)), ("c", FloorScene.Rectangle(5, 0, 10, 4)) },
            Lines = { new LinePlan("door", new PlanePoint(5, 8), new PlanePoint(5, 0), InIsPositive: true, 0.1, Entrance: true) },
            Queues = { new Edge.Core.Zones.QueuePlan("a", FloorScene.Rectangle(0, 0, 4, 4), FloorScene.Rectangle(4, 0, 5, 4), TimeSpan.FromSeconds(2)) },
        };
        scene.Run(0, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        scene.Run(100, 160);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        scene.Stop(160);
        scene.Windows.Sum(w => w.Flow!.Transitions.Sum()).ShouldBeGreaterThan(12);
        scene.Windows.Sum(w => w.Queues.Sum(q => q.Served)).ShouldBeGreaterThan(3);
        scene.Windows.Sum(w => w.Crossings!.Count).ShouldBeGreaterThan(3);
        scene.Windows.Sum(w => w.Linger.Sum()).ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Sample_TenThousandIds_LeaveNoState()
    {
        // Each slot has another person every four seconds, who walks from one zone to the next, over the entrance and past the till.
        Way[] ways = [.. Enumerable.Range(0, 20).Select(i => (Way)(t => t % 4 < 2.4 ? new PlanePoint(1 + (3.2 * (t % 4)), 1 + (0.1 * i)) : null))];
        var scene = new FloorScene(ways)
        {
            Overlap = Edge.Core.Zones.ZoneOverlap.First,
            WindowSeconds = 60,
            Zones = { ("a", FloorScene.Rectangle(0, 0, 5, 4)), ("b", FloorScene.Rectangle(5, 0, 10, 4)) },
            Lines = { new LinePlan("door", new PlanePoint(5, 8), new PlanePoint(5, 0), InIsPositive: true, 0.1, Entrance: true) },
            Queues = { new Edge.Core.Zones.QueuePlan("a", FloorScene.Rectangle(0, 0, 4, 4), FloorScene.Rectangle(4, 0, 5, 4), TimeSpan.FromSeconds(2)) },
        };
        scene.Run(0, 200);
        scene.Windows.Clear();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var visitors = 0;
        for (var t = 200; t < 2200; t += 100)
        {
            scene.Run(t, t + 100);
            visitors += scene.Windows.Sum(w => w.Flow!.Visitors);
            scene.Windows.Clear();
        }
        var after = GC.GetTotalMemory(forceFullCollection: true);
        visitors.ShouldBeGreaterThan(9_500);
        (after - before).ShouldBeLessThan(100_000);
    }

    [Fact]
    public void Fill_Letterbox_AllocatesNothing()
    {
        var letterbox = new Letterbox(320, 240, 192, 160);
        var input = new float[3 * 192 * 160];
        using var frame = new FramePool(320, 240).Rent();
        letterbox.Fill(frame, input);
        var before = GC.GetAllocatedBytesForCurrentThread();
        letterbox.Fill(frame, input);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData(float.NaN, 0.2f, 0.3f, 0.6f, 0.9f)]
    [InlineData(0.1f, 0.2f, float.PositiveInfinity, 0.6f, 0.9f)]
    [InlineData(float.NegativeInfinity, 0.2f, float.PositiveInfinity, 0.6f, 0.9f)]
    [InlineData(-3e38f, -3e38f, 3e38f, 3e38f, 0.9f)]
    [InlineData(-40f, 0f, 40f, 1f, 0.9f)]
    [InlineData(0.3f, 0.2f, 0.1f, 0.6f, 0.9f)]
    [InlineData(0.1f, 0.6f, 0.3f, 0.2f, 0.9f)]
    [InlineData(0.1f, 0.2f, 0.1f, 0.6f, 0.9f)]
    [InlineData(0.1f, 0.2f, 0.3f, 0.6f, float.NaN)]
    [InlineData(0.1f, 0.2f, 0.3f, 0.6f, float.PositiveInfinity)]
    public void Process_SenselessDetection_RefusedWithoutHarm(float left, float top, float right, float bottom, float score)
    {
        var lane = new TestLane(new ScriptedDetector(_ => new Box(left, top, right, bottom)) { Score = score });
        lane.Run(0, 15).Stop(15);
        lane.Zone("left").Sum(z => z.Visits).ShouldBe(0);
        lane.Windows.Sum(w => w.Heat.Sum()).ShouldBe(0);

        var tracker = new StoreSensing.Edge.Core.Tracking.Tracker(new(), 1);
        tracker.Update([new Edge.Core.Detection.Detection(new Box(left, top, right, bottom), score)], TimeSpan.FromSeconds(1));
        tracker.Refused.ShouldBe(1);
    }

    [Fact]
    public void Process_MoreThanTheTrackerHolds_CountsTheRest()
    {
        var tracker = new StoreSensing.Edge.Core.Tracking.Tracker(new() { Capacity = 4 }, 1);
        var crowd = Enumerable.Range(0, 9).Select(i => new Edge.Core.Detection.Detection(new Box(0.1f * i, 0, (0.1f * i) + 0.05f, 0.1f), 0.9f)).ToArray();
        for (var i = 0; i < 20; i++)
            tracker.Update(crowd, TimeSpan.FromSeconds(i * 0.1));
        tracker.Samples.Length.ShouldBe(4);
        tracker.Overflow.ShouldBe(5 * 20);
    }
}
