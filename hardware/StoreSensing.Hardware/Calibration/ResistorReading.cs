using System.Globalization;

namespace StoreSensing.Hardware.Calibration;

/// <summary>What was measured with a known resistor in place of the skin.</summary>
/// <param name="Ohms">The resistor; infinite: open electrodes.</param>
/// <param name="Volts">The mean reading.</param>
/// <param name="AtRail">Whether the converter was at an end of its range.</param>
public readonly record struct ResistorReading(double Ohms, double Volts, bool AtRail = false)
{
    /// <summary>Whether the electrodes were open.</summary>
    public bool IsOpen => double.IsPositiveInfinity(Ohms);

    /// <summary>The conductance of the resistor, µS.</summary>
    public double Microsiemens => 1e6 / Ohms;

    /// <summary>The resistor in words: 47 kΩ, 1 MΩ.</summary>
    public string Resistor => OhmsText(Ohms);

    internal static string OhmsText(double ohms) => ohms switch
    {
        double.PositiveInfinity => "open electrodes",
        >= 999_950 => string.Create(CultureInfo.InvariantCulture, $"{ohms / 1e6:0.###} MΩ"),
        >= 1000 => string.Create(CultureInfo.InvariantCulture, $"{ohms / 1e3:0.###} kΩ"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ohms:0.###} Ω"),
    };
}
