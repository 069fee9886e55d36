using StoreSensing.Hardware.FrontEnds;

namespace StoreSensing.Hardware.Calibration;

/// <summary>A circuit as known resistors show it, and how well it explains them.</summary>
/// <param name="Circuit">With the estimated parameters.</param>
/// <param name="WorstRelativeError">Of the conductances, 0.01 = 1 %.</param>
/// <param name="RmsRelativeError">Of the conductances, 0.01 = 1 %.</param>
/// <param name="Readings">What it was made from.</param>
public sealed record CalibrationFit(
    IElectrodeCircuit Circuit, double WorstRelativeError, double RmsRelativeError, IReadOnlyList<ResistorReading> Readings)
{
    internal static CalibrationFit Of(IElectrodeCircuit circuit, IReadOnlyList<ResistorReading> readings)
    {
        var (worst, squares) = (0.0, 0.0);
        foreach (var reading in readings)
        {
            var error = Math.Abs(circuit.Convert(reading.Volts).Microsiemens - reading.Microsiemens) / Scale(reading);
            worst = Math.Max(worst, error);
            squares += error * error;
        }
        return new(circuit, worst, Math.Sqrt(squares / readings.Count), readings);
    }

    /// <summary>What an error in µS is measured by: the conductance itself, but 1 µS for open electrodes and very high resistors.</summary>
    internal static double Scale(in ResistorReading reading) => Math.Max(reading.Microsiemens, 1);
}
