using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Hardware.Readings;

namespace StoreSensing.Hardware.Tests.Readings;

public sealed class ScheduleTests
{
    // However long readings take: deadlines only grow, are never in the past when chosen, and none goes missing uncounted.
    [Fact]
    public void Next_AnyDurations_LosesNoDeadlineUncounted()
    {
        var runs = from rate in Gen.Choose(1, 1000)
                   from milliseconds in Gen.Choose(0, 300).ArrayOf()
                   select (Rate: rate, Milliseconds: milliseconds);
        Prop.ForAll(runs.ToArbitrary(), run =>
        {
            var schedule = new Schedule(TimeSpan.Zero, run.Rate);
            var now = TimeSpan.Zero;
            long taken = 1, skipped = 0;
            foreach (var milliseconds in run.Milliseconds)
            {
                var due = schedule.Due;
                now = (now > due ? now : due) + TimeSpan.FromMilliseconds(milliseconds);
                skipped += schedule.Next(now);
                taken++;
                if (schedule.Due <= due || schedule.Due < now - TimeSpan.FromTicks(1))
                    return false;
                if (Math.Abs((schedule.Due - (TimeSpan.FromSeconds((double)(taken + skipped) / run.Rate))).TotalMilliseconds) > 0.01)
                    return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();
    }
}
