using StoreSensing.Edge.Agent.Sensors;
using StoreSensing.Edge.Drivers.Sensors;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>Skin conductance, why and where people are told of it.</summary>
internal sealed record SkinConductanceConfig : PurposeConfig
{
    public SkinConductanceConfig(PurposeConfig why)
        : base(why)
    {
    }

    public required IReadOnlyList<SensorConfig> Sensors { get; init; }

    /// <summary>Where carried sensors are when, and for which study; null without a protocol.</summary>
    public required StudyProtocol? Protocol { get; init; }
}

/// <summary>One skin-conductance sensor as the user wrote it: what was left out is null, and the properties say what holds then.</summary>
internal sealed record SensorConfig
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The zone that it is fixed in; null: it is carried.</summary>
    public required string? Zone { get; init; }

    public required SensorAddress Input { get; init; }

    public required double? WrittenRate { get; init; }

    /// <summary><c>microsiemens</c>, <c>volts</c> or <c>counts</c>.</summary>
    public required string? WrittenUnit { get; init; }

    /// <summary><c>ask</c> or <c>contact</c>.</summary>
    public required string Consent { get; init; }

    public required double LossSeconds { get; init; }

    public required RecordingConfig Recording { get; init; }

    public required int? Baud { get; init; }

    public required ConverterConfig Converter { get; init; }

    public required CircuitConfig Circuit { get; init; }

    public required int? Led { get; init; }

    public required int? Button { get; init; }

    /// <summary>What its readings are in.</summary>
    public string Unit => WrittenUnit ?? (Input.Kind == SensorKind.Adc ? "volts" : "microsiemens");

    /// <summary>Readings a second; null: as the recording tells.</summary>
    public double? Rate => WrittenRate ?? (Input.Kind == SensorKind.Replay ? null : 100);
}

/// <summary>How a recording is played.</summary>
internal sealed record RecordingConfig(bool? Loop, bool? RealTime, DateTimeOffset? StartedAt);

/// <summary>A converter on a bus of this device.</summary>
internal sealed record ConverterConfig(string? Kind, string? Bus, int? Address, int? Channel, string? FullScaleVolts)
{
    public const string Ads1115 = "ads1115";
    public const string Mcp3008 = "mcp3008";

    public string KindOrDefault => Kind ?? Ads1115;

    public string BusOrDefault => Bus ?? (KindOrDefault == Mcp3008 ? "/dev/spidev0.0" : "/dev/i2c-1");
}

/// <summary>What lies between the electrodes and the converter.</summary>
internal sealed record CircuitConfig(string? FrontEnd, double? SupplyVolts, double? ReferenceOhms, double? FullScaleCounts, string? Calibration);
