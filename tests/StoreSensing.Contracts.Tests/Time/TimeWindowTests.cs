using StoreSensing.Contracts.Time;

namespace StoreSensing.Contracts.Tests.Time;

public sealed class TimeWindowTests
{
    [Theory]
    [InlineData("2026-03-01T09:00:00Z", 60, "2026-03-01T09:00:00Z")]
    [InlineData("2026-03-01T09:00:59.9999999Z", 60, "2026-03-01T09:00:00Z")]
    [InlineData("2026-03-01T09:01:00Z", 60, "2026-03-01T09:01:00Z")]
    [InlineData("2026-03-01T09:14:00Z", 900, "2026-03-01T09:00:00Z")]
    [InlineData("1969-12-31T23:59:59Z", 60, "1969-12-31T23:59:00Z")]
    [InlineData("1969-12-31T23:59:00Z", 60, "1969-12-31T23:59:00Z")]
    [InlineData("1900-05-05T05:05:05Z", 10, "1900-05-05T05:05:00Z")]
    // Summer time begins in Berlin at 01:00Z and ends at 01:00Z: offsets change nothing.
    [InlineData("2026-03-29T03:00:10+02:00", 60, "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25T02:59:59+02:00", 3600, "2026-10-25T00:00:00Z")]
    [InlineData("2026-10-25T02:59:59+01:00", 3600, "2026-10-25T01:00:00Z")]
    // Offsets of half hours don't shift an hourly window.
    [InlineData("2026-03-01T09:15:00+05:30", 3600, "2026-03-01T03:00:00Z")]
    public void Holding_Instant_IsTheAlignedWindow(string instant, int seconds, string start)
    {
        var window = TimeWindow.Holding(DateTimeOffset.Parse(instant), seconds);
        window.Start.ShouldBe(DateTimeOffset.Parse(start));
        window.Start.Offset.ShouldBe(TimeSpan.Zero);
        window.Contains(DateTimeOffset.Parse(instant)).ShouldBeTrue();
    }

    [Fact]
    public void Contains_Ends_AreHalfOpen()
    {
        var window = TimeWindow.Holding(DateTimeOffset.UnixEpoch, 60);
        window.Contains(window.Start).ShouldBeTrue();
        window.Contains(window.End).ShouldBeFalse();
        window.Contains(window.Start.AddTicks(-1)).ShouldBeFalse();
        window.Contains(window.End.AddTicks(-1)).ShouldBeTrue();
    }

    [Fact]
    public void Holding_RandomInstants_CoverTimeWithoutGapOrOverlap()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var instant = DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(-10_000_000_000_000_000, 20_000_000_000_000_000));
            var seconds = random.Next(1, 100_000);
            var window = TimeWindow.Holding(instant, seconds);
            window.Contains(instant).ShouldBeTrue();
            (window.Start.ToUnixTimeSeconds() % seconds).ShouldBe(0);
            window.Next.ShouldBe(TimeWindow.Holding(window.End, seconds));
            TimeWindow.Holding(window.Start.AddTicks(-1), seconds).Next.ShouldBe(window);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    public void Holding_NoLength_Refused(int seconds) =>
        Should.Throw<ArgumentOutOfRangeException>(() => TimeWindow.Holding(DateTimeOffset.UnixEpoch, seconds));

    [Fact]
    public void ToString_AnyWindow_IsItsStartAndLength() =>
        TimeWindow.Holding(new DateTimeOffset(2026, 3, 1, 9, 0, 7, TimeSpan.Zero), 10).ToString().ShouldBe("2026-03-01T09:00:00Z + 10 s");
}
