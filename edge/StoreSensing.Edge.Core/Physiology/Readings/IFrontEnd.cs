namespace StoreSensing.Edge.Core.Physiology.Readings;

/// <summary>What lies between the electrodes and the converter: turns a mean reading into the skin's conductance.</summary>
public interface IFrontEnd
{
    /// <summary>The conductance at a reading. Allocates nothing, never throws; NaN gives NaN.</summary>
    Conductance Convert(double reading);
}

/// <summary>Conductance between the electrodes.</summary>
/// <param name="Microsiemens">µS; may be negative or infinite where the circuit leaves its range.</param>
/// <param name="Rail">Whether the reading lies at an end of the circuit's range, where it says nothing about skin.</param>
public readonly record struct Conductance(double Microsiemens, InputRail Rail);

/// <summary>An end of a circuit's range.</summary>
public enum InputRail
{
    /// <summary>Within the range.</summary>
    None,

    /// <summary>As with open electrodes: nobody touches them, or a wire is off.</summary>
    Open,

    /// <summary>As with shorted electrodes.</summary>
    Short,
}

/// <summary>For recordings that are in µS already.</summary>
public sealed class MicrosiemensFrontEnd : IFrontEnd
{
    /// <inheritdoc/>
    public Conductance Convert(double reading) => new(reading, InputRail.None);
}
