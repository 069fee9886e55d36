using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Commands;

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
}
