using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Query;

public sealed class EntranceQueryTests
{
    private static readonly IReadOnlyList<DeviceRecord> Online = [new(Wire.Device, Wire.Status(), Wire.Describe(), Wire.T0)];
    private static readonly StoreLayout Layout = StoreLayout.Of(new StoreAddress("acme", "berlin"), Online);

    [Fact]
    public void Summarise_Windows_AddUpWithEveryCorrection()
    {
        var store = Store(
            Row(0, Wire.Inside(5, 1, 4, 5)), Row(1, Wire.Inside(0, 6, 0, 4, clamped: 2)), Row(2, Wire.Inside(3, 1, 0, 3, drift: 2)), Row(3, Wire.Inside(1, 0, 1, 1)));
        (store.In, store.Out, store.Clamped, store.Drift).ShouldBe((9, 8, 2, 2));
        // The law of the ledger: in − out + clamped − drift is what is inside.
        (store.In - store.Out + store.Clamped - store.Drift).ShouldBe(1);
        (store.Peak, store.PeakAt, store.ObservedSeconds).ShouldBe((5, Wire.T0, 40));
        store.Resets.ShouldBe([new EntranceReset(Wire.T0.AddSeconds(20), "floor-1", 2)]);
        (store.ResetAt, store.TimeZone).ShouldBe(("04:00", "Europe/Rome"));
    }

    [Fact]
    public void Summarise_DescribedButNeverObserved_IsNullNotZero()
    {
        var store = Store();
        (store.Group, store.ObservedSeconds, store.Peak, store.Now, store.Drift, store.ResetAt).ShouldBe(("store", 0, null, null, null, null));
    }

    [Fact]
    public void Summarise_NoEntranceAndNoFigures_IsEmpty()
    {
        var describe = Wire.Describe();
        var layout = StoreLayout.Of(new StoreAddress("acme", "berlin"), [Online[0] with { Describe = describe with { Lines = [describe.Lines[0] with { Entrance = false }] } }]);
        EntranceQuery.Summarise(layout, [], [], Online, Wire.T0).ShouldBeEmpty();
    }

    [Fact]
    public void Now_TwoDevices_TheirPeopleAreAddedOfTheOnlineSessions()
    {
        DeviceRecord[] devices = [Online[0], Online[0] with { Address = new DeviceAddress("acme", "berlin", "floor-2") }];
        var recent = new[] { Row(0, Wire.Inside(occupancy: 9)), Row(1, Wire.Inside(occupancy: 4)), Row(1, Wire.Inside(occupancy: 3), "floor-2") };
        EntranceQuery.Summarise(Layout, [], recent, devices, Wire.T0.AddSeconds(30)).Single().Now.ShouldBe(7);
        EntranceQuery.Summarise(Layout, [], recent, devices, Wire.T0.AddSeconds(51)).Single().Now.ShouldBeNull();
    }

    [Fact]
    public void Peak_TwoDevicesInOneWindow_AreAddedAndTwoPartsOfOneAreNot()
    {
        Store(Row(0, Wire.Inside(peak: 4)), Row(0, Wire.Inside(peak: 3), "floor-2"), Row(1, Wire.Inside(peak: 6))).Peak.ShouldBe(7);
        Store(Row(0, Wire.Inside(peak: 4)), Row(0, Wire.Inside(peak: 3)), Row(1, Wire.Inside(peak: 2))).Peak.ShouldBe(4);
        Store(Row(0, Wire.Inside())).Peak.ShouldBe(0);
    }

    [Fact]
    public void Points_AnyStep_TotalsAreTheSame()
    {
        var rows = Enumerable.Range(0, 60).Select(i => Row(i, Wire.Inside(i % 3, i % 2, peak: i))).ToArray();
        foreach (var step in new[] { 10, 60, 300 })
        {
            var points = EntranceQuery.Points("store", rows, step);
            (points.Sum(p => p.In), points.Sum(p => p.Out), points.Max(p => p.Peak)).ShouldBe((60, 30, 59));
        }
        EntranceQuery.Points("garage", rows, 60).ShouldBeEmpty();
    }

    private static EntranceSummary Store(params Row<OccupancyFigures>[] rows) => EntranceQuery.Summarise(Layout, rows, [], Online, Wire.T0).Single();

    private static Row<OccupancyFigures> Row(int window, OccupancyFigures figures, string device = "floor-1") =>
        new(new WindowOrigin(Wire.T0.AddSeconds(10 * window), 10, 10, device, Wire.Session, window + 1), figures);
}
