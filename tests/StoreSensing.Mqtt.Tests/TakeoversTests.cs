namespace StoreSensing.Mqtt.Tests;

public sealed class TakeoversTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Lost_NamedAgainAndAgain_DoublesUpToTenMinutes()
    {
        var takeovers = new Takeovers();
        var pauses = new List<double>();
        var pause = TimeSpan.Zero;
        // The rival comes back after his own pause, which grows like ours.
        for (var i = 0; i < 9; i++)
            pauses.Add((pause = takeovers.Lost(named: true, lived: pause + Second)).TotalSeconds);
        pauses.ShouldBe([10, 20, 40, 80, 160, 320, 600, 600, 600]);
    }

    [Fact]
    public void Lost_Unexplained_IsBelievedTheThirdTimeAndCostsAMinuteAtMost()
    {
        var takeovers = new Takeovers();
        Enumerable.Range(0, 7).Select(_ => takeovers.Lost(named: false, lived: Second).TotalSeconds).ShouldBe([0, 0, 10, 20, 40, 60, 60]);
        takeovers.InARow.ShouldBe(7);
    }

    [Fact]
    public void Lost_AfterALongCalm_BeginsAnew()
    {
        var takeovers = new Takeovers();
        takeovers.Lost(named: true, lived: Second);
        takeovers.Lost(named: true, lived: Second);
        takeovers.Lost(named: true, lived: TimeSpan.FromHours(1)).ShouldBe(TimeSpan.FromSeconds(10));
        takeovers.InARow.ShouldBe(1);
    }

    [Fact]
    public void Calm_BrokerAwayInBetween_ForgetsTheLosses()
    {
        var takeovers = new Takeovers();
        takeovers.Lost(named: false, lived: Second);
        takeovers.Lost(named: false, lived: Second);
        takeovers.Calm();
        takeovers.Lost(named: false, lived: Second).ShouldBe(TimeSpan.Zero);
    }
}
