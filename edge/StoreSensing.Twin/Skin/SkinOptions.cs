namespace StoreSensing.Twin.Skin;

/// <summary>How simulated people and their skin behave.</summary>
public sealed record SkinOptions
{
    /// <summary>The same seed gives the same people.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Samples a second, 2 or more.</summary>
    public double Rate { get; init; } = 100;

    /// <summary>Responses a minute of somebody calm.</summary>
    public double ResponsesPerMinute { get; init; } = 4;

    /// <summary>Responses a minute of somebody tense.</summary>
    public double TenseResponsesPerMinute { get; init; } = 14;

    /// <summary>Mean length of a calm time, seconds.</summary>
    public double CalmSeconds { get; init; } = 240;

    /// <summary>Mean length of a tense time, seconds; 0: nobody ever is.</summary>
    public double TenseSeconds { get; init; } = 90;

    /// <summary>Mean length of a contact, seconds; each lasts half as long to one and a half times as long.</summary>
    public double ContactSeconds { get; init; } = 480;

    /// <summary>Mean time in which nobody touches the electrodes, seconds; 0: one person never lets go.</summary>
    public double PauseSeconds { get; init; } = 30;

    /// <summary>Standard deviation of a sample's noise, µS.</summary>
    public double NoiseMicrosiemens { get; init; } = 0.004;

    /// <summary>Amplitude of the mains' hum, µS.</summary>
    public double MainsMicrosiemens { get; init; }

    /// <summary>Frequency of the mains, hertz.</summary>
    public double MainsHertz { get; init; } = 50;

    /// <summary>Movements that disturb the contact, a minute.</summary>
    public double ArtefactsPerMinute { get; init; }
}

/// <summary>A response that was made: the truth that a detector is compared with.</summary>
/// <param name="OnsetSeconds">Since the beginning.</param>
/// <param name="PeakSeconds">Since the beginning, as if no other response were near.</param>
/// <param name="Amplitude">µS; above what is left of earlier ones.</param>
public readonly record struct SimulatedResponse(double OnsetSeconds, double PeakSeconds, double Amplitude);
