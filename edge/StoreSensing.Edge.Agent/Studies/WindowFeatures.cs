using StoreSensing.Edge.Core.Physiology.Arousal;

namespace StoreSensing.Edge.Agent.Studies;

/// <summary>Figures of one window [start, start + length). Null: not known, which is not zero.</summary>
internal sealed record WindowFeatures
{
    // Two responses in five seconds are no 24 a minute.
    private const double LeastCleanSeconds = 20;

    private const int LeastSlopeSeconds = 10;

    /// <summary>Seconds from the recording's first sample.</summary>
    public required double Start { get; init; }

    /// <summary>Length, seconds; the last window ends with the recording.</summary>
    public required double Length { get; init; }

    /// <summary>Share of clean contact, 0..1.</summary>
    public required double CleanShare { get; init; }

    /// <summary>Mean skin conductance in clean seconds, µS.</summary>
    public required double? LevelMean { get; init; }

    /// <summary>Median tonic level in clean seconds, µS.</summary>
    public required double? SclMedian { get; init; }

    /// <summary>Slope of the tonic level by least squares over clean seconds, µS per minute.</summary>
    public required double? SclSlope { get; init; }

    /// <summary>Responses that peaked in clean seconds; null without any clean second.</summary>
    public required int? Scrs { get; init; }

    /// <summary>Responses per clean minute.</summary>
    public required double? ScrsPerMinute { get; init; }

    /// <summary>Their amplitudes, µS.</summary>
    public required double? AmplitudeSum { get; init; }

    /// <summary>Their mean amplitude, µS; null without responses.</summary>
    public required double? AmplitudeMean { get; init; }

    /// <summary>Mean arousal over the scored seconds, standard deviations.</summary>
    public required double? ArousalMean { get; init; }

    /// <summary>Share of the window about whose arousal nothing is said, 0..1.</summary>
    public required double AbstainedShare { get; init; }

    /// <summary>Why nothing is said about most of that; null where something is said about all.</summary>
    public required AbstainedFor? Reason { get; init; }

    /// <summary>Whether so few clean seconds tell how often responses come.</summary>
    public static bool TellsRate(double cleanSeconds, double length) => cleanSeconds > 0 && cleanSeconds >= Math.Min(LeastCleanSeconds, length / 2);

    /// <summary>The windows of a recording.</summary>
    public static IReadOnlyList<WindowFeatures> Of(IReadOnlyList<StudySecond> seconds, IReadOnlyList<AnalysedScr> scrs, double duration, int windowSeconds)
    {
        // A rest that rounding leaves is no window.
        var count = Math.Max(1, (int)Math.Ceiling((duration / windowSeconds) - 1e-6));
        var bySecond = seconds.ToLookup(s => Math.Min((int)(s.Start / windowSeconds), count - 1));
        var byPeak = scrs.Where(s => s.IsClean).ToLookup(s => Math.Min((int)(s.Peak / windowSeconds), count - 1));
        return [.. Enumerable.Range(0, count).Select(i => Of(i * (double)windowSeconds, Math.Min(windowSeconds, duration - (i * (double)windowSeconds)), [.. bySecond[i]], [.. byPeak[i]]))];
    }

    private static WindowFeatures Of(double start, double length, StudySecond[] seconds, AnalysedScr[] scrs)
    {
        StudySecond[] clean = [.. seconds.Where(s => s.IsClean)];
        double[] arousal = [.. seconds.Where(s => s.Why == Abstention.None && !double.IsNaN(s.Arousal)).Select(s => s.Arousal)];
        double[] amplitudes = [.. scrs.Select(s => s.Amplitude ?? 0)];
        StudySecond[] levels = [.. clean.Where(s => !double.IsNaN(s.Scl))];
        return new WindowFeatures
        {
            Start = start,
            Length = length,
            CleanShare = Math.Min(1, clean.Length / length),
            LevelMean = Mean([.. clean.Select(s => s.Level).Where(l => !double.IsNaN(l))]),
            SclMedian = Median([.. levels.Select(s => s.Scl)]),
            SclSlope = SlopePerMinute(levels),
            Scrs = clean.Length > 0 ? scrs.Length : null,
            ScrsPerMinute = TellsRate(clean.Length, length) ? scrs.Length * 60.0 / clean.Length : null,
            AmplitudeSum = clean.Length > 0 ? amplitudes.Sum() : null,
            AmplitudeMean = Mean([.. scrs.Select(s => s.Amplitude).OfType<double>()]),
            ArousalMean = Mean(arousal),
            AbstainedShare = Math.Max(0, 1 - (arousal.Length / length)),
            Reason = ReasonOf(seconds, length),
        };
    }

    private static AbstainedFor? ReasonOf(StudySecond[] seconds, double length)
    {
        var reasons = seconds.Where(s => s.Why != Abstention.None)
            .GroupBy(s => s.Why, (why, those) => (Reason: For(why), Seconds: (double)those.Count()))
            .Append((Reason: AbstainedFor.NoContact, Seconds: length - seconds.Length));
        var (reason, most) = reasons.MaxBy(r => r.Seconds);
        // The seconds of a contact begin when it does: up to one of them may lie across the window's edge.
        return most >= 1 || (seconds.Length == 0 && length > 0) ? reason : null;
    }

    private static AbstainedFor For(Abstention why) => why switch
    {
        Abstention.ShortHistory => AbstainedFor.ShortHistory,
        Abstention.Frozen => AbstainedFor.Frozen,
        _ => AbstainedFor.Artefact,
    };

    private static double? Mean(double[] values) => values.Length > 0 ? values.Average() : null;

    private static double? Median(double[] values)
    {
        if (values.Length == 0)
            return null;
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private static double? SlopePerMinute(StudySecond[] seconds)
    {
        if (seconds.Length < LeastSlopeSeconds)
            return null;
        var (time, level) = (seconds.Average(s => s.Start), seconds.Average(s => s.Scl));
        var (above, below) = (0.0, 0.0);
        foreach (var second in seconds)
        {
            above += (second.Start - time) * (second.Scl - level);
            below += (second.Start - time) * (second.Start - time);
        }
        return 60 * above / below;
    }
}

/// <summary>Why nothing is said about arousal.</summary>
internal enum AbstainedFor
{
    /// <summary>Nobody touches the electrodes, or skin and electrodes are settling.</summary>
    NoContact,

    /// <summary>The person has been known for less than three minutes.</summary>
    ShortHistory,

    /// <summary>Too disturbed.</summary>
    Artefact,

    /// <summary>The signal doesn't change at all.</summary>
    Frozen,
}
