using System.Globalization;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Hardware.Converters;
using StoreSensing.Hardware.FrontEnds;

namespace StoreSensing.Edge.Agent.Sensors;

/// <summary>How a circuit hangs on an ADS1115: which inputs are read, and over which range.</summary>
internal static class Ads1115Wiring
{
    private const double GroveSpare = 1.05; // a potentiometer is never set exactly

    private static readonly string[] FullScales = ["0.256", "0.512", "1.024", "2.048", "4.096", "6.144"];

    /// <summary>An amplifier's output is read against its own 0.5 V on A1; other circuits against ground.</summary>
    public static Ads1115Channel Channel(SensorConfig sensor) =>
        sensor.Circuit.FrontEnd == "transimpedance" ? Ads1115Channel.Ain0MinusAin1 : Ads1115Channel.Ain0 + (sensor.Converter.Channel ?? 0);

    /// <summary>Full scale as configured, volts.</summary>
    public static double FullScaleVolts(SensorConfig sensor) => Volts(sensor.Converter.FullScaleVolts ?? "4.096");

    /// <summary>The amplifier's gain for that full scale.</summary>
    public static Ads1115Gain Gain(SensorConfig sensor) =>
        Enum.Parse<Ads1115Gain>(string.Create(CultureInfo.InvariantCulture, $"Volts{FullScaleVolts(sensor) * 1000:0000}"));

    /// <summary>The least full scale that holds all that a circuit gives, as the configuration writes it; null where any does.</summary>
    public static string? LeastFullScale(IFrontEnd circuit) => circuit switch
    {
        GroveGsr grove => LeastOf(grove.VoltsAt(0) * GroveSpare),
        ResistiveDivider divider => LeastOf(divider.SupplyVolts),
        _ => null,
    };

    /// <summary>Whether the full scale is less than that one.</summary>
    public static bool IsBelow(SensorConfig sensor, string least) => FullScaleVolts(sensor) < Volts(least);

    private static string LeastOf(double volts) => Array.Find(FullScales, scale => Volts(scale) >= volts) ?? FullScales[^1];

    private static double Volts(string fullScale) => double.Parse(fullScale, CultureInfo.InvariantCulture);
}
