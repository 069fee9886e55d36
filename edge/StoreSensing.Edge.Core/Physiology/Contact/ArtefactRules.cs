using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Core.Physiology.Contact;

/// <summary>
/// Which steps of a signal no skin can have made: outside of 0.05–60 µS, or faster than ±10 µS/s. Five seconds on either side of one are not believed.
/// </summary>
/// <remarks>Kleckner et al. 2018, "Simple, transparent, and flexible automated quality assessment procedures for ambulatory electrodermal activity data",
/// IEEE Trans. Biomed. Eng. 65(7), 1460–1467, rules 1, 2 and 4; rule 3 (the skin's temperature) needs a sensor that most electrodes lack.</remarks>
internal sealed class ArtefactRules(double period)
{
    /// <summary>Seconds around a violation that are not believed.</summary>
    public const int RadiusSeconds = 5;

    private const double SteepestPerSecond = 10;
    private double _last = double.NaN;

    /// <summary>Begins anew with a contact.</summary>
    public void Reset() => _last = double.NaN;

    /// <summary>True when the step breaks a rule.</summary>
    public bool Violates(in Conductance conductance)
    {
        var value = conductance.Microsiemens;
        var slope = (value - _last) / period;
        _last = value;
        return conductance.Rail != InputRail.None || !(value is >= ContactGate.Least and <= ContactGate.Greatest) || Math.Abs(slope) > SteepestPerSecond;
    }
}
