using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Hardware.FrontEnds;

/// <summary>
/// An amplifier that holds 0.5 V across the skin and turns its current into a voltage: G = V / (0.5·Rf). Linear, and the method that
/// publications ask for (constant 0.5 V: Fowles et al. 1981, Psychophysiology 18:232; Boucsein et al. 2012, Psychophysiology 49:1017).
/// </summary>
public sealed class Transimpedance : IElectrodeCircuit
{
    /// <summary>The voltage across the skin.</summary>
    public const double SkinVolts = 0.5;

    /// <summary>What an amplifier on 3.3 V gives above its 0.5 V at most, with 50 mV to spare.</summary>
    public const double DefaultHighestVolts = 2.75;

    private readonly double _microsiemensPerVolt;

    /// <summary>
    /// <paramref name="feedbackOhms"/> is Rf; <paramref name="highestVolts"/> the lower of what the amplifier can give and the converter can read.
    /// </summary>
    public Transimpedance(double feedbackOhms, double highestVolts = DefaultHighestVolts)
    {
        if (!(feedbackOhms is >= 1e3 and <= 1e8))
            throw new ArgumentOutOfRangeException(nameof(feedbackOhms), "the feedback resistor has 1 kΩ to 100 MΩ");
        if (!(highestVolts is > 0 and <= 5.5))
            throw new ArgumentOutOfRangeException(nameof(highestVolts), "the highest output is above 0 and at most 5.5 V");
        FeedbackOhms = feedbackOhms;
        HighestVolts = highestVolts;
        _microsiemensPerVolt = 1e6 / (SkinVolts * feedbackOhms);
    }

    /// <summary>Rf, ohms.</summary>
    public double FeedbackOhms { get; }

    /// <summary>From here on a reading is the amplifier's or converter's limit, volts.</summary>
    public double HighestVolts { get; }

    /// <inheritdoc/>
    public Conductance Convert(double reading) =>
        new(reading * _microsiemensPerVolt, reading >= HighestVolts ? InputRail.Short : reading <= 0 ? InputRail.Open : InputRail.None);

    /// <inheritdoc/>
    public double VoltsAt(double microsiemens) => microsiemens / _microsiemensPerVolt;

    /// <inheritdoc/>
    public double MicrosiemensPerVolt(double volts) => _microsiemensPerVolt;
}
