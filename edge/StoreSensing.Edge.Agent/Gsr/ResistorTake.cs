namespace StoreSensing.Edge.Agent.Gsr;

/// <summary>What was read with one resistor.</summary>
/// <param name="Volts">Mean.</param>
/// <param name="NoiseVolts">Standard deviation of a reading.</param>
/// <param name="DriftVolts">The second half's mean less the first's.</param>
/// <param name="Readings">How many.</param>
internal readonly record struct ResistorTake(double Volts, double NoiseVolts, double DriftVolts, int Readings);

/// <summary>Reads resistors.</summary>
internal interface IResistorReader
{
    /// <summary>Reads the resistor that is clamped now; <paramref name="ohms"/> is infinite for open electrodes.</summary>
    Task<ResistorTake> TakeAsync(double ohms, CancellationToken cancellation);
}
