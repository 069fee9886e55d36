using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Tests.Pipeline;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Core.Tests.Zones;

/// <summary>The line lies from x = 1 to 4, the till from 4.5 to 5.5, both from y = 0 to 2.</summary>
public sealed class QueueCounterTests
{
    [Fact]
    public void Queue_WaitsThenIsServed_IsAWaitToTheServicePoint()
    {
        var queue = Queue(Scene(FloorScene.Walks((0, 0, 1), (1, 1.01, 1), (20, 3.9, 1), (21, 4.6, 1), (40, 5, 1), (42, 9, 1))));
        (queue.Arrived, queue.Served, queue.Abandoned, queue.Cut).ShouldBe((1, 1, 0, 0));
        queue.Waits.ShouldHaveSingleItem().Seconds.ShouldBe(20, 0.2);
        queue.LengthSeconds.ShouldBe(queue.Waits[0].Seconds, 1e-6);
        queue.LengthPeak.ShouldBe(1);
    }

    [Fact]
    public void Queue_LeavesWithoutService_Abandoned()
    {
        var queue = Queue(Scene(FloorScene.Walks((0, 0, 1), (1, 2, 1), (15, 2, 1), (17, 2, 7), (40, 2, 7))));
        (queue.Arrived, queue.Served, queue.Abandoned, queue.Cut).ShouldBe((1, 0, 1, 0));
        queue.LengthSeconds.ShouldBe(14.9, 0.3); // until he was last in the line, not until it was known
        queue.Waits.ShouldBeEmpty();
    }

    [Fact]
    public void Queue_LostInTheLine_IsCut()
    {
        var queue = Queue(Scene(FloorScene.Walks((0, 0, 1), (1, 2, 1), (15, 2, 1))));
        (queue.Arrived, queue.Served, queue.Abandoned, queue.Cut).ShouldBe((1, 0, 0, 1));
    }

    [Fact]
    public void Queue_WalksThrough_IsNobody() =>
        Queue(Scene(FloorScene.Walks((0, 2, 6), (1, 2, 2.5), (1.5, 2, -0.5), (30, 2, -0.5)))).HasFigures.ShouldBeFalse();

    [Fact]
    public void Queue_NobodyBefore_StraightToTheTill_IsServed()
    {
        var queue = Queue(Scene(FloorScene.Walks((0, 0.9, 1), (1, 4.9, 1), (30, 5, 1))));
        (queue.Arrived, queue.Served).ShouldBe((1, 1));
        queue.Waits[0].Seconds.ShouldBeLessThan(1);
    }

    [Fact]
    public void Queue_AtTheTillForLong_IsServedOnce() =>
        Queue(Scene(t => t > 60 ? null : t < 10 ? new(2, 1) : new(t % 4 < 2 ? 4.6 : 3.9, 1))).Served.ShouldBe(1);

    [Fact]
    public void Queue_ComesBackLater_ArrivesAgain()
    {
        var queue = Queue(Scene(FloorScene.Walks((0, 2, 1), (10, 2, 1), (11, 5, 1), (20, 5, 1), (22, 2, 7), (30, 2, 7), (32, 2, 1), (40, 2, 1), (41, 5, 1), (45, 5, 1))));
        (queue.Arrived, queue.Served).ShouldBe((2, 2));
    }

    // Random people for five minutes: nobody is lost in the books, window by window, and no figure depends on how long windows are.
    [Fact]
    public void Queue_AnyPeople_BalancesAndAddsUp() => Prop.ForAll(ArbMap.Default.ArbFor<uint>(), seed =>
    {
        var random = new Random((int)seed);
        var people = Enumerable.Range(0, 6).Select(_ => RandomCustomer(random)).ToArray();
        var (many, one) = (Scene(people), Scene(people));
        many.WindowSeconds = 10;
        one.WindowSeconds = 3600;
        many.Play(130, 5);
        one.Play(130, 5);
        var length = 0;
        foreach (var queue in many.Windows.SelectMany(w => w.Queues))
        {
            length += queue.Arrived - queue.Served - queue.Abandoned - queue.Cut;
            queue.LengthNow.ShouldBe(length);
            queue.LengthPeak.ShouldBeGreaterThanOrEqualTo(length);
        }
        length.ShouldBe(0); // the end cuts who is left
        var (sum, whole) = (Sum(many), Sum(one));
        (sum.Arrived, sum.Served, sum.Abandoned, sum.Cut).ShouldBe((whole.Arrived, whole.Served, whole.Abandoned, whole.Cut));
        sum.LengthSeconds.ShouldBe(whole.LengthSeconds, 1e-6);
        sum.LeftSeconds.ShouldBe(sum.LengthSeconds, 1e-6); // everybody left, so Little's law holds exactly: L T = N W
        sum.Waits.Order(Comparer<RawWait>.Create((a, b) => (a.TrackId, a.Seconds).CompareTo((b.TrackId, b.Seconds))))
            .ShouldBe(whole.Waits.Order(Comparer<RawWait>.Create((a, b) => (a.TrackId, a.Seconds).CompareTo((b.TrackId, b.Seconds)))));
    }).QuickCheckThrowOnFailure();

    // Comes, may wait, may be served, may go, may vanish: some corners of the room, some of them in line or at the till.
    private static Way RandomCustomer(Random random)
    {
        var corners = new List<(double, double, double)>();
        for (var t = random.NextDouble() * 30; t < 125; t += 0.3 + (random.NextDouble() * 12))
            corners.Add(random.Next(3) switch
            {
                0 => (t, 1 + (random.NextDouble() * 3), random.NextDouble() * 2),
                1 => (t, 4.5 + random.NextDouble(), random.NextDouble() * 2),
                _ => (t, random.NextDouble() * 10, random.NextDouble() * 8),
            });
        var walks = FloorScene.Walks([.. corners]);
        var (from, to) = (random.NextDouble() * 120, random.NextDouble() * 6);
        return t => t > from && t < from + to ? null : walks(t);
    }

    private static RawQueue Queue(FloorScene scene) => Sum(scene.Play(80));

    private static RawQueue Sum(FloorScene scene) => scene.Windows.SelectMany(w => w.Queues).Aggregate(RawQueue.Follow);

    private static FloorScene Scene(params Way[] people) => new(people)
    {
        Queues = { new QueuePlan("checkout", FloorScene.Rectangle(1, 0, 4, 2), FloorScene.Rectangle(4.5, 0, 5.5, 2), TimeSpan.FromSeconds(5)) },
    };
}
