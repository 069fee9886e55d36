using StoreSensing.Edge.Core.Exclusion;

namespace StoreSensing.Edge.Core.Tests.Exclusion;

public sealed class ScheduleTests
{
    private static readonly TimeZoneInfo Rome = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome");

    [Theory]
    [InlineData("2026-01-05T05:59:59Z", false)] // Monday, winter: Rome is an hour ahead
    [InlineData("2026-01-05T06:00:00Z", true)]
    [InlineData("2026-01-05T07:59:59Z", true)]
    [InlineData("2026-01-05T08:00:00Z", false)]
    [InlineData("2026-07-06T05:00:00Z", true)] // summer: two hours
    [InlineData("2026-07-06T07:00:00Z", false)]
    [InlineData("2026-01-04T07:00:00Z", false)] // Sunday
    [InlineData("2026-01-10T21:30:00Z", true)] // Saturday night
    [InlineData("2026-01-11T04:30:00Z", true)] // into Sunday
    [InlineData("2026-01-11T05:00:00Z", false)]
    public void Cover_LocalTimeOfTheShop_HalfOpenAndOverMidnight(string utc, bool covered)
    {
        var hours = new StaffHours([new StaffSpan(DayOfWeek.Monday, 7 * 60, 120), new StaffSpan(DayOfWeek.Saturday, 22 * 60, 8 * 60)], Rome);

        hours.Cover(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(covered);
    }

    [Fact]
    public void CoverTheWeek_SevenWholeDays_IsSeen()
    {
        var days = Enum.GetValues<DayOfWeek>();
        new StaffHours(days.Select(d => new StaffSpan(d, 600, 1440)), Rome).CoverTheWeek.ShouldBeTrue();
        new StaffHours(days.Select(d => new StaffSpan(d, 600, 1439)), Rome).CoverTheWeek.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00Z", true)]
    [InlineData("2026-03-02T09:09:59.9999999Z", true)]
    [InlineData("2026-03-02T09:10:00Z", false)]
    [InlineData("2026-03-02T09:59:59Z", false)]
    [InlineData("2026-03-02T11:00:00+01:00", true)]
    public void IsOn_TenMinutesAnHour_TheFirstOfEach(string utc, bool on) =>
        new SamplingPlan(60, 10).IsOn(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(on);

    [Theory]
    [InlineData(15)]
    [InlineData(60)]
    [InlineData(480)]
    public void IsOn_AnyPeriod_ItsShareOfEveryDay(int every)
    {
        var plan = new SamplingPlan(every, every / 3);
        foreach (var day in new[] { 0, 1, 40 })
            Enumerable.Range(0, 1440).Count(m => plan.IsOn(new DateTimeOffset(2026, 3, 1, 0, m % 60, 0, TimeSpan.Zero).AddDays(day).AddHours(m / 60))).ShouldBe(480);
    }

    [Theory]
    [InlineData(7, 1, "must divide a day")]
    [InlineData(0, 1, "must divide a day")]
    [InlineData(60, 60, "must be less than everyMinutes")]
    [InlineData(60, 0, "must be at least 1")]
    public void Make_NoSchedule_SaysWhy(int every, int minutes, string reason) =>
        Should.Throw<ArgumentException>(() => new SamplingPlan(every, minutes)).Message.ShouldContain(reason);
}
