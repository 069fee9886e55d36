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
        var acks = AckPlan.Of(batch, []).Select(a => $"{a.Device} {a.Message.Session} {string.Join(' ', a.Message.Ranges.Select(r => $"{r[0]}-{r[1]}"))}");
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
        var acks = AckPlan.Of(batch, []);
        acks.Select(a => a.Message.Ranges.Count).ShouldBe([1000, 1000, 500]);
        acks.SelectMany(a => a.Message.Ranges).ShouldAllBe(r => r[0] == r[1] && r[0] % 2 == 1);
    }

    [Fact]
    public void Of_OnlyStates_IsEmpty() => AckPlan.Of([Wire.Accept(Wire.Device, Wire.Status()), Wire.Accept(Wire.Device, Wire.Describe())], []).ShouldBeEmpty();

    [Fact]
    public void Of_RefusedMessages_AreToldApart()
    {
        Rejection[] rejected =
        [
            new("t", RejectionCause.Json, "no", new MessageIdentity(Wire.Device, Wire.Session, 4)), new("t", RejectionCause.Json, "no", new MessageIdentity(Wire.Device, Wire.Session, 5)), new("t", RejectionCause.Json, "not even JSON"),
        ];

        var acks = AckPlan.Of([Wire.Accept(Wire.Device, Wire.Zones(3, 0))], rejected);

        acks.Count.ShouldBe(2);
        acks[0].Message.Ranges.Single().ShouldBe([3L, 3L]);
        acks[0].Message.Refused.ShouldBeEmpty();
        acks[1].Message.Ranges.ShouldBeEmpty();
        acks[1].Message.Refused.Single().ShouldBe([4L, 5L]);
    }

    [Theory]
    [InlineData("{\"session\":\"0123456789abcdef\",\"seq\":7,\"more\":{\"seq\":1}}", 7L)]
    [InlineData("{\"more\":{\"session\":\"ffffffffffffffff\",\"seq\":1},\"seq\":8,\"session\":\"0123456789abcdef\"}", 8L)]
    [InlineData("{\"session\":\"0123456789abcdef\",\"seq\":-7}", null)]
    [InlineData("{\"session\":\"0123456789ABCDEF\",\"seq\":7}", null)]
    [InlineData("{\"session\":\"0123456789abcdef\",\"seq\":7.5}", null)]
    [InlineData("{\"session\":\"0123456789abcdef\"", null)]
    [InlineData("no JSON", null)]
    public void Peek_RefusedBytes_TellsWhichMessageItWas(string json, long? seq) =>
        (MessageIdentity.Peek(Wire.Device, MessageKind.Zone, System.Text.Encoding.UTF8.GetBytes(json))?.Seq).ShouldBe(seq);

    [Fact]
    public void Peek_State_IsNoNumberedMessage() =>
        MessageIdentity.Peek(Wire.Device, MessageKind.Status, "{\"session\":\"0123456789abcdef\",\"seq\":7}"u8).ShouldBeNull();
}
