using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Hardware.FrontEnds;

/// <summary>Skin from a supply to the converter's input, a reference resistor from there to ground: G = (10⁶/Rref) · V / (Vcc − V) µS.</summary>
public sealed class ResistiveDivider : IElectrodeCircuit
{
    // The last of 1024 parts of the supply: 1023 reference conductances and more are no skin but a short circuit, and a converter of ten bits
    // whose reference is the supply reads no higher.
    private const double ShortFraction = 1023.0 / 1024;

    private readonly double _microsiemens;

    /// <summary><paramref name="supplyVolts"/> feeds the skin; <paramref name="referenceOhms"/> goes to ground.</summary>
    public ResistiveDivider(double supplyVolts, double referenceOhms)
    {
        if (!(supplyVolts is >= 0.1 and <= 5.5))
            throw new ArgumentOutOfRangeException(nameof(supplyVolts), "a divider over skin is fed with 0.1 to 5.5 V");
        if (!(referenceOhms is >= 1e3 and <= 1e8))
            throw new ArgumentOutOfRangeException(nameof(referenceOhms), "the reference resistor has 1 kΩ to 100 MΩ");
        SupplyVolts = supplyVolts;
        ReferenceOhms = referenceOhms;
        _microsiemens = 1e6 / referenceOhms;
    }

    /// <summary>What feeds the skin, volts.</summary>
    public double SupplyVolts { get; }

    /// <summary>The reference resistor, ohms.</summary>
    public double ReferenceOhms { get; }

    /// <inheritdoc/>
    public Conductance Convert(double reading)
    {
        if (reading >= SupplyVolts * ShortFraction)
            return new(reading >= SupplyVolts ? double.PositiveInfinity : Law(reading), InputRail.Short);
        return new(Law(reading), reading <= 0 ? InputRail.Open : InputRail.None);
    }

    /// <inheritdoc/>
    public double VoltsAt(double microsiemens) => SupplyVolts * microsiemens / (_microsiemens + microsiemens);

    /// <inheritdoc/>
    public double MicrosiemensPerVolt(double volts) => _microsiemens * SupplyVolts / ((SupplyVolts - volts) * (SupplyVolts - volts));

    private double Law(double volts) => _microsiemens * (volts / (SupplyVolts - volts));
}
