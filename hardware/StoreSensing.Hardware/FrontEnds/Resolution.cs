namespace StoreSensing.Hardware.FrontEnds;

/// <summary>How finely a circuit and a converter together see conductance; the tables of the wiring pages.</summary>
public static class Resolution
{
    /// <summary>µS from one code to the next at a conductance: |dG/dV| · volts per code.</summary>
    public static double MicrosiemensPerCode(IElectrodeCircuit circuit, double voltsPerCode, double microsiemens) =>
        Math.Abs(circuit.MicrosiemensPerVolt(circuit.VoltsAt(microsiemens))) * voltsPerCode;
}
