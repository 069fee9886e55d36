using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Query;

public sealed class AttentionQueryTests
{
    private static readonly StoreLayout Layout = StoreLayout.Of(new StoreAddress("acme", "berlin"), [new(Wire.Device, null, Wire.Describe(), null)]);

    // 30 of 100. Wilson's interval by hand, z² = 3.8415: (0.3 + 0.019207 ± 1.96 √(0.0021 + 0.000096)) / 1.038415.
    [Fact]
    public void Summarise_Blocks_AddUpAndSharesAreOfTheSum()
    {
        var display = AttentionQuery.Summarise(Layout,
        [
            Row(0, Wire.Display("left-window", Wire.Funnel(40, 20, 10, 8, 2, 14, known: 30, present: 50)) with { ObservedSeconds = 8 }),
            Row(1, Wire.Display("left-window", withheld: "below-threshold")),
            Row(2, Wire.Display("left-window", Wire.Funnel(60, 30, 15, 12, 5, 16, known: 33, present: 50) with { Since = Wire.T0.AddSeconds(-10) })),
        ]).Single();
        (display.Name, display.ObservedSeconds, display.FunnelWithheld).ShouldBe(("Left window", 28, null));
        var funnel = display.Funnel!;
        (funnel.Passed, funnel.Glanced, funnel.Stopped, funnel.Attended, funnel.Entered, funnel.AttendedAnyhow).ShouldBe((100, 50, 25, 20, 7, 30));
        (funnel.Since, funnel.DirectionKnownShare).ShouldBe((Wire.T0.AddSeconds(-10), 0.63));
        funnel.Attraction!.Share.ShouldBe(0.3);
        funnel.Attraction.Low.ShouldBe(0.2189, 5e-5);
        funnel.Attraction.High.ShouldBe(0.3958, 5e-5);
    }

    // 3 and 5 s of two who attended, 7 s of a third: 15 s / 3. The median over all six who looked is that of 0.5, 1, 1.5, 3, 5, 7.
    [Fact]
    public void Summarise_Looks_HoldingIsOfThoseWhoAttendedMedianOfAll()
    {
        var display = AttentionQuery.Summarise(Layout, [Row(0, Wire.Display("left-window", attention: Wire.Looks(0.5, 3, 5, 1))), Row(1, Wire.Display("left-window", attention: Wire.Looks(1.5, 7)))]).Single();
        var looks = display.Attention!;
        (looks.Contributors, looks.Attended, looks.HoldingSeconds).ShouldBe((6, 3, 5));
        looks.MedianSeconds.ShouldBe(2.25, 0.0225);
    }

    [Fact]
    public void Summarise_OneBlock_MedianIsTheDevicesOwn() =>
        AttentionQuery.Summarise(Layout, [Row(0, Wire.Display("left-window", attention: Wire.Looks(1, 1.3, 1.9)))]).Single().Attention.ShouldBe(new AttentionSummary(3, 0, null, "nobody", 1.3));

    // Both blocks as one: 10 visits, 2 lost at 1 s, 4 cut at 2 s, 1 lost at 3 s, of the 4 still there. 1 − 8/10 × 3/4.
    [Fact]
    public void Summarise_Interest_IsWorkedOutOnTheSumOfTheBlocks()
    {
        var interest = AttentionQuery.Summarise(Layout,
        [
            Row(0, Wire.Display("left-window", interest: Wire.Interest(2, [1, 1], [2]))),
            Row(1, Wire.Display("left-window", interest: Wire.Interest(1, [3], [2, 2, 2]))),
        ]).Single().Interest!;
        (interest.Visits, interest.Lost, interest.Cut, interest.LostShare!.Share).ShouldBe((10, 3, 4, 0.4));
        interest.LostShare.Low.ShouldBeLessThan(0.2);
        interest.LostShare.High.ShouldBeGreaterThan(0.65);
    }

    [Fact]
    public void Summarise_AllCut_ShareIsUnknownNotZero()
    {
        var display = AttentionQuery.Summarise(Layout, [Row(0, Wire.Display("left-window", interest: Wire.Interest(0, [], [2, 3])))]).Single();
        display.Interest.ShouldBe(new InterestSummary(2, 0, 2, null));
        display.InterestWithheld.ShouldBeNull();
    }

    [Theory]
    [InlineData("nobody", "nobody", "nobody")]
    [InlineData("below-threshold", "nobody", "below-threshold")]
    [InlineData("below-threshold", "profile", "profile")]
    public void Summarise_NothingTold_SaysTheStrongestReason(string first, string second, string expected)
    {
        var display = AttentionQuery.Summarise(Layout, [Row(0, Wire.Display("left-window", withheld: first)), Row(1, Wire.Display("left-window", withheld: second))]).Single();
        (display.Funnel, display.Attention, display.Interest).ShouldBe((null, null, null));
        (display.FunnelWithheld, display.AttentionWithheld, display.InterestWithheld).ShouldBe((expected, expected, expected));
    }

    [Fact]
    public void Summarise_NotObserved_IsThereWithoutFiguresAndWithoutReason()
    {
        var display = AttentionQuery.Summarise(Layout, []).Single();
        (display.Display, display.ObservedSeconds, display.Funnel, display.FunnelWithheld).ShouldBe(("left-window", 0, null, null));
    }

    [Fact]
    public void Summarise_SeveralDisplays_TheOneThatAttractsMostComesFirst() =>
        AttentionQuery.Summarise(Layout,
        [
            Row(0, Wire.Display("a", Wire.Funnel(50, 20, anyhow: 5))), Row(0, Wire.Display("b", Wire.Funnel(10, 9, anyhow: 4))), Row(0, Wire.Display("c", withheld: "below-threshold")),
            Row(1, Wire.Display("left-window", Wire.Funnel(100, 50, anyhow: 20))),
        ]).Select(d => d.Display).ShouldBe(["b", "left-window", "a", "c"]);

    // Those who passed two cameras' areas of one display are in both devices' figures; observed time is the longer one.
    [Fact]
    public void Summarise_TwoDevices_PeopleAddUpObservedDoesNot()
    {
        var display = AttentionQuery.Summarise(Layout, [Row(0, Wire.Display("left-window", Wire.Funnel(6))), Row(0, Wire.Display("left-window", Wire.Funnel(8)) with { ObservedSeconds = 5 }, "floor-2")]).Single();
        (display.Funnel!.Passed, display.ObservedSeconds).ShouldBe((14, 10));
    }

    [Fact]
    public void Points_Steps_NobodyIsZeroWithheldIsNotAndUnobservedIsAbsent()
    {
        var points = AttentionQuery.Points("left-window",
        [
            Row(0, Wire.Display("left-window", Wire.Funnel(10, 5, 4, 3, 1, 4))), Row(1, Wire.Display("left-window", Wire.Funnel(10, 5, 4, 3, 1, 4))),
            Row(2, Wire.Display("left-window")), Row(4, Wire.Display("left-window")), Row(5, Wire.Display("left-window", withheld: "below-threshold")),
            Row(4, Wire.Display("other", Wire.Funnel(99))),
        ], 20);
        points.Select(p => (p.Start - Wire.T0).TotalSeconds).ShouldBe([0, 20, 40]);
        points.Select(p => p.Passed).ShouldBe([20, 0, null]);
        points.Select(p => p.Withheld).ShouldBe([null, null, "below-threshold"]);
        points.Select(p => p.Attraction?.Share).ShouldBe([0.4, null, null]);
        points.Select(p => p.ObservedSeconds).ShouldBe([20, 10, 20]);
        (points[0].Glanced, points[0].Stopped, points[0].Attended, points[0].Entered, points[0].AttendedAnyhow).ShouldBe((10, 8, 6, 2, 8));
    }

    private static Row<AttentionFigures> Row(int window, AttentionFigures figures, string device = "floor-1") =>
        new(new WindowOrigin(Wire.T0.AddSeconds(10 * window), 10, 10, device, Wire.Session, window + 1), figures);
}
