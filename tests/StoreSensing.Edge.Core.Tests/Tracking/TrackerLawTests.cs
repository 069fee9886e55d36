using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Tests.Pipeline;
using StoreSensing.Edge.Core.Tracking;
using Found = StoreSensing.Edge.Core.Detection.Detection;

namespace StoreSensing.Edge.Core.Tests.Tracking;

/// <summary>What holds for every scene.</summary>
[Collection(nameof(AloneCollection))]
public sealed class TrackerLawTests
{
    [Fact]
    public void Update_ManyPeopleSteadyState_AllocatesNothing()
    {
        var tracker = new Tracker(new TrackerOptions(), 1);
        var crowd = new Found[60];
        void Feed(int from, int to)
        {
            for (var frame = from; frame < to; frame++)
            {
                for (var i = 0; i < crowd.Length; i++)
                    crowd[i] = new Found(Walker(i, frame / 25.0), (frame + i) % 9 == 0 ? 0.3f : 0.9f);
                tracker.Update(crowd.AsSpan(0, frame % 7 == 0 ? 50 : 60), TimeSpan.FromSeconds(frame / 25.0));
            }
        }

        Feed(0, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(1000, 3000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        tracker.Samples.Length.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Update_TenThousandPeople_LeaveNoState()
    {
        var tracker = new Tracker(new TrackerOptions { Capacity = 64 }, 1);
        var (ids, ended) = (new HashSet<long>(), 0);
        var now = 0.0;
        for (var visitor = 0; visitor < 10_000; visitor++)
        {
            for (var i = 0; i < 4; i++, now += 0.1)
            {
                tracker.Update([new Found(new Box(0.1f + (visitor % 5 * 0.17f), 0.2f, 0.16f + (visitor % 5 * 0.17f), 0.5f), 0.9f)], TimeSpan.FromSeconds(now));
                ended += tracker.Ended.Length;
                foreach (ref readonly var sample in tracker.Samples)
                    ids.Add(sample.Id);
                tracker.Active.ShouldBeLessThan(64);
            }
            now += 1;
        }
        tracker.Update([], TimeSpan.FromSeconds(now + 100));
        tracker.Active.ShouldBe(0);
        tracker.Overflow.ShouldBe(0);
        ids.Count.ShouldBe(10_000);
        (ended + tracker.Ended.Length).ShouldBe(10_000);
    }

    [Fact]
    public void Update_BoxesThatMakeNoSense_AreCountedAndLeftOut()
    {
        Found[] nonsense =
        [
            new(new Box(float.NaN, 0, 1, 1), 0.9f), new(new Box(0.5f, 0.2f, 0.4f, 0.6f), 0.9f), new(new Box(0.5f, 0.6f, 0.6f, 0.2f), 0.9f),
            new(new Box(-1e30f, -1e30f, 1e30f, 1e30f), 0.9f), new(new Box(0.5f, 0.5f, 0.5f, 0.7f), 0.9f), new(new Box(0.1f, 0.1f, 0.2f, 0.4f), float.NaN),
            new(new Box(0.1f, 0.1f, 0.2f, 0.4f), 7), new(new Box(float.NegativeInfinity, 0, float.PositiveInfinity, 1), 0.9f),
        ];
        var tracker = new Tracker(new TrackerOptions(), 1);
        for (var i = 0; i < 20; i++)
        {
            tracker.Update([.. nonsense, new Found(new Box(0.7f, 0.3f, 0.8f, 0.7f), 0.9f)], TimeSpan.FromSeconds(i * 0.1));
            tracker.Samples.ToArray().ShouldAllBe(s => s.Box.Left == 0.7f && s.Smooth.IsValid);
        }
        tracker.Refused.ShouldBe(20 * nonsense.Length);
        tracker.Active.ShouldBe(1);
    }

    // The same walk at full rate, at half, and with one frame in three lost at random: one number, and the same way within a few centimetres of a body.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(5, 0)]
    [InlineData(1, 0.33)]
    [InlineData(2, 0.33)]
    public void Samples_OtherRateOrLostFrames_TellTheSameWay(int step, double lost)
    {
        var tracker = new Tracker(new TrackerOptions(), 1);
        var random = new Random(5);
        var samples = new List<TrackSample>();
        for (var frame = 0; frame < 500; frame += step)
        {
            if (frame > 0 && random.NextDouble() < lost)
                continue;
            tracker.Update([new Found(Walker(3, frame / 25.0), 0.9f)], TimeSpan.FromSeconds(frame / 25.0));
            samples.AddRange(tracker.Samples);
        }
        samples.Select(s => s.Id).Distinct().ShouldHaveSingleItem();
        samples[0].At.ShouldBe(TimeSpan.Zero);
        samples[^1].At.TotalSeconds.ShouldBeGreaterThan(20 - (step * 8 / 25.0));
        foreach (var sample in samples)
            sample.Smooth.CentreX.ShouldBe(Walker(3, sample.At.TotalSeconds).CentreX, 0.03f);
    }

    [Fact]
    public void Samples_UnseenForAMoment_AreFilledInOnceSeenAgain()
    {
        var tracker = new Tracker(new TrackerOptions(), 1);
        var samples = new List<TrackSample>();
        for (var frame = 0; frame < 60; frame++)
        {
            var hidden = frame is >= 30 and < 36;
            tracker.Update(hidden ? [] : [new Found(new Box(0.2f + (frame * 0.004f), 0.2f, 0.3f + (frame * 0.004f), 0.6f), 0.9f)], TimeSpan.FromSeconds(frame * 0.1));
            if (hidden)
                tracker.Samples.Length.ShouldBe(0);
            samples.AddRange(tracker.Samples);
        }
        samples.Count.ShouldBe(60);
        samples.Where(s => s.Bridged).Select(s => (int)Math.Round(s.At.TotalSeconds * 10)).ShouldBe([30, 31, 32, 33, 34, 35]);
        foreach (var sample in samples)
            sample.Box.Left.ShouldBe(0.2f + ((float)sample.At.TotalSeconds * 0.04f), 1e-4f);
        samples.Zip(samples.Skip(1)).ShouldAllBe(pair => pair.Second.At > pair.First.At);
    }

    // Hidden longer than a track is looked for, coming out on its way: the same person.
    [Fact]
    public void Samples_BehindAShelfForLonger_AreLinkedByTheWay()
    {
        var ids = Ids(new Tracker(new TrackerOptions { LostAfter = TimeSpan.FromSeconds(0.5) }, 1), from: 0.3f, to: 0.3f + (18 * 0.015f));
        ids.ShouldBe([1]);
    }

    [Fact]
    public void Samples_OutOfTheWay_AreSomebodyElse() =>
        Ids(new Tracker(new TrackerOptions { LostAfter = TimeSpan.FromSeconds(0.5) }, 1), from: 0.3f, to: 0.1f).Length.ShouldBe(2);

    // In this camera a tenth of the picture is ten metres: nobody walks that far in 1.8 s.
    [Fact]
    public void Samples_FurtherOnTheFloorThanAnybodyWalks_AreSomebodyElse()
    {
        PointPair[] pairs = [new(new(0, 0), new(0, 0)), new(new(1, 0), new(100, 0)), new(new(0, 1), new(0, 100)), new(new(1, 1), new(100, 100))];
        var floor = new Placement(BoxOf.Person, Homography.From(pairs));
        Ids(new Tracker(new TrackerOptions { LostAfter = TimeSpan.FromSeconds(0.5) }, 1, floor), from: 0.3f, to: 0.3f + (18 * 0.015f)).Length.ShouldBe(2);
    }

    private static long[] Ids(Tracker tracker, float from, float to)
    {
        var ids = new HashSet<long>();
        for (var frame = 0; frame < 60; frame++)
        {
            var left = frame < 20 ? from - ((19 - frame) * 0.015f) : to + ((frame - 37) * 0.015f);
            tracker.Update(frame is >= 20 and < 37 ? [] : [new Found(new Box(left, 0.2f, left + 0.1f, 0.6f), 0.9f)], TimeSpan.FromSeconds(frame * 0.1));
            foreach (ref readonly var sample in tracker.Samples)
                ids.Add(sample.Id);
        }
        return [.. ids];
    }

    private static Box Walker(int i, double seconds)
    {
        var x = (float)(0.5 + (0.4 * Math.Sin((0.25 * seconds) + i)));
        var y = 0.1f + (i % 12 * 0.06f);
        return new Box(x - 0.02f, y, x + 0.02f, y + 0.1f);
    }
}
