using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Drivers.Sensors;
using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Converters;
using StoreSensing.Hardware.Readings;
using StoreSensing.Twin.Skin;

namespace StoreSensing.Edge.Agent.Sensors;

/// <summary>Makes the source of a sensor's readings from its configuration.</summary>
internal static class SensorSources
{
    /// <summary>Readings a second that an ADS1115 gives one by one, with its own time and the bus's.</summary>
    public const int FastestAds1115 = 400;

    private const double DefaultFullScaleCounts = 1024;

    /// <summary>The source; nothing is opened yet but a recording, which is read.</summary>
    /// <exception cref="ReadingSourceException">It can't be a source.</exception>
    public static IReadingSource Make(SensorConfig sensor, TimeProvider time) => sensor.Input.Kind switch
    {
        SensorKind.Replay => new ReplayReadingSource(
            new ReplayOptions
            {
                File = sensor.Input.Path,
                Rate = sensor.Rate,
                Loop = sensor.Recording.Loop ?? false,
                RealTime = sensor.Recording.RealTime ?? sensor.Recording.Loop ?? false,
                StartUtc = sensor.Recording.StartedAt,
            },
            time),
        SensorKind.Serial => LineReadingSource.Serial(sensor.Input.Path, Lines(sensor), time),
        SensorKind.StandardInput => LineReadingSource.StandardInput(Lines(sensor), time),
        SensorKind.Simulated => new SimulatedReadingSource(new SkinOptions { Seed = sensor.Input.Seed, Rate = sensor.Rate!.Value }, time),
        _ => new AdcReadingSource(new AdcReadingOptions { Rate = sensor.Rate!.Value }, () => Open(sensor, time), time),
    };

    /// <summary>What reads it, in a few words for others.</summary>
    public static string Driver(SensorConfig sensor)
    {
        var what = sensor.Input.Kind == SensorKind.Adc ? sensor.Converter.KindOrDefault : sensor.Input.Word;
        return sensor.Unit == "microsiemens" ? what : $"{what} {sensor.Circuit.FrontEnd ?? "grove"}";
    }

    /// <summary>What a line's number is multiplied with to be in volts, or in µS.</summary>
    public static double LineScale(SensorConfig sensor) =>
        sensor.Unit == "counts" ? SensorCircuits.SupplyVolts(sensor) / (sensor.Circuit.FullScaleCounts ?? DefaultFullScaleCounts) : 1;

    private static LineReadingOptions Lines(SensorConfig sensor)
    {
        var options = new LineReadingOptions
        {
            Rate = sensor.Rate!.Value,
            Scale = LineScale(sensor),
        };
        return sensor.Baud is { } baud ? options with { Baud = baud } : options;
    }

    private static IAnalogInput Open(SensorConfig sensor, TimeProvider time)
    {
        var converter = sensor.Converter;
        return converter.KindOrDefault == ConverterConfig.Mcp3008
            ? new Mcp3008(SpidevBus.Open(converter.BusOrDefault, Mcp3008.Hertz), Mcp3008Channel.SingleEnded(converter.Channel ?? 0), SensorCircuits.SupplyVolts(sensor))
            : new Ads1115(
                I2cDevBus.Open(converter.BusOrDefault),
                (byte)(converter.Address ?? Ads1115.DefaultAddress),
                new Ads1115Settings(Ads1115Wiring.Channel(sensor), Ads1115Wiring.Gain(sensor), RateFor(sensor.Rate!.Value)),
                time);
    }

    // The slowest conversions that leave as much time again for the bus: the slower, the less noise.
    private static Ads1115Rate RateFor(double rate) => rate switch
    {
        <= 60 => Ads1115Rate.PerSecond128,
        <= 120 => Ads1115Rate.PerSecond250,
        <= 230 => Ads1115Rate.PerSecond475,
        _ => Ads1115Rate.PerSecond860,
    };
}
