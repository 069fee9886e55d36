using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Core.Tests.RollUps;

public sealed class RollUpPlanTests
{
    private const int Hour = 3600;
    private const int Day = 86_400;

    [Fact]
    public void Of_RangeAcrossDays_IsDaysWithHoursAndQuartersAtTheEnds()
    {
        var plan = RollUpPlan.Of(Range(Day - (2 * Hour) - 900 - 60, (3 * Day) + Hour + 10), RollUp.Day, [], long.MinValue);
        plan.ShouldBe(
        [
            new(RollUp.None, Day - (2 * Hour) - 960, Day - (2 * Hour) - 900), new(RollUp.QuarterHour, Day - (2 * Hour) - 900, Day - (2 * Hour)), new(RollUp.Hour, Day - (2 * Hour), Day),
            new(RollUp.Day, Day, 3 * Day), new(RollUp.Hour, 3 * Day, (3 * Day) + Hour), new(RollUp.None, (3 * Day) + Hour, (3 * Day) + Hour + 10),
        ]);
    }

    [Fact]
    public void Of_UnfoldedQuarter_IsReadWindowByWindowAndItsHourByQuarters()
    {
        var plan = RollUpPlan.Of(Range(0, 2 * Hour), RollUp.Hour, [(RollUp.QuarterHour, 900)], long.MinValue);
        plan.ShouldBe([new(RollUp.QuarterHour, 0, 900), new(RollUp.None, 900, 1800), new(RollUp.QuarterHour, 1800, Hour), new(RollUp.Hour, Hour, 2 * Hour)]);
    }

    [Fact]
    public void Of_BucketThatLostWindowsToTheirAge_IsReadFiner()
    {
        var plan = RollUpPlan.Of(Range(0, 2 * Day), RollUp.Day, [], begin: Hour);
        plan.ShouldBe([new(RollUp.None, 0, Hour), new(RollUp.Hour, Hour, Day), new(RollUp.Day, Day, 2 * Day)]);
    }

    [Fact]
    public void Of_Anything_CoversTheRangeOnceInOrder() =>
        Prop.ForAll<(ushort From, ushort Length, ushort[] Unfolded, byte Level)>(x => Covers(x.From, x.Length, x.Unfolded, x.Level)).QuickCheckThrowOnFailure();

    private static void Covers(ushort from, ushort length, ushort[] unfolded, byte level)
    {
        var (first, end) = (from * 31L, (from * 31L) + (length * 17L) + 1);
        var levels = (RollUp[])[RollUp.None, .. RollUpLadder.Levels];
        var marks = unfolded.Select((u, i) => (RollUpLadder.Levels[i % 3], Start: u * 31L)).Select(u => (u.Item1, u.Start - (u.Start % u.Item1.Seconds()))).ToList();
        var plan = RollUpPlan.Of(Range(first, end), levels[level % 4], marks, long.MinValue);
        plan[0].From.ShouldBe(first);
        plan[^1].To.ShouldBe(end);
        for (var i = 1; i < plan.Count; i++)
            plan[i].From.ShouldBe(plan[i - 1].To);
        foreach (var segment in plan.Where(s => s.Level != RollUp.None))
        {
            (segment.From % segment.Level.Seconds()).ShouldBe(0);
            (segment.To % segment.Level.Seconds()).ShouldBe(0);
            marks.ShouldNotContain(m => m.Item1 <= segment.Level && m.Item2 >= segment.From && m.Item2 < segment.To);
        }
    }

    private static TimeRange Range(long from, long to) => new(DateTimeOffset.FromUnixTimeSeconds(from), DateTimeOffset.FromUnixTimeSeconds(to));
}
