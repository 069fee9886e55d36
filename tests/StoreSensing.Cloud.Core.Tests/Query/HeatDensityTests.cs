using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Query;

public sealed class HeatDensityTests
{
    private static readonly StoreAddress Store = new("acme", "berlin");

    // The same crowd in two cells, one wholly in view, of the other the half is hidden: what is seen of it stands on half the floor.
    [Fact]
    public void Sum_HalfTheCellInView_CountsTheHalf()
    {
        var heat = Sum(Layout(Visible((1, 0.5))), Wire.Surface("floor", (1, 5), (2, 10)));
        heat.Density.ShouldBe([4, 4]);
        heat.VisibleShare.ShouldBe(0.99375);
        heat.Unseen.ShouldBeEmpty();
        heat.TotalPersonSeconds.ShouldBe(15);
    }

    [Fact]
    public void Sum_CellHardlyInView_IsNullNotZero()
    {
        var heat = Sum(Layout(Visible((1, 0.09), (2, 0.1), (3, 0))), Wire.Surface("floor", (1, 5), (2, 10)));
        heat.Density.ShouldBe([null, 40]);
        heat.Unseen.ShouldBe([1, 3]);
        heat.Scale.Max.ShouldBe(40);
        heat.PersonSeconds.ShouldBe([5, 10]);
    }

    [Fact]
    public void Sum_LongerTime_DoesNotGetHotter()
    {
        var layout = Layout(Visible());
        var once = Sum(layout, Wire.Surface("floor", (1, 5)));
        Sum(layout, Wire.Surface("floor", (1, 5)), Wire.Surface("floor", (1, 5)), Wire.Surface("floor", (1, 5))).Density.ShouldBe(once.Density);
    }

    [Fact]
    public void Sum_Picture_FallsBackToPersonSecondsPerHour()
    {
        var heat = Sum(Layout(null, "image"), Wire.Surface("floor", (1, 5)));
        (heat.Unit, heat.Density.Single(), heat.VisibleShare).ShouldBe((HeatUnits.PersonSecondsPerHour, 1800, null));
    }

    [Theory]
    [InlineData("metre", "people-per-m2-hour", 2880)]
    [InlineData("image", "people-per-hour", 720)]
    public void Sum_EntryLayer_CountsPeople(string unit, string expected, double density)
    {
        var entry = Wire.Surface("floor") with { Layer = HeatLayers.Entry, Cells = [4], PersonSeconds = null, People = [2] };
        var heat = HeatQuery.Sum(Layout(null, unit), [Row(0, entry)], null, HeatLayers.Entry).Single();
        (heat.Unit, heat.TotalPeople, heat.TotalPersonSeconds).ShouldBe((expected, 2, null));
        heat.People.ShouldBe([2]);
        heat.PersonSeconds.ShouldBeNull();
        heat.Density.ShouldBe([density]);
    }

    [Fact]
    public void Sum_GridThatNobodyDescribes_HasNoSquareMetres() =>
        Sum(Layout(Visible()), Wire.Surface("floor", (1, 5)) with { Columns = 20 }).Unit.ShouldBe(HeatUnits.PersonSecondsPerHour);

    // 3 pairs at 0.2 m and 1 at 0.6 m: the squares are averaged over pairs.
    [Fact]
    public void Sum_Merge_AddsPairsAndTheirSquaredDistances()
    {
        var path = Wire.Surface("floor", (1, 5));
        Sum(Layout(null), path with { Merge = new MergeFigures { Pairs = 3, Ambiguous = 1, RmsMetres = 0.2 } }, path with { Merge = new MergeFigures { Pairs = 1, Ambiguous = 0, RmsMetres = 0.6 } })
            .Merge.ShouldBe(new MergeSummary(4, 1, 0.34641));
        Sum(Layout(null), path with { Merge = new MergeFigures { Pairs = 0, Ambiguous = 0, RmsMetres = null } }).Merge.ShouldBe(new MergeSummary(0, 0, null));
        Sum(Layout(null), path).Merge.ShouldBeNull();
    }

    [Fact]
    public void Layout_TwoDevicesSeeOneFloor_ACellIsSeenAsWellAsTheBetterSeesIt()
    {
        var (one, other) = (Describe(Visible((0, 0.2), (1, 0.7))), Describe(Visible((0, 0.6), (1, 0))));
        StoreLayout.Of(Store, [Record("a", one), Record("b", other)]).Surfaces.Single().Visible!.Take(3).ShouldBe([0.6, 0.7, 1]);
        StoreLayout.Of(Store, [Record("a", one), Record("b", Describe(null))]).Surfaces.Single().Visible.ShouldBeNull();
        StoreLayout.Of(Store, [Record("a", Describe([0.5, 0.5]))]).Surfaces.Single().Visible.ShouldBeNull();
    }

    private static HeatSurface Sum(StoreLayout layout, params HeatFigures[] windows) =>
        HeatQuery.Sum(layout, windows.Select((w, i) => Row(i, w)), null, "path").Single();

    private static double[] Visible(params (int Cell, double Share)[] partly)
    {
        var visible = Enumerable.Repeat(1.0, 80).ToArray();
        foreach (var (cell, share) in partly)
            visible[cell] = share;
        return visible;
    }

    private static StoreLayout Layout(IReadOnlyList<double>? visible, string unit = "metre") => StoreLayout.Of(Store, [Record("floor-1", Describe(visible, unit))]);

    private static DescribeMessage Describe(IReadOnlyList<double>? visible, string unit = "metre")
    {
        var describe = Wire.Describe();
        return describe with { Surfaces = [describe.Surfaces[0] with { Visible = visible, Unit = unit }] };
    }

    private static DeviceRecord Record(string device, DescribeMessage describe) => new(new DeviceAddress("acme", "berlin", device), null, describe, null);

    private static Row<HeatFigures> Row(int window, HeatFigures figures) =>
        new(new WindowOrigin(Wire.T0.AddSeconds(10 * window), 10, 10, "floor-1", Wire.Session, window + 1), figures);
}
