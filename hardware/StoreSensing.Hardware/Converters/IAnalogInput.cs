using StoreSensing.Hardware.Buses;

namespace StoreSensing.Hardware.Converters;

/// <summary>One channel of an analogue-to-digital converter, opened. Not thread-safe; who holds it disposes it, and its bus with it.</summary>
public interface IAnalogInput : IDisposable
{
    /// <summary>Chip, bus and channel, for sentences.</summary>
    string Name { get; }

    /// <summary>Volts from one code to the next.</summary>
    double VoltsPerCode { get; }

    /// <summary>Takes a reading now; waits for the conversion. Allocates nothing unless it fails.</summary>
    /// <exception cref="BusException">The bus failed, or what answers is not this chip as it was set up.</exception>
    AnalogReading Read();
}

/// <summary>One conversion.</summary>
/// <param name="Volts">At the input; negative only where the converter measures differences.</param>
/// <param name="Code">As the chip gives it.</param>
/// <param name="AtRail">Whether the code is the lowest or highest that there is: the voltage may lie beyond.</param>
public readonly record struct AnalogReading(double Volts, int Code, bool AtRail);
