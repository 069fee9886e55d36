using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Ingest;

public sealed class AckPlanTests
{
    [Fact]
    public void Of_TwoDevicesAndSessions_OneMessageEachWithMergedRanges()
    {
        var other = new DeviceAddress("acme", "berlin", "window-1");
        Accepted[] batch =
        [
            Wire.Accept(Wire.Device, Wire.Zones(2, 0)), Wire.Accept(Wire.Device, Wire.Heat(1, 0)), Wire.Accept(Wire.Device, Wire.Lines(5, 0)),
            Wire.Accept(Wire.Device, Wire.Zones(2, 0)), Wire.Accept(Wire.Device, Wire.Status()),
            Wire.Accept(Wire.Device, Wire.Zones(1, 0) with { Session = Wire.OtherSession }),
            Wire.Accept(other, Wire.Zones(9, 0)),
        ];
        var acks = AckPlan.Of(batch).Select(a => $"{a.Device} {a.Message.Session} {string.Join(' ', a.Message.Ranges.Select(r => $"{r[0]}-{r[1]}"))}");
        acks.ShouldBe(
        [
            $"acme/berlin/floor-1 {Wire.Session} 1-2 5-5",
            $"acme/berlin/floor-1 {Wire.OtherSession} 1-1",
            $"acme/berlin/window-1 {Wire.Session} 9-9",
        ]);
    }

    [Fact]
    public void Of_ManyHoles_NamesOnlyWhatCameAndKeepsTheSchemasBound()
    {
        var batch = Enumerable.Range(0, 2500).Select(i => Wire.Accept(Wire.Device, Wire.Lines((2 * i) + 1, 0))).ToList();
        var acks = AckPlan.Of(batch);
        acks.Select(a => a.Message.Ranges.Count).ShouldBe([1000, 1000, 500]);
        acks.SelectMany(a => a.Message.Ranges).ShouldAllBe(r => r[0] == r[1] && r[0] % 2 == 1);
    }

    [Fact]
    public void Of_OnlyStates_IsEmpty() => AckPlan.Of([Wire.Accept(Wire.Device, Wire.Status()), Wire.Accept(Wire.Device, Wire.Describe())]).ShouldBeEmpty();
}
