using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Hardware.FrontEnds;

/// <summary>A circuit between electrodes and converter whose law is known both ways. Immutable, thread-safe.</summary>
public interface IElectrodeCircuit : IFrontEnd
{
    /// <summary>The voltage that a conductance in µS, 0 or more, gives.</summary>
    double VoltsAt(double microsiemens);

    /// <summary>The slope of conductance over voltage at a voltage within the range, µS per volt; negative where more conductance gives less voltage.</summary>
    double MicrosiemensPerVolt(double volts);
}
