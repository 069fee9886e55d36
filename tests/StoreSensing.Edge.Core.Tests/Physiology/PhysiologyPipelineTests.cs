using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Core.Tests.Physiology;

public sealed class PhysiologyPipelineTests
{
    private const double Rate = 20;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly List<RawArousalWindow> _windows = [];
    private TimeSpan _now;
    private TimeSpan _wallOffset;

    [Fact]
    public void Close_PersonHoldsTheSensor_IsTheirSecondsInTheirZone()
    {
        var lane = Lane();
        Hold(lane, 600);
        Finish(lane);

        _windows.Count.ShouldBe(10);
        _windows.ShouldAllBe(w => w.Sensor == "kiosk" && w.Study == null && w.Zones.SequenceEqual(new[] { "till" }));
        _windows.Sum(w => w.ObservedSeconds).ShouldBe(600, 0.2);
        var people = _windows.SelectMany(w => w.People).ToList();
        people.Select(p => p.SessionId).Distinct().ShouldHaveSingleItem();
        people.Sum(p => p.ObservedSeconds).ShouldBe(600 - 10.5 - 10, 1.5);
        people.Sum(p => p.ScoredSeconds).ShouldBe(600 - 10.5 - 10 - 180, 2);
        people.Where(p => p.ObservedSeconds > 30).ShouldAllBe(p => Math.Abs(p.SclMedian - 5) < 0.3);
        people.Sum(p => p.Scrs).ShouldBeInRange(15, 40);
    }

    [Fact]
    public void Close_NobodyTouchesIt_IsObservedAndEmpty()
    {
        var lane = Lane();
        Feed(lane, 300, _ => 0);
        Finish(lane);

        _windows.Sum(w => w.ObservedSeconds).ShouldBe(300, 0.2);
        _windows.ShouldAllBe(w => w.People.Count == 0 && w.Zones.Count == 1);
    }

    [Fact]
    public void Close_NextPerson_IsAnotherSession()
    {
        var lane = Lane();
        Hold(lane, 300);
        Feed(lane, 5, _ => 0);
        Hold(lane, 300);
        Finish(lane);

        _windows.SelectMany(w => w.People).Select(p => p.SessionId).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Consent_NotGiven_NothingIsEvaluated()
    {
        var lane = Lane(asks: true);
        Hold(lane, 600);
        Finish(lane);

        lane.Contact.ShouldBe(ContactState.Silent);
        _windows.ShouldAllBe(w => w.People.Count == 0);
    }

    [Theory]
    [InlineData(0.024)]
    [InlineData(0.049)]
    public void Consent_OpenCircuitReadsALittle_NextPersonIsNotEvaluated(double open)
    {
        var lane = Lane(asks: true);
        lane.Consent(true, null);
        Hold(lane, 300);
        Feed(lane, 60, _ => open);
        Hold(lane, 300);
        Finish(lane);

        _windows.SelectMany(w => w.People).Sum(p => p.ObservedSeconds).ShouldBeLessThan(300);
        _windows.Where(w => w.Window.Start >= Start + TimeSpan.FromSeconds(360)).ShouldAllBe(w => w.People.Count == 0);
    }

    [Fact]
    public void Consent_TakenBackAfterLettingGo_ForgetsTheOneBefore()
    {
        var lane = Lane(windowSeconds: 600);
        Hold(lane, 60);
        Feed(lane, 5, _ => 0);

        lane.Consent(false, null).ShouldNotBeNull();

        Finish(lane);
        _windows.ShouldAllBe(w => w.People.Count == 0);
    }

    [Fact]
    public void Consent_RefusedBeforeTouching_NothingIsEvaluated()
    {
        var lane = Lane();
        Feed(lane, 5, _ => 0);
        lane.Consent(false, null);
        Hold(lane, 60);
        Finish(lane);

        _windows.ShouldAllBe(w => w.People.Count == 0);
    }

    [Fact]
    public void Consent_GivenDuringTheContact_CountsFromThenOnForItsStudy()
    {
        var lane = Lane(asks: true);
        Hold(lane, 120);
        lane.Consent(true, "window-a");
        Hold(lane, 480);
        Finish(lane);

        var people = _windows.SelectMany(w => w.People.Select(p => (w.Study, p.ObservedSeconds))).ToList();
        people.ShouldAllBe(p => p.Study == "window-a");
        people.Sum(p => p.ObservedSeconds).ShouldBe(480 - 10, 1.5);
    }

    [Fact]
    public void Consent_TakenBack_WhatWasNotToldIsForgotten()
    {
        var lane = Lane(asks: true);
        lane.Consent(true, null);
        Hold(lane, 150);
        var told = _windows.SelectMany(w => w.People).Sum(p => p.ObservedSeconds);
        lane.Consent(false, null);
        Hold(lane, 150);
        Finish(lane);

        told.ShouldBeGreaterThan(0);
        _windows.SelectMany(w => w.People).Sum(p => p.ObservedSeconds).ShouldBe(told);
    }

    [Fact]
    public void Locate_CarriedSensor_SecondsGoWhereTheyWereSpent()
    {
        var lane = Lane(zone: null);
        Hold(lane, 60);
        lane.Locate("shoes");
        Hold(lane, 100);
        lane.Locate("till");
        Hold(lane, 80);
        Finish(lane);

        var people = _windows.SelectMany(w => w.People).ToList();
        people.Where(p => p.Zone == "shoes").Sum(p => p.ObservedSeconds).ShouldBe(100, 1.5);
        people.Where(p => p.Zone == "till").Sum(p => p.ObservedSeconds).ShouldBe(70, 1.5);
        people.Select(p => p.SessionId).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(200)]
    [InlineData(7)]
    [InlineData(9)]
    public void Add_UnpluggedOrStuck_EndsTheContactWithoutFalseStress(double reading)
    {
        var lane = Lane();
        Hold(lane, 600);
        Feed(lane, 600, _ => reading);
        Finish(lane);

        var people = _windows.SelectMany(w => w.People).ToList();
        people.Sum(p => p.ObservedSeconds).ShouldBeLessThan(600 - 10);
        people.ShouldAllBe(p => double.IsFinite(p.ScoreSum) && p.Scrs < 15);
        // Whatever it reads then, the minutes after it are nobody's stress.
        _windows.Where(w => w.Window.Start >= Start + TimeSpan.FromSeconds(600)).SelectMany(w => w.People).ShouldAllBe(p => p.ScoredSeconds == 0 && p.ElevatedSeconds == 0);
    }

    [Fact]
    public void Close_NoReadingsAnyMore_WindowsEndOnTime()
    {
        var lane = Lane();
        Hold(lane, 90);
        _now += TimeSpan.FromSeconds(300);
        Collect(lane);

        lane.Contact.ShouldBe(ContactState.Silent);
        _windows.Count(w => w.ObservedSeconds > 0).ShouldBe(2);
    }

    [Fact]
    public void Add_WallClockSteps_NothingIsLostOrDoubled()
    {
        var lane = Lane();
        Hold(lane, 200);
        _wallOffset = TimeSpan.FromHours(-1);
        Hold(lane, 200);
        _wallOffset = TimeSpan.FromHours(3);
        Hold(lane, 200);
        Finish(lane);

        _windows.SelectMany(w => w.People).Sum(p => p.ObservedSeconds).ShouldBe(600 - 10.5 - 10, 1.5);
        _windows.Sum(w => w.ObservedSeconds).ShouldBe(600, 0.5);
    }

    [Fact]
    public void Add_SourceTimeTurnsBack_IsAnotherContactAndNoCrash()
    {
        var lane = Lane();
        Hold(lane, 300);
        _now = TimeSpan.Zero;
        Hold(lane, 300);
        Finish(lane);

        lane.ReadingsOutOfOrder.ShouldBe(10);
        _windows.Sum(w => w.ObservedSeconds).ShouldBe(600, 1.5);
        _windows.SelectMany(w => w.People).Sum(p => p.ObservedSeconds).ShouldBe(2 * (300 - 10.5 - 10), 3);
        _windows.ShouldAllBe(w => w.People.Count == 0 || w.People.Sum(p => p.ObservedSeconds) <= 60);
        _windows.SelectMany(w => w.People).Select(p => p.SessionId).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Add_TenHours_AllocatesNothingPerReading()
    {
        var lane = Lane(windowSeconds: 3600);
        Hold(lane, 60);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10 * 3600 * (int)Rate; i++)
            Add(lane, Level(_now.TotalSeconds));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Windows make room for their levels once each; nothing else grows.
        allocated.ShouldBeLessThan(20 * 3600 * sizeof(float));
        lane.Readings.ShouldBe((10 * 3600 * (int)Rate) + (60 * (int)Rate));
    }

    private static PhysiologyPipeline Lane(string? zone = "till", bool asks = false, int windowSeconds = 60) => new(
        new PhysiologyPlan
        {
            Sensor = "kiosk", NominalRate = Rate, FrontEnd = new MicrosiemensFrontEnd(), WindowSeconds = windowSeconds, Zone = zone, AsksConsent = asks,
        },
        1000);

    private static double Level(double t) => 5 + (0.1 * Math.Sin(t / 50)) + (0.2 * Math.Exp(-(t % 25) / 3));

    private void Hold(PhysiologyPipeline lane, double seconds) => Feed(lane, seconds, Level);

    private void Feed(PhysiologyPipeline lane, double seconds, Func<double, double> signal)
    {
        for (var i = 0; i < (int)(seconds * Rate); i++)
        {
            Add(lane, signal(_now.TotalSeconds));
            if (i % 20 == 0)
                Collect(lane);
        }
    }

    private void Add(PhysiologyPipeline lane, double reading)
    {
        lane.Add(new SensorReading(Now, reading));
        _now += TimeSpan.FromSeconds(1 / Rate);
    }

    private FrameTime Now => new(Start + _now + _wallOffset, _now);

    private void Collect(PhysiologyPipeline lane)
    {
        while (lane.Close(Now) is { } window)
            _windows.Add(window);
    }

    private void Finish(PhysiologyPipeline lane) => _windows.AddRange(lane.Stop(Now));
}
