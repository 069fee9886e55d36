namespace StoreSensing.Edge.Core.Physiology.Studies;

/// <summary>A recording of skin conductance at an even rate.</summary>
public sealed record Recording
{
    /// <summary>Where it came from, as a message should name it.</summary>
    public required string Name { get; init; }

    /// <summary>Samples per second.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>The samples, µS; NaN where one is missing.</summary>
    public required ReadOnlyMemory<double> Microsiemens { get; init; }

    /// <summary>The time of the first sample by the recording's own clock, seconds; 0 where it has none.</summary>
    public double StartSeconds { get; init; }
}
