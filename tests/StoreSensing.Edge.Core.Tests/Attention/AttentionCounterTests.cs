using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Attention;

namespace StoreSensing.Edge.Core.Tests.Attention;

public sealed class AttentionCounterTests
{
    private const double ToPane = AttentionScene.ToPane;

    [Fact]
    public void Passer_WhoNeverLooks_HasPassedOnly()
    {
        var person = One(t => Walk(t, 0, 8, AttentionScene.Along));
        person.PresentSeconds.ShouldBe(4 / 1.0, 0.15);
        person.AttentionSeconds.ShouldBe(0);
        (person.Glanced, person.Stopped, person.Attended, person.Entered).ShouldBe((false, false, false, false));
    }

    [Fact]
    public void Passer_WhoGlancesStopsAttendsAndEnters_HasDoneAll()
    {
        // Walks up to the middle of the pane, stands for four seconds of which three are spent looking, then goes in by the door.
        var person = One(t => t switch
        {
            < 3 => (new PlanePoint(t, 1), AttentionScene.Along),
            < 7 => (new PlanePoint(3, 1), t < 6 ? ToPane : AttentionScene.Along),
            < 9.5 => (new PlanePoint(3 + (t - 7), 1), AttentionScene.Along),
            < 13 => (new PlanePoint(5.5, 1 - (t - 9.5)), ToPane),
            _ => null,
        });
        (person.Glanced, person.Stopped, person.Attended, person.Entered).ShouldBe((true, true, true, true));
        person.AttentionSeconds.ShouldBe(3, 0.11);
        person.LongestLookSeconds.ShouldBe(3, 0.11);
    }

    [Fact]
    public void Passer_WhoGoesInWithoutHavingAttended_HasNotEntered()
    {
        var person = One(t => t < 5.5 ? (new PlanePoint(t, 1), AttentionScene.Along) : t < 8 ? (new PlanePoint(5.5, 1 - (t - 5.5)), ToPane) : null);
        (person.Glanced, person.Entered).ShouldBe((false, false));
    }

    [Theory]
    [InlineData(0.2, false)]
    [InlineData(0.4, true)]
    public void Glance_NeedsThreeTenthsOfASecondInOneLook(double seconds, bool glanced)
    {
        var person = One(t => Walk(t, 0, 8, t >= 3 && t < 3 + seconds - 1e-6 ? ToPane : AttentionScene.Along));
        person.Glanced.ShouldBe(glanced);
        person.AttentionSeconds.ShouldBe(seconds, 1e-6);
    }

    [Fact]
    public void Hysteresis_HeadAtTheLimit_IsOneLook()
    {
        // 20° from the pane's nearer end, then swinging by 3° about it.
        var display = new DisplayPlan("pane", AttentionScene.Rectangle(1, 0.2, 5, 2)) { Target = [new(3, 0)] };
        Passer Swinging(double about) => t => t < 10 ? (new PlanePoint(3, 1), -90 + about + (t < 2 ? -10 : 3 * Math.Sin(7 * t))) : null;
        One(Swinging(20), display).LongestLookSeconds.ShouldBe(10, 0.11);
        One(Swinging(20), display with { HysteresisDegrees = 0 }).LongestLookSeconds.ShouldBeLessThan(4);
    }

    [Fact]
    public void UnknownDirection_IsNotLookingAway()
    {
        // Half a second unknown between two looks is filled in, two seconds are not; neither counts as looking elsewhere.
        var person = One(t => t < 10 ? (new PlanePoint(3, 1), (t is >= 3 and < 3.4) || (t is >= 5 and < 7) ? null : ToPane) : null);
        person.PresentSeconds.ShouldBe(10, 1e-6);
        person.KnownSeconds.ShouldBe(8, 0.11);
        person.AttentionSeconds.ShouldBe(8, 0.11);
        person.LongestLookSeconds.ShouldBe(5, 0.11);
    }

    [Fact]
    public void NobodyCanTell_PassedWithNothingKnown()
    {
        var person = One(t => Walk(t, 0, 8, null));
        (person.KnownSeconds, person.AttentionSeconds).ShouldBe((0, 0));
        person.PresentSeconds.ShouldBeGreaterThan(3);
    }

    // The law: figures hardly change with the frame rate.
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(25)]
    public void Seconds_AnyFrameRate_AreTheSame(double framesPerSecond)
    {
        var random = new Random(3);
        Passer[] people = [.. Enumerable.Range(0, 20).Select(_ =>
        {
            var (from, stop, look) = (random.NextDouble() * 20, 1 + (random.NextDouble() * 6), random.NextDouble() * 5);
            return (Passer)(t => t - from is not (>= 0 and var s) ? null : s < 3 ? (new PlanePoint(s, 1), 90.0) : s < 3 + stop ? (new PlanePoint(3, 1), s - 3 < look ? ToPane : 90.0) : s < 8 + stop ? (new PlanePoint(s - stop, 1), 90.0) : null);
        })];
        List<RawPasser> Run(double rate) => [.. new AttentionScene(people) { FramesPerSecond = rate }.Run(0, 60).Stop(60).People.OrderBy(p => p.TrackId)];
        var (fine, other) = (Run(50), Run(framesPerSecond));
        other.Count.ShouldBe(20);
        foreach (var (a, b) in fine.Zip(other))
        {
            b.PresentSeconds.ShouldBe(a.PresentSeconds, 2 / framesPerSecond);
            b.AttentionSeconds.ShouldBe(a.AttentionSeconds, 2 / framesPerSecond);
        }
        other.Sum(p => p.AttentionSeconds).ShouldBe(fine.Sum(p => p.AttentionSeconds), 20 * 0.5 / framesPerSecond);
    }

    [Fact]
    public void Interest_LookedUntilTheEnd_IsKept()
    {
        var visit = Visit(t => t < 8 ? (new PlanePoint(3, 1), ToPane) : t < 12 ? (new PlanePoint(3, 5), 90.0) : null);
        visit.End.ShouldBe(InterestEnd.Kept);
        visit.Seconds.ShouldBe(8, 0.11);
    }

    [Fact]
    public void Interest_StoodOnForLongWithoutLooking_IsLostWhenAttentionEnded()
    {
        var visit = Visit(t => t < 8 ? (new PlanePoint(3, 1), t < 4 ? ToPane : 90.0) : t < 12 ? (new PlanePoint(3, 5), 90.0) : null);
        visit.End.ShouldBe(InterestEnd.Lost);
        visit.Seconds.ShouldBe(4, 0.11);
    }

    [Fact]
    public void Interest_LeftRightAfterAGlance_IsLost()
    {
        var visit = Visit(t => t < 1.5 ? (new PlanePoint(3, 1), ToPane) : t < 6 ? (new PlanePoint(3, 5), 90.0) : null);
        visit.End.ShouldBe(InterestEnd.Lost);
        visit.Seconds.ShouldBe(1.4, 0.11);
    }

    [Fact]
    public void Interest_LostFromSightInside_IsCut()
    {
        var visit = Visit(t => t < 5 ? (new PlanePoint(3, 1), ToPane) : null);
        visit.End.ShouldBe(InterestEnd.Cut);
        visit.Seconds.ShouldBe(4.9, 0.11);
    }

    [Fact]
    public void Interest_DirectionUnknownAfterwards_IsCutNotLost()
    {
        var visit = Visit(t => t < 10 ? (new PlanePoint(3, 1), t < 4 ? ToPane : null) : t < 14 ? (new PlanePoint(3, 5), 90.0) : null);
        visit.End.ShouldBe(InterestEnd.Cut);
        visit.Seconds.ShouldBe(4, 0.11);
    }

    [Fact]
    public void Interest_TwoVisitsOfOnePerson_AreTwo()
    {
        var scene = new AttentionScene(t => t % 10 < 5 ? (new PlanePoint(3, 1), ToPane) : (new PlanePoint(3, 5), 90.0)).Run(0, 20).Stop(20);
        scene.Visits.Select(v => v.End).ShouldBe([InterestEnd.Kept, InterestEnd.Kept]);
        scene.People.ShouldHaveSingleItem().AttentionSeconds.ShouldBe(10, 0.21);
    }

    [Fact]
    public void AtTheCamera_FrontalHeads_Attend()
    {
        var display = new DisplayPlan("window", AttentionScene.Rectangle(0, 0, 1, 1));
        double? Away(float yaw, float pitch) => DisplayAngle.Of(display, new PlanePoint(0.5, 0.5), new Heading(new(yaw, pitch, 0), null));
        Away(-12, 5).ShouldBe(12);
        Away(3, -25).ShouldBe(3);
        Away(3, -30)!.Value.ShouldBeGreaterThan(display.WithinDegrees);
        DisplayAngle.Of(display, default, default).ShouldBeNull();
    }

    [Theory]
    [InlineData(3, 1, -90, 0)] // on the pane
    [InlineData(3, 1, -45, 0)] // its right end
    [InlineData(3, 1, -40, 5)]
    [InlineData(3, 1, 90, 135)] // the back turned to it
    [InlineData(0, 1, -26.565, 0)] // from the side
    [InlineData(3, -1, 90, 0)] // from inside
    [InlineData(10, 0.5, 178, 5.58)] // from far along it, over the ±180° seam
    public void Angle_ToAPane_IsToItsNearestPart(double x, double y, double azimuth, double degrees)
    {
        var display = new DisplayPlan("pane", AttentionScene.Rectangle(0, 0, 1, 1)) { Target = [new(2, 0), new(4, 0)] };
        DisplayAngle.Of(display, new PlanePoint(x, y), new Heading(null, azimuth))!.Value.ShouldBe(degrees, 0.01);
    }

    [Fact]
    public void Sample_SteadyState_AllocatesNothing()
    {
        Passer[] people = [.. Enumerable.Range(0, 12).Select(i => (Passer)(t => t % (8 + i) < 5 + i ? (new PlanePoint(3 + (2 * Math.Sin(t + i)), 1), 90 * Math.Sin(t)) : null))];
        var scene = new AttentionScene(people) { WindowSeconds = 86_400 };
        scene.Run(0, 60);
        var before = GC.GetAllocatedBytesForCurrentThread();
        scene.Run(60, 100);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        scene.Stop(100);
        scene.People.Count().ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Sample_TenThousandPassers_AreAllToldAndLeaveNothing()
    {
        Passer[] people = [.. Enumerable.Range(0, 50).Select(_ => (Passer)(t => t % 4 < 1.55 ? (new PlanePoint(3, 1), ToPane) : null))];
        var scene = new AttentionScene(people);
        var (told, visits) = (0, 0);
        for (var t = 0; t < 820; t += 20)
        {
            scene.Run(t, t + 20);
            (told, visits) = (told + scene.People.Count(), visits + scene.Visits.Count());
            scene.Windows.Clear();
        }
        scene.Run(820, 824).Stop(824);
        (told + scene.People.Count()).ShouldBe(206 * 50);
        (visits + scene.Visits.Count()).ShouldBe(206 * 50);
        scene.Counter.Close(TimeSpan.MaxValue).ShouldAllBe(a => a.People.Count == 0 && a.Visits.Count == 0);
    }

    private static (PlanePoint, double?)? Walk(double t, double from, double to, double? azimuth) =>
        t >= 0 && from + t <= to ? (new PlanePoint(from + t, 1), azimuth) : null;

    private static RawPasser One(Passer person, DisplayPlan? display = null) => (display is null ? new AttentionScene(person) : new AttentionScene(person) { Display = display }).Run(0, 30).Stop(30).People.ShouldHaveSingleItem();

    private static RawInterest Visit(Passer person) => new AttentionScene(person).Run(0, 30).Stop(30).Visits.ShouldHaveSingleItem();
}
