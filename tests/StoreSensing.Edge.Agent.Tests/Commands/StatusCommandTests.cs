using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Commands;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Agent.Tests.Commands;

public sealed class StatusCommandTests
{
    [Fact]
    public void Lines_SensorWithAFault_SayHowItDoes() => StatusCommand.Lines(new StatusMessage
    {
        Schema = "status/1",
        State = "online",
        Session = "s1",
        At = null,
        UptimeSeconds = 3661,
        LastSeq = 0,
        Cameras = [],
        Sensors =
        [
            new() { Sensor = "grip", State = "reading", ReadingsPerSecond = 99.84, Readings = 12500, Restarts = 0, Fault = null },
            new() { Sensor = "band", State = "stalled", ReadingsPerSecond = 0, Readings = 41, Restarts = 3, Fault = "no reading arrives" },
        ],
        PrivacyBudget = null,
        Outbox = null,
    }).ShouldBe(
    [
        "online, up 0.01:01:01, session s1",
        "  sensor grip: reading, 99.8 readings/s, 12500 read, 0 restarts",
        "  sensor band: stalled, 0.0 readings/s, 41 read, 3 restarts: no reading arrives",
    ]);

    [Fact]
    public void DropLines_ManyStretches_AreTheNewestTwenty()
    {
        var drops = Enumerable.Range(1, 22).Select(i => new DroppedMessages("s1", new SeqRange(10 * i, (10 * i) + 4), DropReason.Size, DateTimeOffset.UnixEpoch)).ToList();
        var lines = StatusCommand.DropLines(drops).ToList();
        lines.Count.ShouldBe(21);
        lines[0].ShouldBe("  dropped: 2 earlier stretches");
        lines[^1].ShouldStartWith("  dropped: session s1, messages 220 to 224, the outbox was full (");
    }
}
