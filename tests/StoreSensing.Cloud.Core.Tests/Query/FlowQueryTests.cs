using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Query;

public sealed class FlowQueryTests
{
    [Fact]
    public void Summarise_Blocks_AddUp()
    {
        var flow = FlowQuery.Summarise(
            [Row(0, Wire.Ways("floor", 10, "entrance", "shelf", 6)), Row(1, Wire.NoWays("floor")), Row(2, Wire.Ways("floor", 30, "entrance", "till", 12))], null).Single();
        (flow.Surface, flow.Visitors, flow.ObservedSeconds, flow.BlockWithheld).ShouldBe(("floor", 40, 30, null));
        flow.Transitions.ShouldBe([new FlowWay("entrance", "till", 12), new FlowWay("entrance", "shelf", 6)]);
        flow.First.ShouldBe([new FlowStart("entrance", 18, 1)]);
        // Each zone among the visitors of the blocks that told it.
        flow.Reached.ShouldBe([new FlowReach("entrance", 40, 40, 1), new FlowReach("till", 12, 30, 0.4), new FlowReach("shelf", 6, 10, 0.6)]);
    }

    [Fact]
    public void Summarise_TwoBlocksOrOne_SameFigures()
    {
        var parts = FlowQuery.Summarise([Row(0, Wire.Ways("floor", 10, "a", "b", 5)), Row(1, Wire.Ways("floor", 20, "a", "b", 10))], null).Single();
        var whole = FlowQuery.Summarise([Row(0, Wire.Ways("floor", 30, "a", "b", 15)), Row(1, Wire.NoWays("floor"))], null).Single();
        parts.Transitions.ShouldBe(whole.Transitions);
        parts.First.ShouldBe(whole.First);
        parts.Reached.ShouldBe(whole.Reached);
    }

    // Three figures waited at first, and were told later: only what waits still is withheld.
    [Fact]
    public void Summarise_Withheld_IsWhatWaitsStillPerDevice()
    {
        var flow = FlowQuery.Summarise(
            [Row(0, Wire.Ways("floor", 10, "a", "b", 6, withheld: 3)), Row(1, Wire.Ways("floor", 10, "a", "b", 6, withheld: 1)), Row(1, Wire.Ways("floor", 9, "a", "b", 6, withheld: 2), "floor-2")],
            null).Single();
        flow.Withheld.ShouldBe(3);
    }

    [Fact]
    public void Summarise_Since_IsTheEarliestWindowThatContributed()
    {
        var early = Wire.Ways("floor", 9, "a", "b", 6);
        var flow = FlowQuery.Summarise([Row(5, Wire.Ways("floor", 9, "a", "b", 6)), Row(6, early with { Block = early.Block! with { Since = Wire.T0.AddMinutes(-3) } })], null).Single();
        flow.Since.ShouldBe(Wire.T0.AddMinutes(-3));
    }

    [Theory]
    [InlineData("no-visitors", "no-visitors", "no-visitors")]
    [InlineData("no-visitors", "below-threshold", "below-threshold")]
    [InlineData("profile", "below-threshold", "profile")]
    public void Summarise_NothingTold_SaysWhy(string first, string second, string expected)
    {
        var flow = FlowQuery.Summarise([Row(0, Wire.NoWays("floor", first)), Row(1, Wire.NoWays("floor", second))], null).Single();
        flow.BlockWithheld.ShouldBe(expected);
        (flow.Visitors, flow.Since).ShouldBe((0, null));
        flow.Transitions.ShouldBeEmpty();
    }

    [Fact]
    public void Summarise_Unobserved_IsAbsent() => FlowQuery.Summarise([], null).ShouldBeEmpty();

    [Fact]
    public void Summarise_OneSurfaceAsked_OthersAreLeftOut()
    {
        Row<FlowFigures>[] rows = [Row(0, Wire.NoWays("window")), Row(0, Wire.NoWays("floor"))];
        FlowQuery.Summarise(rows, "window").Select(f => f.Surface).ShouldBe(["window"]);
        FlowQuery.Summarise(rows, null).Select(f => f.Surface).ShouldBe(["floor", "window"]);
    }

    private static Row<FlowFigures> Row(int window, FlowFigures figures, string device = "floor-1") =>
        new(new WindowOrigin(Wire.T0.AddSeconds(10 * window), 10, 10, device, Wire.Session, window + 1), figures);
}
