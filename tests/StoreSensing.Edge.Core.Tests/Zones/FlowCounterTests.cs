using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tests.Pipeline;

namespace StoreSensing.Edge.Core.Tests.Zones;

/// <summary>Zones a, b and c side by side, 3 m each; the entrance is at x = 3.2, in b.</summary>
public sealed class FlowCounterTests
{
    [Fact]
    public void Flow_ThroughTheZones_IsTheOrderOfVisits()
    {
        var flow = Flow(Scene(FloorScene.Walks((0, 1, 1), (3, 1, 1), (4, 4, 1), (7, 4, 1), (8, 7, 1), (11, 7, 1))));
        flow.Visitors.ShouldBe(1);
        Ways(flow).ShouldBe(["a>b", "b>c"]);
        flow.First.ShouldBe([1, 0, 0]);
        flow.Reached.ShouldBe([1, 1, 1]);
    }

    [Fact]
    public void Flow_ThereAndBackTwice_CountsAVisitorOnceAWay()
    {
        var flow = Flow(Scene(FloorScene.Walks((0, 1, 1), (3, 1, 1), (4, 4, 1), (7, 4, 1), (8, 1, 1), (11, 1, 1), (12, 4, 1), (15, 4, 1))));
        Ways(flow).ShouldBe(["a>b", "b>a"]);
        flow.Reached.ShouldBe([1, 1, 0]);
    }

    [Fact]
    public void Flow_OutAndBackIntoTheSameZone_IsNoWay() =>
        Ways(Flow(Scene(FloorScene.Walks((0, 1, 1), (3, 1, 1), (4, 1, 6), (7, 1, 6), (8, 1, 1), (11, 1, 1))))).ShouldBeEmpty();

    [Fact]
    public void Flow_WalksThroughWithoutAVisit_OnlyPasses()
    {
        // 3 m at 4 m/s: 0.75 s in b is no visit.
        var flow = Flow(Scene(FloorScene.Walks((0, 1, 1), (3, 1, 1), (4.5, 7, 1), (8, 7, 1))));
        Ways(flow).ShouldBe(["a>c"]);
        flow.Reached.ShouldBe([1, 0, 1]);
    }

    [Fact]
    public void First_AfterTheEntrance_NotWhatWasBefore()
    {
        var scene = Scene(FloorScene.Walks((0, 1, 1), (3, 1, 1), (4, 4, 1), (7, 4, 1)));
        scene.Lines.Add(new LinePlan("door", new PlanePoint(3.2, 4), new PlanePoint(3.2, 0), InIsPositive: true, 0.05, Entrance: true));
        var flow = Flow(scene);
        flow.First.ShouldBe([0, 1, 0]);
        Ways(flow).ShouldBe(["a>b"]); // the way from outside the door is one all the same
        scene.Windows.SelectMany(w => w.Crossings!).ShouldHaveSingleItem().In.ShouldBeTrue();
    }

    [Fact]
    public void Flow_NoVisitAtAll_IsAVisitor()
    {
        var flow = Flow(Scene(FloorScene.Stands(1, 6, 0, 5)));
        flow.Visitors.ShouldBe(1);
        flow.Reached.Sum().ShouldBe(0);
    }

    [Fact]
    public void Flow_SlotIsUsedAgain_NothingOfTheFormerVisitorIsLeft()
    {
        var flow = Flow(Scene(t => t < 5 ? new(1, 1) : t < 8 ? null : t < 13 ? new(4, 1) : null));
        flow.Visitors.ShouldBe(2);
        Ways(flow).ShouldBeEmpty();
        flow.First.ShouldBe([1, 1, 0]);
    }

    [Fact]
    public void Flow_ManyWindows_EqualOneWindow()
    {
        var people = Enumerable.Range(0, 12).Select(i => ZoneOverlapTests.RandomWay(new Random(i), 20 + (7 * i))).ToArray();
        var (many, one) = (Scene(people), Scene(people));
        many.WindowSeconds = 5;
        one.WindowSeconds = 3600;
        var (a, b) = (Flow(many), Flow(one));
        (a.Visitors, b.Visitors).ShouldBe((12, 12));
        a.Transitions.ShouldBe(b.Transitions);
        a.First.ShouldBe(b.First);
        a.Reached.ShouldBe(b.Reached);
        a.Transitions.Sum().ShouldBeGreaterThan(5);
    }

    private static RawFlow Flow(FloorScene scene) => scene.Play(130).Windows.Select(w => w.Flow.ShouldNotBeNull()).Aggregate(RawFlow.Sum);

    private static IEnumerable<string> Ways(RawFlow flow) =>
        from i in Enumerable.Range(0, flow.Transitions.Length) where flow.Transitions[i] == 1 select $"{flow.Zones[i / 3]}>{flow.Zones[i % 3]}";

    private static FloorScene Scene(params Way[] people) => new(people)
    {
        Zones = { ("a", FloorScene.Rectangle(0, 0, 3, 4)), ("b", FloorScene.Rectangle(3, 0, 6, 4)), ("c", FloorScene.Rectangle(6, 0, 9, 4)) },
    };
}
