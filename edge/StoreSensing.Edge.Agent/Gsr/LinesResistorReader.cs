using System.Globalization;
using StoreSensing.Hardware.Calibration;

namespace StoreSensing.Edge.Agent.Gsr;

/// <summary>Resistors whose readings follow each other in a text, a number a line, three seconds each.</summary>
/// <param name="lines">The text.</param>
/// <param name="rate">Lines a second.</param>
/// <param name="scale">What a number is multiplied with to be volts.</param>
internal sealed class LinesResistorReader(TextReader lines, double rate, double scale) : IResistorReader
{
    /// <inheritdoc/>
    public async Task<ResistorTake> TakeAsync(double ohms, CancellationToken cancellation)
    {
        var volts = new double[Math.Max(10, (int)Math.Round(SourceResistorReader.Seconds * rate))];
        for (var i = 0; i < volts.Length; i++)
        {
            var line = await lines.ReadLineAsync(cancellation) ?? throw new CalibrationException($"standard input ended after {i} of {volts.Length} readings of a resistor");
            if (!double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                throw new CalibrationException($"standard input: '{line}' is no number");
            volts[i] = value * scale;
        }
        var mean = volts.Average();
        var half = volts.Length / 2;
        return new ResistorTake(mean, Math.Sqrt(volts.Average(v => (v - mean) * (v - mean))), volts[half..].Average() - volts[..half].Average(), volts.Length);
    }
}
