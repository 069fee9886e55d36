using StoreSensing.Configuration;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Agent.Reporting;

namespace StoreSensing.Edge.Agent.Tests.Reporting;

public sealed class DeviceReporterTests
{
    private const string Session = "0123456789abcdef";
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("standard")]
    [InlineData("traffic")]
    public void Describe_AnyProfile_FollowsItsSchema(string profile) =>
        WireSchemas.Validator(MessageKind.Describe).Problem(Reporter(profile).Describe(new Dictionary<string, double> { ["window"] = 1.3333 })).ShouldBeNull();

    [Theory]
    [InlineData("online")]
    [InlineData("stopped")]
    public void Status_WithAFault_FollowsItsSchema(string state)
    {
        _time.Advance(TimeSpan.FromSeconds(90));
        var camera = new CameraStatus
        {
            Camera = "aisle", State = "stalled", FramesPerSecond = 0, FramesAnalysed = 5, FramesDropped = 1, Restarts = 2, Fault = "camera 'aisle' sent no picture for 5 s",
        };

        var json = Reporter("standard").Status(state, 7, [camera], new OutboxStatus { Pending = 1, OldestSeconds = 2, Dropped = 0 });

        WireSchemas.Validator(MessageKind.Status).Problem(json).ShouldBeNull();
    }

    [Theory]
    [InlineData("standard", 3)]
    [InlineData("traffic", null)]
    public void Describe_WithSensors_TellsThemAndTheThreshold(string profile, int? threshold)
    {
        SensorDescription[] sensors =
        [
            new() { Sensor = "grip-1", Name = "Grip at the till", Zone = "street", Driver = "ads1115" }, new() { Sensor = "basket-1", Name = "Basket", Zone = null, Driver = "serial" },
        ];
        var how = new ArousalDescription { Method = "causal z-score", ElevatedFrom = 0.5, WindowSeconds = 60 };

        var json = Reporter(profile, sensors, how).Describe(new Dictionary<string, double>());

        WireSchemas.Validator(MessageKind.Describe).Problem(json).ShouldBeNull();
        var told = System.Text.Json.JsonSerializer.Deserialize(json, WireJson.Default.DescribeMessage)!;
        told.Sensors.ShouldBe(sensors);
        (told.Arousal, told.Privacy.ArousalThreshold).ShouldBe((how, threshold));
    }

    [Fact]
    public void Describe_MaskedCamera_TellsWhatShareOfItsPictureNobodySees() =>
        System.Text.Json.JsonSerializer.Deserialize(Reporter("standard").Describe(new Dictionary<string, double>()), WireJson.Default.DescribeMessage)!.Cameras.Single().MaskedShare.ShouldBe(0.2);

    [Fact]
    public void Describe_SkinConductanceOff_HasNoThreshold()
    {
        var told = System.Text.Json.JsonSerializer.Deserialize(Reporter("standard").Describe(new Dictionary<string, double>()), WireJson.Default.DescribeMessage)!;
        (told.Arousal, told.Privacy.ArousalThreshold, told.Sensors.Count).ShouldBe((null, null, 0));
    }

    [Fact]
    public void Status_WithSensors_FollowsItsSchema()
    {
        var sensor = new SensorStatus { Sensor = "grip-1", State = "failed", ReadingsPerSecond = 0, Readings = 12, Restarts = 3, Fault = "sensor 'grip-1': no answer at address 0x48" };

        var json = Reporter("standard").Status("online", 7, [], new OutboxStatus { Pending = 1, OldestSeconds = 2, Dropped = 0 }, [sensor]);

        WireSchemas.Validator(MessageKind.Status).Problem(json).ShouldBeNull();
        System.Text.Json.JsonSerializer.Deserialize(json, WireJson.Default.StatusMessage)!.Sensors.ShouldBe([sensor]);
    }

    [Fact]
    public void Will_FollowsTheStatusSchema() => WireSchemas.Validator(MessageKind.Status).Problem(Reporter("standard").Will()).ShouldBeNull();

    [Fact]
    public void Describe_PictureLineWithInOnTheLeft_IsToldFromItsOtherEnd()
    {
        var json = System.Text.Json.JsonSerializer.Deserialize(Reporter("standard").Describe(new Dictionary<string, double>()), WireJson.Default.DescribeMessage)!;

        json.Lines.Single().From.ShouldBe([0.5, 0.0]);
        json.Lines.Single().To.ShouldBe([0.5, 1.0]);
    }

    private DeviceReporter Reporter(string profile, IReadOnlyList<SensorDescription>? sensors = null, ArousalDescription? arousal = null)
    {
        var config = ConfigFile.Parse(
            $$"""
            store: s
            device: d
            privacy: {{profile}}
            cameras: [{id: window, input: b.mp4, masks: [{polygon: [[0, 0], [0.4, 0], [0.4, 0.5], [0, 0.5]]}]}]
            zones: [{id: street, polygon: [[0, 0], [1, 0], [1, 1]]}]
            lines: [{id: across, from: [0.5, 1], to: [0.5, 0], inSide: left}]
            """,
            "test",
            EdgeConfigReader.Read);
        return new DeviceReporter(config, Session, LanePlans.Surfaces(config), [], null, _time, sensors, arousal);
    }
}
