using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Query;

public sealed class HeatLineLayoutTests
{
    private static readonly IReadOnlyList<DeviceRecord> Devices = [new(Wire.Device, null, Wire.Describe(), null)];
    private static readonly StoreLayout Layout = StoreLayout.Of(new StoreAddress("acme", "berlin"), Devices);

    [Fact]
    public void Heat_Windows_AddUpPerCellWithPercentilesOverNonZeroCells()
    {
        var heat = HeatQuery.Sum(Layout, [Row(0, Wire.Surface("floor", (1, 0.1), (5, 2))), Row(1, Wire.Surface("floor", (1, 0.2), (7, 0), (9, 5)))], null, "path").Single();
        heat.Cells.ShouldBe([1, 5, 9]);
        heat.PersonSeconds.ShouldBe([0.3, 2, 5]);
        heat.TotalPersonSeconds.ShouldBe(7.3);
        heat.ObservedSeconds.ShouldBe(20);
        // Cells of 0.25 m² over 20 s: 1 person-second is 0.2 people on a square metre.
        (heat.Unit, heat.VisibleShare).ShouldBe((HeatUnits.PeoplePerSquareMetre, null));
        heat.Density.ShouldBe([0.06, 0.4, 1]);
        // Of 0.06, 0.4, 1: ranks 1, 1.5, 1.8, 1.9, 1.98.
        heat.Scale.ShouldBe(new HeatScale(0.4, 0.7, 0.88, 0.94, 0.988, 1));
    }

    [Fact]
    public void Heat_ObservedButEmpty_IsThereWithoutCells()
    {
        var heat = HeatQuery.Sum(Layout, [Row(0, Wire.Surface("floor"))], null, "path").Single();
        heat.Cells.ShouldBeEmpty();
        heat.ObservedSeconds.ShouldBe(10);
        heat.Scale.ShouldBe(new HeatScale(0, 0, 0, 0, 0, 0));
    }

    [Fact]
    public void Heat_Unobserved_IsAbsent() => HeatQuery.Sum(Layout, [], null, "path").ShouldBeEmpty();

    [Fact]
    public void Heat_OneSurfaceAsked_OthersAreLeftOut()
    {
        Row<HeatFigures>[] rows = [Row(0, Wire.Surface("floor", (1, 1))), Row(0, Wire.Surface("window", (1, 1)))];
        HeatQuery.Sum(Layout, rows, "window", "path").Select(s => s.Surface).ShouldBe(["window"]);
        HeatQuery.Sum(Layout, rows, null, "path").Select(s => s.Surface).ShouldBe(["floor", "window"]);
    }

    [Fact]
    public void Heat_GridChanged_ShowsTheNewestAndSaysWhatIsLeftOut()
    {
        var heat = HeatQuery.Sum(Layout, [Row(0, Wire.Surface("floor", (1, 1))), Row(1, Wire.Surface("floor", (2, 4)) with { Columns = 20 })], null, "path").Single();
        (heat.Columns, heat.TotalPersonSeconds, heat.ObservedSeconds, heat.OtherGridSeconds).ShouldBe((20, 4, 10, 10));
    }

    [Fact]
    public void Heat_TenThousandWindows_TotalIsTheSumOfItsCells()
    {
        var random = new Random(11);
        var rows = Enumerable.Range(0, 10_000).Select(i => Row(i, Wire.Surface("floor", (random.Next(40), 0.1), (40 + random.Next(40), 0.3)))).ToList();
        var heat = HeatQuery.Sum(Layout, rows, null, "path").Single();
        heat.TotalPersonSeconds.ShouldBe(4000);
        heat.PersonSeconds!.Sum().ShouldBe(4000, 1e-6);
        heat.Cells.ShouldBeInOrder();
    }

    [Fact]
    public void Lines_Windows_AddUpUnderTheirNames()
    {
        var lines = LineQuery.Summarise(Layout, [Row(0, Line("door", 2, 1)), Row(1, Line("door", 3, 0)), Row(1, Line("back", 1, 1))]);
        lines.Select(l => (l.Line, l.Name, l.InName, l.OutName, l.In, l.Out, l.ObservedSeconds)).ShouldBe(
        [
            ("door", "Door", "into the shop", "to the street", 5, 1, 20),
            ("back", "back", "in", "out", 1, 1, 10),
        ]);
        lines.ShouldAllBe(l => l.Since == null && l.Withheld == null && l.InUntold == null && l.OutUntold == null && l.InPlusMinus == null);
    }

    [Fact]
    public void Lines_CameraSawPartOfTheWindow_ObservedIsTheLinesOwn() =>
        LineQuery.Summarise(Layout, [Row(0, Line("door", 2, 1) with { ObservedSeconds = 4 }), Row(0, Line("back", 1, 0))]).Select(l => l.ObservedSeconds).ShouldBe([4, 10]);

    [Fact]
    public void Lines_Unobserved_SayZeroObservedSeconds() => LineQuery.Summarise(Layout, []).Single().ObservedSeconds.ShouldBe(0);

    [Fact]
    public void Layout_TwoDevices_SurfacesOnceTheRestOfBoth()
    {
        var second = new DeviceAddress("acme", "berlin", "floor-2");
        var layout = StoreLayout.Of(new StoreAddress("acme", "berlin"), [new(Wire.Device, null, Wire.Describe(null), null), new(second, null, Wire.Describe("demo"), null), new(new DeviceAddress("acme", "berlin", "mute"), null, null, null)]);
        layout.Surfaces.Select(s => s.Device).ShouldBe(["floor-1"]);
        layout.Zones.Count.ShouldBe(4);
        layout.Displays.Select(d => (d.Device, d.Display)).ShouldBe([("floor-1", "left-window"), ("floor-2", "left-window")]);
        layout.Provenance.ShouldBe("demo");
        layout.WindowSeconds.ShouldBe(10);
        layout.Privacy.Select(p => p.Device).ShouldBe(["floor-1", "floor-2"]);
    }

    [Fact]
    public void TimeRange_BackwardsOrTooLong_Throws()
    {
        Should.Throw<ArgumentException>(() => new TimeRange(Wire.T0, Wire.T0)).Message.ShouldBe("from (2026-03-02T10:00:00Z) must be before to (2026-03-02T10:00:00Z)");
        Should.Throw<ArgumentException>(() => new TimeRange(Wire.T0, Wire.T0.AddDays(401))).Message.ShouldContain("401 days");
    }

    private static LineFigures Line(string line, int @in, int @out) => Wire.Line(line, @in, @out);

    private static Row<T> Row<T>(int window, T figures) => new(new WindowOrigin(Wire.T0.AddSeconds(10 * window), 10, 10, "floor-1", Wire.Session, window + 1), figures);
}
