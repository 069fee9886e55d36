using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Ingest;

public sealed class ClockWatchTests
{
    private readonly ClockWatch _clocks = new();

    [Fact]
    public void Note_WindowThatHasNotEnded_IsAheadAtOnce() => Arrive(0, delay: -3600).ShouldBe(3600);

    [Fact]
    public void Note_EveryMessageLate_IsBehindByTheShortestDelay()
    {
        for (var i = 0; i < 7; i++)
            Arrive(i, delay: 3600 + (i * 10)).ShouldBeNull();
        Arrive(7, delay: 3605).ShouldBe(-3600);
        _clocks.Skewed.ShouldBe(1);
    }

    [Fact]
    public void Note_SlowLinkNowAndThen_IsNoSkew()
    {
        for (var i = 0; i < 30; i++)
            Arrive(i, delay: i % 5 == 0 ? 0.5 : 90).ShouldBeNull();
    }

    [Fact]
    public void Note_MessagesThatWaitedOnTheDisk_SayNothing()
    {
        for (var i = 0; i < 30; i++)
            _clocks.Note(Wire.Device, Message(i) with { Late = true }, Wire.T0.AddDays(1)).ShouldBeNull();
    }

    [Fact]
    public void Note_ClockPutRight_IsForgottenAfterAFewMessages()
    {
        Arrive(0, delay: -120).ShouldBe(120);
        for (var i = 1; i < 8; i++)
            Arrive(i, delay: 1).ShouldBe(120);
        Arrive(8, delay: 1).ShouldBeNull();
        _clocks.SkewOf(Wire.Device).ShouldBeNull();
    }

    private double? Arrive(int window, double delay) => _clocks.Note(Wire.Device, Message(window), Wire.T0.AddSeconds((10 * window) + 10 + delay));

    private static ZoneMessage Message(int window) => Wire.Zones(1, window, Wire.Zone("entrance"));
}
