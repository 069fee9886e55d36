using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Sensors;

namespace StoreSensing.Edge.Agent.Tests.Sensors;

public sealed class StudyScheduleTests
{
    private static readonly DateTimeOffset Winter = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero); // 09:30 in Rome

    [Fact]
    public void At_SecondsSinceContact_AreHalfOpenAndNeedAContact()
    {
        var schedule = Of("steps: [{sensor: w, from: 0, to: 60, zone: a, study: one}, {sensor: w, from: 60, to: 90, zone: b}]");

        schedule.At(Winter, null).ShouldBeNull();
        schedule.At(Winter, TimeSpan.Zero)!.Zone.ShouldBe("a");
        schedule.At(Winter, TimeSpan.FromSeconds(59.9))!.Study.ShouldBe("one");
        schedule.At(Winter, TimeSpan.FromSeconds(60))!.Zone.ShouldBe("b");
        schedule.At(Winter, TimeSpan.FromSeconds(60))!.Study.ShouldBeNull();
        schedule.At(Winter, TimeSpan.FromSeconds(90)).ShouldBeNull();
    }

    [Fact]
    public void At_TimesOfDay_AreTheProtocolsTimeZonesSummerAndWinter()
    {
        var schedule = Of("timeZone: Europe/Rome\nsteps: [{sensor: w, from: '09:30', to: '10:00:30', zone: a}]");

        schedule.At(Winter, null)!.Zone.ShouldBe("a");
        schedule.At(Winter.AddSeconds(-1), null).ShouldBeNull();
        schedule.At(Winter.AddMinutes(30).AddSeconds(29), null)!.Zone.ShouldBe("a");
        schedule.At(new DateTimeOffset(2026, 7, 15, 7, 30, 0, TimeSpan.Zero), null)!.Zone.ShouldBe("a");
    }

    [Fact]
    public void At_Instants_HoldOnce()
    {
        var schedule = Of("steps: [{sensor: w, from: 2026-01-15T08:30:00Z, to: 2026-01-15T09:30:00+01:00, zone: a}, {sensor: w, from: 2026-01-15T08:30:00Z, to: 2026-01-15T09:00:00Z, zone: b}]", out var problems);
        problems.ShouldHaveSingleItem().ShouldContain("steps[0].to '2026-01-15T09:30:00+01:00': must come after 'from'");
        schedule.ShouldBeNull();

        schedule = Of("steps: [{sensor: w, from: 2026-01-15T08:30:00Z, to: 2026-01-15T09:00:00Z, zone: b}]");

        schedule.At(Winter, null)!.Zone.ShouldBe("b");
        schedule.At(Winter.AddDays(1), null).ShouldBeNull();
    }

    [Fact]
    public void Of_SensorWithoutSteps_IsNone() => StudySchedule.Of(Protocol("steps: [{sensor: w, from: 0, to: 60}]"), "other").ShouldBeNull();

    [Theory]
    [InlineData("steps: [{sensor: w, from: 0, to: 60}, {sensor: w, from: 30, to: 90}]", "steps[1].from '30': overlaps with steps[0] of the same sensor")]
    [InlineData("steps: [{sensor: w, from: 0, to: '10:00'}]", "steps[0].to '10:00': is measured in another way than 'from'")]
    [InlineData("steps: [{sensor: w, from: soon, to: 60}]", "steps[0].from 'soon': must be seconds after contact begins as 90")]
    [InlineData("steps: [{sensor: w, from: 0, to: 60, who: anna}]", "steps[0].who: unknown key")]
    [InlineData("timeZone: Rome\nsteps: [{sensor: w, from: 0, to: 60}]", "timeZone 'Rome': is not an IANA time zone")]
    [InlineData("timeZone: UTC", "steps: needs at least one entry")]
    public void Read_Mistake_IsNamed(string yaml, string problem)
    {
        Of(yaml, out var problems);

        problems.ShouldHaveSingleItem().ShouldContain(problem);
    }

    private static StudySchedule Of(string yaml) => StudySchedule.Of(Protocol(yaml), "w")!;

    private static StudySchedule? Of(string yaml, out IReadOnlyList<string> problems)
    {
        problems = [];
        try
        {
            return Of(yaml);
        }
        catch (ConfigException e)
        {
            problems = e.Problems;
            return null;
        }
    }

    private static StudyProtocol Protocol(string yaml) => ConfigFile.Parse(yaml, "test", StudyProtocolReader.Read);
}
