namespace StoreSensing.Edge.Core.Physiology.Studies;

/// <summary>A whole recording, cleaned, split up and searched for responses. All signals have the recording's length and rate.</summary>
public sealed record StudyResult
{
    /// <summary>Samples per second.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>What was analysed: low-passed at 3 Hz, or the recording itself where <see cref="IsCleaned"/> is false; µS.</summary>
    public required ReadOnlyMemory<double> Clean { get; init; }

    /// <summary>The slow level (SCL), below 0.05 Hz; µS.</summary>
    public required ReadOnlyMemory<double> Tonic { get; init; }

    /// <summary>What goes to and fro about the level, above 0.05 Hz; µS about 0.</summary>
    public required ReadOnlyMemory<double> Phasic { get; init; }

    /// <summary>The responses, in the order of their peaks.</summary>
    public required IReadOnlyList<StudyScr> Scrs { get; init; }

    /// <summary>False where the rate is too low for the 3 Hz low-pass.</summary>
    public required bool IsCleaned { get; init; }

    /// <summary>Samples that were missing and took the value before them.</summary>
    public required int FilledSamples { get; init; }
}

/// <summary>A skin-conductance response in a recording. Positions are samples from the recording's start.</summary>
/// <param name="Onset">The trough before the peak; null where the recording begins on the rise.</param>
/// <param name="Peak">The peak.</param>
/// <param name="Height">The phasic signal at the peak, µS about 0.</param>
/// <param name="Amplitude">From onset to peak, µS; null without an onset.</param>
/// <param name="RiseSeconds">From onset to peak; null without an onset.</param>
/// <param name="HalfRecovery">Where it has lost half of its amplitude (or the share asked for); null where the next response or the end comes first.</param>
/// <param name="RecoverySeconds">From peak to <paramref name="HalfRecovery"/>.</param>
public readonly record struct StudyScr(int? Onset, int Peak, double Height, double? Amplitude, double? RiseSeconds, int? HalfRecovery, double? RecoverySeconds);
