using StoreSensing.Edge.Agent.Lanes;

namespace StoreSensing.Edge.Agent.Tests.Lanes;

public sealed class RateMeterTests
{
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void PerSecond_SteadyRate_IsThatRate()
    {
        var meter = new RateMeter(_time);
        for (var i = 0; i < 200; i++)
        {
            meter.Count();
            _time.Advance(TimeSpan.FromSeconds(0.125));
        }

        meter.PerSecond().ShouldBe(8, 0.01);
    }

    [Fact]
    public void PerSecond_AfterALongSilence_IsZero()
    {
        var meter = new RateMeter(_time);
        meter.Count();

        _time.Advance(TimeSpan.FromSeconds(60));

        meter.PerSecond().ShouldBe(0);
    }
}
