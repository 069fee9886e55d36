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
    public static IReadOnlyList<WindowFeatures> Of(IReadOnlyList<StudySecond> seconds, IReadOnlyList<AnalysedScr> scrs, IReadOnlyList<Band> bands, double duration, int windowSeconds)
    {
        // A rest that rounding leaves is no window.
        var count = Math.Max(1, (int)Math.Ceiling((duration / windowSeconds) - 1e-6));
        var bySecond = seconds.ToLookup(s => Math.Min((int)(s.Start / windowSeconds), count - 1));
        var byPeak = scrs.Where(s => s.IsClean).ToLookup(s => Math.Min((int)(s.Peak / windowSeconds), count - 1));
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (from, to) = (i * (double)windowSeconds, Math.Min(duration, (i + 1) * (double)windowSeconds));
            return Of(from, to, [.. bySecond[i]], [.. byPeak[i]], bands);
        })];
    }

    private static WindowFeatures Of(double start, double end, StudySecond[] seconds, AnalysedScr[] scrs, IReadOnlyList<Band> bands)
    {
        var length = end - start;
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
            Reason = ReasonOf(start, end, seconds, bands),
        };
    }

    private static AbstainedFor? ReasonOf(double start, double end, StudySecond[] seconds, IReadOnlyList<Band> bands)
    {
        var (reason, most) = seconds.Where(s => s.Why != Abstention.None).Select(s => (Reason: For(s.Why), Seconds: 1.0))
            .Concat(bands.Where(b => b.Kind != BandKind.Artefact).Select(b => (Reason: For(b.Kind), Seconds: Math.Min(end, b.To) - Math.Max(start, b.From))).Where(b => b.Seconds > 0))
            .GroupBy(r => r.Reason, (reason, parts) => (Reason: reason, Seconds: parts.Sum(p => p.Seconds)))
            .OrderByDescending(r => r.Seconds)
            .FirstOrDefault();
        // A contact's seconds begin when it does: a part of one may reach over from the window before.
        return most >= Math.Min(1, end - start) ? reason : null;
    }

    private static AbstainedFor For(BandKind kind) => kind switch
    {
        BandKind.Settling => AbstainedFor.Settling,
        BandKind.NotJudged => AbstainedFor.NotJudged,
        _ => AbstainedFor.NoContact,
    };

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
    /// <summary>Nobody touches the electrodes.</summary>
    NoContact,

    /// <summary>Skin and electrodes are settling.</summary>
    Settling,

    /// <summary>The contact ends too soon afterwards.</summary>
    NotJudged,

    /// <summary>The person has been known for less than three minutes.</summary>
    ShortHistory,

    /// <summary>Too disturbed.</summary>
    Artefact,

    /// <summary>The signal doesn't change at all.</summary>
    Frozen,
}
