using StoreSensing.Edge.Core.Physiology.Arousal;

namespace StoreSensing.Edge.Agent.Studies;

/// <summary>What was found in a recording. All times are seconds from its first sample, intervals half-open.</summary>
internal sealed record RecordingAnalysis
{
    /// <summary>The file's name without its folder.</summary>
    public required string Name { get; init; }

    public required double SamplesPerSecond { get; init; }

    public required int Samples { get; init; }

    /// <summary>Samples without a value.</summary>
    public required int MissingSamples { get; init; }

    /// <summary>The time of the first sample by the recording's own clock; 0 where it has none.</summary>
    public required double StartSeconds { get; init; }

    public required StudyMethod Method { get; init; }

    /// <summary>The least amplitude of a response, µS; null: NeuroKit2's own rule, a tenth of the recording's greatest prominence.</summary>
    public required double? Threshold { get; init; }

    /// <summary>The cleaned signal, µS; NaN where nobody touches the electrodes.</summary>
    public required Curve Clean { get; init; }

    /// <summary>The tonic level (SCL), µS; NaN where it is unknown.</summary>
    public required Curve Tonic { get; init; }

    /// <summary>Seconds of contact, in their order.</summary>
    public required IReadOnlyList<StudySecond> Seconds { get; init; }

    /// <summary>Times that tell nothing, in their order.</summary>
    public required IReadOnlyList<Band> Bands { get; init; }

    /// <summary>Responses, in the order of their peaks.</summary>
    public required IReadOnlyList<AnalysedScr> Scrs { get; init; }

    public required IReadOnlyList<WindowFeatures> Windows { get; init; }

    public double DurationSeconds => Samples / SamplesPerSecond;

    /// <summary>Seconds of contact without artefacts.</summary>
    public int CleanSeconds => Seconds.Count(s => s.IsClean);

    public double CleanShare => Math.Min(1, CleanSeconds / DurationSeconds);

    /// <summary>Responses in clean seconds.</summary>
    public int CleanScrs => Scrs.Count(s => s.IsClean);

    /// <summary>Responses per clean minute; null where <see cref="WindowFeatures.TellsRate"/> says that there was too little to tell.</summary>
    public double? ScrsPerMinute => WindowFeatures.TellsRate(CleanSeconds, DurationSeconds) ? CleanScrs * 60.0 / CleanSeconds : null;
}

/// <summary>A second of contact.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="IsClean">No artefact within 5 s.</param>
/// <param name="Level">Mean of the cleaned signal, µS.</param>
/// <param name="Scl">Tonic level, µS.</param>
/// <param name="Why">Why nothing is said about arousal.</param>
/// <param name="Arousal">Standard deviations from the same contact's history; NaN when nothing is said.</param>
internal readonly record struct StudySecond(double Start, bool IsClean, double Level, double Scl, Abstention Why, double Arousal);

/// <summary>A skin-conductance response.</summary>
/// <param name="Onset">The trough before it; null where the recording begins on the rise.</param>
/// <param name="Peak">Its highest point.</param>
/// <param name="Amplitude">From onset to peak, µS; null without an onset.</param>
/// <param name="HalfRecovery">When half of the amplitude was lost; null where the next response or the end comes first.</param>
/// <param name="IsClean">Whether its peak lies in a clean second; only these are counted.</param>
internal readonly record struct AnalysedScr(double? Onset, double Peak, double? Amplitude, double? HalfRecovery, bool IsClean)
{
    /// <summary>From onset to peak, seconds.</summary>
    public double? RiseSeconds => Peak - Onset;
}

/// <summary>Looks up whether a time lies in a clean second.</summary>
internal sealed class CleanTimes(IEnumerable<StudySecond> seconds)
{
    private readonly double[] _starts = [.. seconds.Where(s => s.IsClean).Select(s => s.Start)];

    public bool Hold(double time)
    {
        var index = Array.BinarySearch(_starts, time);
        var before = index >= 0 ? index : ~index - 1;
        return before >= 0 && time < _starts[before] + 1;
    }
}

/// <summary>Why a time tells nothing.</summary>
internal enum BandKind
{
    /// <summary>Nobody touches the electrodes, a wire is off, or they touch each other.</summary>
    NoContact,

    /// <summary>The first ten seconds of a contact.</summary>
    Settling,

    /// <summary>Within 5 s of what no skin can have made.</summary>
    Artefact,

    /// <summary>The last seconds of a contact, which the live chain has no time left to judge.</summary>
    NotJudged,
}

/// <summary>A time that tells nothing.</summary>
internal readonly record struct Band(BandKind Kind, double From, double To);
