using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Physiology.Signal;

namespace StoreSensing.Edge.Core.Tests.Physiology.Contact;

public sealed class ContactGateTests
{
    private readonly ContactGate _gate = new(3, 0.1);
    private double _now;

    [Fact]
    public void Update_Skin_SettlesForTenSecondsFromTheFirstTouch()
    {
        Feed(2, 0);
        Feed(0.4, 5);
        _gate.State.ShouldBe(ContactState.None);
        Feed(0.2, 5);
        _gate.State.ShouldBe(ContactState.Settling);
        Feed(9.2, 5);
        _gate.State.ShouldBe(ContactState.Settling);
        Feed(0.4, 5);
        _gate.State.ShouldBe(ContactState.Contact);
    }

    [Fact]
    public void Update_LooseGrip_IsTheSameContact()
    {
        Feed(20, 5);
        Feed(2.8, 0);
        _gate.State.ShouldBe(ContactState.Contact);
        Feed(1, 5);
        Feed(2.8, 0);
        _gate.State.ShouldBe(ContactState.Contact);
        Feed(0.4, 0);
        _gate.State.ShouldBe(ContactState.None);
    }

    [Fact]
    public void Update_DrySkinBelowTheTouch_IsKept()
    {
        Feed(20, 0.3);
        Feed(20, 0.03);

        _gate.State.ShouldBe(ContactState.Contact);
    }

    [Fact]
    public void Update_FaintForHalfAMinute_IsNobody()
    {
        Feed(20, 0.3);
        Feed(61, 0.03);

        _gate.State.ShouldBe(ContactState.None);
    }

    // An open circuit reads nothing on the average, but its noise and offset cross any limit now and then: whoever comes next must not be taken for the one before.
    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(0.015, 0.02)]
    [InlineData(-0.05, 0.2)]
    public void Update_OpenCircuitsNoise_EndsTheContact(double offset, double deviation)
    {
        var random = new Random(12);
        Feed(30, 5);

        for (var step = 0; step < 400 && _gate.State == ContactState.Contact; step++)
            _gate.Update(Sample(0), new Conductance(offset + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())), InputRail.None));

        _gate.State.ShouldBe(ContactState.None);
    }

    [Theory]
    [InlineData(500, InputRail.None)]
    [InlineData(50, InputRail.Short)]
    [InlineData(double.PositiveInfinity, InputRail.Short)]
    public void Update_StuckAtTheUpperRail_IsAShortAndNeverSkin(double microsiemens, InputRail rail)
    {
        Feed(60, microsiemens, rail);

        _gate.State.ShouldBe(ContactState.Short);
    }

    [Theory]
    [InlineData(double.NaN, InputRail.None)]
    [InlineData(-1, InputRail.None)]
    [InlineData(0, InputRail.Open)]
    [InlineData(5, InputRail.Open)]
    public void Update_OpenOrUnknown_IsNobody(double microsiemens, InputRail rail)
    {
        Feed(20, 5);
        Feed(60, microsiemens, rail);

        _gate.State.ShouldBe(ContactState.None);
    }

    [Fact]
    public void Update_GapInTheReadings_EndsTheContact()
    {
        Feed(20, 5);

        _gate.Update(Sample(4), new Conductance(5, InputRail.None)).ShouldBeTrue();

        _gate.State.ShouldBe(ContactState.None);
    }

    [Fact]
    public void Silence_Contact_Ends()
    {
        Feed(20, 5);

        _gate.Silence().ShouldBeTrue();
        _gate.Silence().ShouldBeFalse();
        _gate.State.ShouldBe(ContactState.Silent);
    }

    private void Feed(double seconds, double microsiemens, InputRail rail = InputRail.None)
    {
        for (var step = 0; step < Math.Round(seconds * 10); step++)
            _gate.Update(Sample(0), new Conductance(microsiemens, rail));
    }

    private GridSample Sample(double gap)
    {
        _now += 0.1 + gap;
        return new GridSample(new FrameTime(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(_now), TimeSpan.FromSeconds(_now)), 0, gap);
    }
}
