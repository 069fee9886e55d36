using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Contracts.Time;
using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Tests.Accumulation;

public sealed class OccupancyLedgerTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly OccupancyLedger _ledger = new(new TimeOnly(4, 0), TimeZoneInfo.Utc);

    [Fact]
    public void Take_ComesAndGoes_CountsWhoIsInside()
    {
        Take(0, "+++--").ShouldBe(new OccupancyChange(3, 2, 1, 3, 0, null));
        Take(1, "+").ShouldBe(new OccupancyChange(1, 0, 2, 2, 0, null));
        Take(2, "").ShouldBe(new OccupancyChange(0, 0, 2, 2, 0, null));
    }

    [Fact]
    public void Take_MoreGoThanCame_ClampsAndSaysSo() => Take(0, "+---+").ShouldBe(new OccupancyChange(2, 3, 1, 1, 2, null));

    [Fact]
    public void Take_OverTheReset_TakesOffWhatWasLeft()
    {
        Take(0, "+++++");
        var night = 19 * 60; // 04:00
        Take(night - 1, "-").ShouldBe(new OccupancyChange(0, 1, 4, 5, 0, null));
        Take(night, "").ShouldBe(new OccupancyChange(0, 0, 0, 4, 0, 4));
        Take(night + 1, "+").Occupancy.ShouldBe(1);
    }

    [Fact]
    public void Take_ResetWithinAWindow_PartsItsCrossings()
    {
        var ledger = new OccupancyLedger(new TimeOnly(9, 30), TimeZoneInfo.Utc);
        var window = TimeWindow.Holding(Morning, 3600);
        RawCrossing[] crossings = [new(Morning.AddMinutes(40), true), new(Morning.AddMinutes(10), true), new(Morning.AddMinutes(20), true)];
        ledger.Take(window, crossings).ShouldBe(new OccupancyChange(3, 0, 1, 2, 0, 2));
    }

    // Off for three days: the reset comes once, with the first window after.
    [Fact]
    public void Take_AfterAPauseOfDays_ResetsOnce()
    {
        Take(0, "+++");
        Take(3 * 24 * 60, "+").ShouldBe(new OccupancyChange(1, 0, 1, 3, 0, 3));
        Take((3 * 24 * 60) + 1, "-").ShouldBe(new OccupancyChange(0, 1, 0, 1, 0, null));
    }

    [Theory]
    [InlineData("2026-07-01T01:00:00Z", "2026-07-01T02:00:00Z")] // summer: 04:00 is 02:00 UTC
    [InlineData("2026-07-01T02:00:00Z", "2026-07-02T02:00:00Z")]
    [InlineData("2026-01-01T01:00:00Z", "2026-01-01T03:00:00Z")]
    [InlineData("2026-12-31T23:30:00Z", "2027-01-01T03:00:00Z")] // already tomorrow there
    public void NextReset_InRome_IsAtLocalTime(string after, string expected) =>
        new OccupancyLedger(new TimeOnly(4, 0), TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome")).NextReset(DateTimeOffset.Parse(after, null)).ShouldBe(DateTimeOffset.Parse(expected, null));

    // 29 March 2026: 02:00 to 03:00 does not exist in Rome; 25 October: it is there twice.
    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T01:30:00Z")]
    public void NextReset_WhenClocksChange_StillComesOnce(string after, string expected)
    {
        var ledger = new OccupancyLedger(new TimeOnly(2, 30), TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome"));
        var reset = ledger.NextReset(DateTimeOffset.Parse(after, null));
        reset.ShouldBe(DateTimeOffset.Parse(expected, null));
        ledger.NextReset(reset).ShouldBeGreaterThan(reset.AddHours(20));
    }

    // The books balance whatever people do: in − out + clamped − drift is who is inside, and nobody is ever less than nobody.
    [Fact]
    public void Take_AnyCrossings_Balances() => Prop.ForAll(ArbMap.Default.ArbFor<bool[][]>(), days =>
    {
        var ledger = new OccupancyLedger(new TimeOnly(4, 0), TimeZoneInfo.Utc);
        var balance = 0;
        for (var i = 0; i < days.Length; i++)
        {
            var window = TimeWindow.Holding(Morning.AddHours(5 * i), 60);
            var before = ledger.Occupancy;
            var change = ledger.Take(window, (days[i] ?? []).Select((inwards, k) => new RawCrossing(window.Start.AddTicks(k), inwards)));
            balance += change.In - change.Out + change.Clamped - (change.Drift ?? 0);
            change.Occupancy.ShouldBe(balance);
            change.Occupancy.ShouldBe(ledger.Occupancy);
            change.Occupancy.ShouldBeGreaterThanOrEqualTo(0);
            change.Peak.ShouldBeGreaterThanOrEqualTo(Math.Max(before, change.Occupancy));
            (change.In + change.Out).ShouldBe((days[i] ?? []).Length);
        }
    }).QuickCheckThrowOnFailure();

    // '+' comes in, '-' goes out, a second apart.
    private OccupancyChange Take(int minute, string crossings)
    {
        var window = TimeWindow.Holding(Morning.AddMinutes(minute), 60);
        return _ledger.Take(window, crossings.Select((c, i) => new RawCrossing(window.Start.AddSeconds(i), c == '+')));
    }
}
