using StoreSensing.Edge.Core.Exclusion;
using StoreSensing.Edge.Core.Faces;

namespace StoreSensing.Edge.Core.Tests.Exclusion;

/// <summary>Through the whole pipeline: nobody who is excluded is looked at, and what was left out is counted.</summary>
public sealed class ExclusionTests
{
    private static readonly ExclusionPlan Staff = new() { StaffZones = [WatchedLane.Left] };
    private static readonly ExclusionPlan OptOut = new() { OptOutZones = [WatchedLane.Left] };

    // Without exclusions both are read, so that what the others find missing is missing for its reason.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Process_NobodyExcluded_EverybodyInTheZoneIsRead(bool tracksFaces)
    {
        var lane = new WatchedLane(new ExclusionPlan(), tracksFaces, _ => 0.6, t => t < 5 ? 0.15 : 0.9).Run(0, 20).Stop(20);

        lane.Read.Count(r => r.X < 0.75).ShouldBeInRange(12, 21);
        lane.Read.Count(r => r.X > 0.75).ShouldBeInRange(8, 16);
        lane.Excluded.InSight.ShouldBe(40, tracksFaces ? 10 : 2); // a face that hardly moves is held back as scenery now and then
        (lane.Excluded.StaffZone, lane.Excluded.OptOut, lane.Excluded.StaffHours, lane.Excluded.Sampling).ShouldBe((0, 0, 0, 0));
    }

    // The two zones overlap, as after somebody moved one behind the checks' back.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Process_StaffZoneOverTheExpressionZone_NobodyInItIsRead(bool tracksFaces)
    {
        var lane = new WatchedLane(new ExclusionPlan { StaffZones = [WatchedLane.Strip(0.7, 1)] }, tracksFaces, _ => 0.58, _ => 0.85).Run(0, 20).Stop(20);

        lane.Read.Count.ShouldBeInRange(12, 21);
        lane.Read.ShouldAllBe(r => r.X < 0.7);
        lane.Excluded.StaffZone.ShouldBe(20, tracksFaces ? 5 : 1);
        lane.Excluded.InSight.ShouldBe(40, tracksFaces ? 10 : 2);
    }

    [Theory]
    [InlineData(FaceSearch.People)]
    [InlineData(FaceSearch.Picture)]
    public void Process_OnlyStaffInSight_NoFaceIsEvenLookedFor(FaceSearch search)
    {
        var lane = new WatchedLane(plan => plan with { Exclusions = new() { StaffZones = [WatchedLane.Strip(0.5, 1)] } }, false, search, _ => 0.6, _ => 0.85).Run(0, 20);

        lane.Searched.ShouldBeEmpty();
        lane.Excluded.StaffZone.ShouldBe(40, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Process_StaffWalksIntoTheShop_IsStillStaff(bool tracksFaces)
    {
        var lane = new WatchedLane(Staff, tracksFaces, t => Math.Min(0.8, 0.15 + (0.08 * t))).Run(0, 30).Stop(30);

        lane.Read.ShouldBeEmpty();
        lane.Expressions.ShouldBeEmpty();
        lane.Excluded.StaffZone.ShouldBe(30, 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Process_OptsOutLater_IsNotLookedAtAnyMoreAndWhatWasReadIsThrownAway(bool tracksFaces)
    {
        // Reads until about 5 s, walks over the opt-out zone, comes back.
        static double? Way(double t) => t < 5 ? 0.7 : t < 11 ? 0.7 - (0.09 * (t - 5)) : Math.Min(0.7, 0.16 + (0.09 * (t - 11)));
        var lane = new WatchedLane(OptOut, tracksFaces, Way).Run(0, 40).Stop(40);
        var without = new WatchedLane(new ExclusionPlan(), tracksFaces, Way).Run(0, 40).Stop(40);

        lane.Read.Count.ShouldBeInRange(2, 9);
        lane.Read.ShouldAllBe(r => r.At < 10);
        lane.Expressions.ShouldBeEmpty();
        without.Read.Count(r => r.At > 18).ShouldBeGreaterThan(15);
        without.Expressions.ShouldHaveSingleItem();
        lane.Excluded.OptOut.ShouldBe(31, tracksFaces ? 8 : 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Process_OptedOut_NoAttentionAndNoPose(bool tracksFaces)
    {
        WatchedLane Lane(ExclusionPlan exclusions) => new WatchedLane(
            plan => plan with { Exclusions = exclusions, Expression = null, Attention = WatchedLane.Display(0.5, 1) }, tracksFaces, FaceSearch.People, t => Math.Min(0.8, 0.15 + (0.08 * t)))
            .Run(0, 20).Stop(20);

        Seconds(Lane(new ExclusionPlan())).ShouldBeGreaterThan(10);
        Seconds(Lane(OptOut)).ShouldBe(0);
        Seconds(Lane(Staff)).ShouldBe(0);
        Lane(OptOut).Excluded.OptOut.ShouldBe(20, 1);

        static double Seconds(WatchedLane lane) => lane.Windows.SelectMany(w => w.Attention).SelectMany(a => a.People).Sum(p => p.AttentionSeconds);
    }

    // The next person gets the slot of the one who opted out, and has not opted out.
    [Fact]
    public void Process_TrackOfAnOptOutEnds_TheNextPersonIsRead()
    {
        var lane = new WatchedLane(OptOut, false, t => t < 10 ? Math.Min(0.8, 0.2 + (0.2 * t)) : t < 20 ? null : 0.8).Run(0, 40).Stop(40);

        lane.Read.ShouldNotBeEmpty();
        lane.Read.ShouldAllBe(r => r.At > 20);
    }

    [Fact]
    public void Process_Sampling_ReadsInTheFirstMinutesOfEachPeriodOfUtc()
    {
        // From 8:58 on: periods of ten minutes begin at 9:00 and 9:10.
        var lane = new WatchedLane(new ExclusionPlan { Sampling = new SamplingPlan(10, 2) }, false, _ => 0.7) { Start = WatchedLane.Nine.AddMinutes(-2) }.Run(0, 960, 4).Stop(960);

        lane.Read.ShouldAllBe(r => (r.At >= 120 && r.At < 240) || (r.At >= 720 && r.At < 840));
        lane.Read.Count(r => r.At < 300).ShouldBeGreaterThan(80);
        lane.Read.Count(r => r.At > 300).ShouldBeGreaterThan(80);
        lane.Searched.ShouldAllBe(at => (at >= 120 && at < 240) || (at >= 720 && at < 840));
        lane.Excluded.Sampling.ShouldBe(720, 5);
        lane.Excluded.InSight.ShouldBe(960, 5);
    }

    [Fact]
    public void Process_StaffHours_NothingIsReadUntilTheShopOpens()
    {
        // Rome is an hour ahead: 9:00 UTC is 10:00, and the shop opens at 10:05.
        var hours = new StaffHours([new StaffSpan(DayOfWeek.Monday, 7 * 60, (3 * 60) + 5)], TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome"));
        var lane = new WatchedLane(new ExclusionPlan { StaffHours = hours }, false, _ => 0.7).Run(0, 400, 4).Stop(400);

        lane.Read.ShouldAllBe(r => r.At >= 300);
        lane.Read.Count.ShouldBeGreaterThan(70);
        lane.Searched.ShouldAllBe(at => at >= 300);
        lane.Excluded.StaffHours.ShouldBe(300, 2);
    }

    // A display asks for faces all the time; an expression must not slip in with them.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Process_StaffHoursWithADisplay_AttentionGoesOnAndNoExpressionIsRead(bool tracksFaces)
    {
        var hours = new StaffHours([new StaffSpan(DayOfWeek.Monday, 8 * 60, 120)], TimeZoneInfo.Utc);
        var lane = new WatchedLane(
            plan => plan with { Exclusions = new() { StaffHours = hours }, Attention = WatchedLane.Display(0.5, 1) }, tracksFaces, FaceSearch.Picture, _ => 0.7).Run(0, 20).Stop(20);

        lane.Read.ShouldBeEmpty();
        lane.Windows.SelectMany(w => w.Attention).SelectMany(a => a.People).Sum(p => p.AttentionSeconds).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Process_EverythingExcluded_EachSecondIsCountedOnce()
    {
        var lane = new WatchedLane(
            new ExclusionPlan
            {
                StaffZones = [WatchedLane.Strip(0, 0.2)], OptOutZones = [WatchedLane.Strip(0.1, 0.3)], Sampling = new SamplingPlan(60, 1),
                StaffHours = new StaffHours([new StaffSpan(DayOfWeek.Monday, (9 * 60) + 2, 1)], TimeZoneInfo.Utc),
            },
            false, _ => 0.12, _ => 0.4, _ => 0.7).Run(0, 240, 4);

        var counted = lane.Excluded;
        counted.InSight.ShouldBe(720, 8);
        counted.StaffZone.ShouldBe(240, 3);
        counted.OptOut.ShouldBe(0);
        counted.StaffHours.ShouldBe(120, 2);
        counted.Sampling.ShouldBe(240, 3); // two people, 9:01 and 9:03
    }

    [Fact]
    public void Process_NoFacesAskedFor_NothingIsCounted() =>
        new StoreSensing.Edge.Core.Tests.Pipeline.TestLane(new StoreSensing.Edge.Core.Tests.Pipeline.ScriptedDetector(_ => StoreSensing.Edge.Core.Tests.Pipeline.Walks.Standing(0.3, 0.6)))
            .Run(0, 5).Pipeline.Excluded.ShouldBeNull();
}
