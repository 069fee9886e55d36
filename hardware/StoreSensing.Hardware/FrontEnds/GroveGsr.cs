using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Hardware.FrontEnds;

/// <summary>
/// Seeed Studio's Grove GSR sensor v1.2. Its reading falls as skin conducts more, from the open-circuit value that its potentiometer sets, to zero
/// at a ceiling that nothing exceeds: 50 µS at 512.
/// </summary>
/// <remarks>
/// Seeed's formula (wiki.seeedstudio.com/Grove-GSR_Sensor, "Usage"): R = (1024 + 2·r)·10 kΩ / (cal − r), r in codes of ten bits: 1024·V/Vcc
/// whatever the converter. Hence G = 100·(cal − r) / (1024 + 2·r) µS.
/// </remarks>
public sealed class GroveGsr : IElectrodeCircuit
{
    /// <summary>The open-circuit reading that Seeed asks to set, in codes of ten bits.</summary>
    public const double DefaultOpenCircuit = 512;

    private const double Codes = 1024;

    // The output stage is an LM324, which comes within 20 mV of ground (SLOS066, V_OL): below it, readings are the amplifier's and not the skin's.
    private const double LowestVolts = 0.020;

    private readonly double _codesPerVolt;

    /// <summary>
    /// <paramref name="supplyVolts"/> is Vcc of the board; <paramref name="openCircuit"/> the reading with open electrodes, in codes of ten bits of Vcc;
    /// <paramref name="gain"/> corrects readings, 1 when Vcc is exactly as said.
    /// </summary>
    public GroveGsr(double supplyVolts, double openCircuit = DefaultOpenCircuit, double gain = 1)
    {
        if (!(supplyVolts is >= 2.7 and <= 5.5))
            throw new ArgumentOutOfRangeException(nameof(supplyVolts), "the Grove GSR sensor is supplied with 3.3 or 5 V");
        if (!(openCircuit is > 0 and <= Codes))
            throw new ArgumentOutOfRangeException(nameof(openCircuit), "the open-circuit reading is above 0 and at most 1024, in codes of ten bits");
        if (!(gain is >= 0.5 and <= 2))
            throw new ArgumentOutOfRangeException(nameof(gain), "the gain is 0.5 to 2");
        SupplyVolts = supplyVolts;
        OpenCircuit = openCircuit;
        Gain = gain;
        _codesPerVolt = gain * Codes / supplyVolts;
    }

    /// <summary>Vcc of the board, volts.</summary>
    public double SupplyVolts { get; }

    /// <summary>The reading with open electrodes, in codes of ten bits.</summary>
    public double OpenCircuit { get; }

    /// <summary>What readings are multiplied with.</summary>
    public double Gain { get; }

    /// <summary>The conductance that a reading of 0 V gives, µS.</summary>
    public double CeilingMicrosiemens => 100 * OpenCircuit / Codes;

    /// <inheritdoc/>
    public Conductance Convert(double reading)
    {
        var code = Math.Max(reading, 0) * _codesPerVolt; // a converter's offset may read below zero; NaN stays NaN
        var rail = code >= OpenCircuit ? InputRail.Open : reading <= LowestVolts ? InputRail.Short : InputRail.None;
        return new(100 * (OpenCircuit - code) / (Codes + (2 * code)), rail);
    }

    /// <inheritdoc/>
    public double VoltsAt(double microsiemens) =>
        ((100 * OpenCircuit) - (Codes * microsiemens)) / (100 + (2 * microsiemens)) / _codesPerVolt;

    /// <inheritdoc/>
    public double MicrosiemensPerVolt(double volts)
    {
        var denominator = Codes + (2 * volts * _codesPerVolt);
        return -100 * (Codes + (2 * OpenCircuit)) / (denominator * denominator) * _codesPerVolt;
    }
}
