using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Tests.Tracking;

public sealed class TrackerTests
{
    private readonly Tracker _tracker = new(new TrackerOptions(), firstId: 700);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(100)]
    public void Samples_AnyFrameRate_TellFirstAndLastSighting(double framesPerSecond)
    {
        var samples = new List<TrackSample>();
        for (var i = 0; i <= 10 * framesPerSecond; i++)
            samples.AddRange(See(i / framesPerSecond, Person(0.3f)));
        samples.Select(s => s.Id).Distinct().ShouldBe([700]);
        samples[0].At.ShouldBe(TimeSpan.Zero);
        samples[^1].At.TotalSeconds.ShouldBe(10, 1e-6);
        samples.Zip(samples.Skip(1)).ShouldAllBe(pair => pair.Second.At > pair.First.At);
        samples.Zip(samples.Skip(1)).Max(pair => (pair.Second.At - pair.First.At).TotalSeconds).ShouldBeLessThan(Math.Max(1.001 / framesPerSecond, 0.3));
    }

    [Fact]
    public void Samples_AFlicker_IsNobody()
    {
        for (var i = 0; i < 100; i++)
            See(i * 0.1, i % 10 < 2 ? [Person(0.3f)] : []).ShouldBeEmpty();
        _tracker.Ended.Length.ShouldBe(0);
    }

    [Fact]
    public void Ended_LostForLongerThanTheLimit_OnceWithItsLastSighting()
    {
        for (var i = 0; i < 20; i++)
            See(i * 0.1, Person(0.3f));
        var ends = new List<TrackEnd>();
        for (var i = 20; i < 60; i++)
        {
            See(i * 0.1);
            ends.AddRange(_tracker.Ended);
        }
        var end = ends.ShouldHaveSingleItem();
        end.LastSeen.TotalSeconds.ShouldBe(1.9, 1e-6);
        end.Slot.ShouldBe(0);
    }

    [Fact]
    public void Samples_HiddenForASecond_KeepItsNumber()
    {
        for (var i = 0; i < 20; i++)
            See(i * 0.1, Person(0.3f + (i * 0.005f)));
        var samples = See(3.0, Person(0.3f + (30 * 0.005f)));
        samples.ShouldHaveSingleItem().Id.ShouldBe(700);
    }

    [Fact]
    public void Samples_TwoPeopleMeetAndPass_KeepTheirNumbers()
    {
        var ids = new Dictionary<long, List<float>>();
        for (var i = 0; i <= 60; i++)
        {
            var x = 0.2f + (i * 0.01f);
            foreach (var s in See(i * 0.1, new Box(x, 0.30f, x + 0.08f, 0.60f), new Box(0.9f - (i * 0.01f), 0.42f, 0.98f - (i * 0.01f), 0.72f)))
                (ids.TryGetValue(s.Id, out var list) ? list : ids[s.Id] = []).Add(s.Box.Top);
        }
        ids.Count.ShouldBe(2);
        ids.Values.ShouldAllBe(tops => tops.Distinct().Count() == 1); // each stays on its own row
    }

    [Fact]
    public void Samples_DoubtfulDetection_ContinuesATrackButStartsNone()
    {
        for (var i = 0; i < 20; i++)
            See(i * 0.1, 0.3f, Person(0.3f)).ShouldBeEmpty();
        for (var i = 20; i < 30; i++)
            See(i * 0.1, Person(0.3f));
        for (var i = 30; i < 60; i++)
            See(i * 0.1, 0.3f, Person(0.3f)).ShouldHaveSingleItem().Id.ShouldBe(700);
    }

    [Fact]
    public void Update_EqualTimes_DoesNoHarm()
    {
        for (var i = 0; i < 40; i++)
            See(i / 4 * 0.1, Person(0.3f + (i % 4 * 0.01f)));
        See(1, Person(0.3f)).ShouldHaveSingleItem().Box.ShouldBe(Person(0.3f));
    }

    [Fact]
    public void Update_APauseOfTenSeconds_IsSomebodyNew()
    {
        for (var i = 0; i < 20; i++)
            See(i * 0.1, Person(0.3f));
        See(12, Person(0.3f)).ShouldBeEmpty();
        _tracker.Ended.ToArray().ShouldHaveSingleItem().LastSeen.TotalSeconds.ShouldBe(1.9, 1e-6);
    }

    [Fact]
    public void Update_AboutAThousandBoxesAtOnce_LooksAtWhatItCan()
    {
        var crowd = Enumerable.Range(0, 1500).Select(i => new Edge.Core.Detection.Detection(new Box(i * 1e-4f, 0, (i * 1e-4f) + 0.1f, 0.2f), 0.9f)).ToArray();
        for (var i = 0; i < 6; i++)
            _tracker.Update(crowd, TimeSpan.FromSeconds(i * 0.2));
        _tracker.Samples.Length.ShouldBeInRange(1, 256 * 17);
    }

    private static Box Person(float x) => new(x, 0.3f, x + 0.1f, 0.7f);

    private TrackSample[] See(double seconds, params Box[] boxes) => See(seconds, 0.9f, boxes);

    private TrackSample[] See(double seconds, float score, params Box[] boxes)
    {
        _tracker.Update([.. boxes.Select(b => new Edge.Core.Detection.Detection(b, score))], TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)));
        return _tracker.Samples.ToArray();
    }
}
