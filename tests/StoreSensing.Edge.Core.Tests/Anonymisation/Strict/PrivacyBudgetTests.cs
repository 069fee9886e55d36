using StoreSensing.Edge.Core.Anonymisation.Strict;

namespace StoreSensing.Edge.Core.Tests.Anonymisation.Strict;

public sealed class PrivacyBudgetTests
{
    private const long Day = 4_000_000;
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private readonly MemoryLedger _ledger = new();
    private readonly List<string> _said = [];

    [Fact]
    public void For_FirstProcessOfTheDay_TakesFourFifthsOnce()
    {
        var budget = Start();
        var share = budget.For(Monday).ShouldNotBeNull();
        share.EpsilonMicros.ShouldBe(Day * 4 / 5);
        budget.For(Monday).ShouldBeSameAs(share);
        (_ledger.Written!.SpentMicros, _ledger.Written.Starts).ShouldBe((Day * 4 / 5, 1));
        (budget.Status.Spent, budget.Status.Silent).ShouldBe((3.2, false));
    }

    [Fact]
    public void For_Restarts_ShareTheRestAndThenAreSilent()
    {
        var shares = Enumerable.Range(0, 10).Select(_ => Start().For(Monday)?.EpsilonMicros ?? 0).ToList();
        shares[..3].ShouldBe([3_200_000, 640_000, 128_000]);
        shares[3..].ShouldAllBe(s => s == 0);
        shares.Sum().ShouldBeLessThanOrEqualTo(Day);
        _said.ShouldAllBe(s => s.Contains("budget of 2026-03-02 is spent"));
    }

    [Fact]
    public void For_NextDay_BeginsAnewAndLateWindowsOfYesterdayKeepTheirShare()
    {
        var budget = Start();
        var monday = budget.For(Monday);
        _ledger.SinceBoot += TimeSpan.FromHours(12);
        budget.For(Monday.AddDays(1)).ShouldNotBeNull().EpsilonMicros.ShouldBe(Day * 4 / 5);
        budget.For(Monday).ShouldBeSameAs(monday);
    }

    [Fact]
    public void For_ClockStepsBack_StaysOnTheLatestDay()
    {
        Start().For(Monday);
        var share = Start().For(Monday.AddDays(-1)).ShouldNotBeNull();
        share.Day.ShouldBe(Monday);
        share.EpsilonMicros.ShouldBe(640_000);
    }

    // Turned forward day by day within an hour, the clock would make a budget of each; the machine's own time says how many days there can have been.
    [Fact]
    public void For_ClockTurnedForwardAgainAndAgain_OpensNoMoreDaysThanPassed()
    {
        var budget = Start();
        var days = Enumerable.Range(0, 30).Select(i => budget.For(Monday.AddDays(i))!.Day).Distinct().ToList();
        days.Count.ShouldBe(2);
        _ledger.SinceBoot += TimeSpan.FromHours(24);
        budget.For(Monday.AddDays(40)).ShouldNotBeNull().Day.ShouldBe(Monday.AddDays(40));
        budget.For(Monday.AddDays(41)).ShouldNotBeNull().Day.ShouldBe(Monday.AddDays(40));
    }

    [Fact]
    public void For_DiskFull_TellsNothingUntilItCanBeWrittenDown()
    {
        _ledger.IsFull = true;
        var budget = Start();
        budget.For(Monday).ShouldBeNull();
        budget.For(Monday).ShouldBeNull();
        _said.ShouldBe(["the disk is full"]);
        budget.Status.Silent.ShouldBeTrue();
        _ledger.IsFull = false;
        budget.For(Monday).ShouldNotBeNull();
        budget.Status.Silent.ShouldBeFalse();
    }

    [Fact]
    public void For_DamagedLedger_CountsTodayAsSpent()
    {
        _ledger.IsDamaged = true;
        var budget = Start();
        budget.For(Monday).ShouldBeNull();
        _ledger.SinceBoot += TimeSpan.FromHours(24);
        budget.For(Monday.AddDays(1)).ShouldNotBeNull();
    }

    [Fact]
    public void For_DamagedLedgerOnAFullDisk_StaysSpentForTheDay()
    {
        (_ledger.IsDamaged, _ledger.IsFull) = (true, true);
        var budget = Start();
        budget.For(Monday).ShouldBeNull();
        _ledger.IsFull = false;
        budget.For(Monday).ShouldBeNull();
        _ledger.IsDamaged.ShouldBeTrue("nothing was written");
        Start().For(Monday).ShouldBeNull();
    }

    // Random days, restarts, kills right after the write, clock steps and full disks: no day is ever overspent.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void For_AnythingHappens_NoDayIsOverspent(int seed)
    {
        var random = new Random(seed);
        var spent = new Dictionary<DateOnly, long>();
        var (day, budget) = (Monday, Start());
        var held = new HashSet<BudgetShare>();
        for (var step = 0; step < 5000; step++)
        {
            switch (random.Next(6))
            {
                case 0: budget = Start(); held.Clear(); break;
                case 1: day = day.AddDays(random.Next(-3, 6)); break;
                case 2: _ledger.IsFull = random.Next(2) == 0; break;
                case 3: _ledger.SinceBoot += TimeSpan.FromHours(random.Next(30)); break;
                case 4: (_ledger.Boot, _ledger.SinceBoot) = ($"boot {step}", TimeSpan.FromMinutes(1)); budget = Start(); held.Clear(); break;
                default: break;
            }
            if (budget.For(day) is { } share && held.Add(share))
                spent[share.Day] = spent.GetValueOrDefault(share.Day) + share.EpsilonMicros;
        }
        spent.Count.ShouldBeGreaterThan(20);
        spent.Values.ShouldAllBe(s => s <= Day);
    }

    private PrivacyBudget Start() => new(4, _ledger, _said.Add);
}
