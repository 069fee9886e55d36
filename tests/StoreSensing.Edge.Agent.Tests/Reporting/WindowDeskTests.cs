using System.Text.Json;
using StoreSensing.Contracts.Time;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Agent.Tests.Lanes;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;

namespace StoreSensing.Edge.Agent.Tests.Reporting;

public sealed class WindowDeskTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly MemoryOutbox _outbox = new();
    private readonly WindowDesk _desk;
    private int _kept;

    public WindowDeskTests() =>
        _desk = new WindowDesk(new WindowGathering(), new Anonymiser("0123456789abcdef", PrivacyProfile.Standard, [], []), _outbox, () => _kept++);

    public void Dispose() => _outbox.Dispose();

    [Fact]
    public void Add_EverySensorsWindow_OneMessageIsKept()
    {
        _desk.JoinSensor("grip");
        _desk.JoinSensor("basket");
        _desk.Add(Window("grip", 1, 2));
        (_kept, _desk.LastSeq).ShouldBe((0, 0));

        _desk.Add(Window("basket", 3));

        (_kept, _desk.LastSeq).ShouldBe((1, 1));
        var message = _outbox.Kept.ShouldHaveSingleItem();
        message.Kind.ShouldBe(MessageKind.Arousal);
        JsonSerializer.Deserialize(message.Payload.Span, WireJson.Default.ArousalMessage)!.Zones.Single().Arousal!.Contributors.ShouldBe(3);
    }

    // Sensors and cameras don't wait for each other.
    [Fact]
    public void Add_CameraIsSilent_SensorsGoOn()
    {
        _desk.Join("aisle");
        _desk.JoinSensor("grip");
        _desk.Add(Window("grip", 1));
        _outbox.Kept.Count.ShouldBe(1);
    }

    [Fact]
    public void LeaveAndTakeOverdue_SensorsThatHang_HoldNobodyUp()
    {
        _desk.JoinSensor("grip");
        _desk.JoinSensor("basket");
        _desk.JoinSensor("kiosk");
        _desk.Add(Window("grip", 1));
        _desk.LeaveSensor("basket");
        _outbox.Kept.ShouldBeEmpty();
        _desk.TakeOverdue(Start.AddMinutes(5));
        _outbox.Kept.Count.ShouldBe(1);
        _desk.Add(Window("grip", 1));
        _desk.LeaveSensor("kiosk");
        _outbox.Kept.Count.ShouldBe(2);
    }

    private static RawArousalWindow Window(string sensor, params long[] people) => new()
    {
        Sensor = sensor, Window = TimeWindow.Holding(Start, 60), ObservedSeconds = 60, Study = null, Zones = ["till"],
        People = [.. people.Select(id => new RawArousal(id, "till", 50, 40, 20, 10, 4, 2))],
    };
}
