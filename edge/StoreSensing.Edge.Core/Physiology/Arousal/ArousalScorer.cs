using StoreSensing.Edge.Core.Physiology.Signal;

namespace StoreSensing.Edge.Core.Physiology.Arousal;

/// <summary>Scores a contact's seconds, or says why not. Disturbed seconds never enter the history. Allocates nothing.</summary>
internal sealed class ArousalScorer(StressModel model)
{
    private const int Minute = 60;
    private const double LeastCleanShare = 0.5;
    private const double HistoryScaleSeconds = 300;
    private readonly FeatureExtractor _features = new();
    private readonly TrailingSum _clean = new(Minute);
    private long _seconds;

    /// <summary>The last clean second's features; the training reads them.</summary>
    public ArousalFeatures Features { get; private set; }

    /// <summary>Begins anew with a contact.</summary>
    public void Reset()
    {
        _features.Reset();
        _clean.Reset();
        _seconds = 0;
        Features = default;
    }

    /// <summary>Takes the next second.</summary>
    public ArousalScore Next(in JudgedSecond second)
    {
        _seconds++;
        var cleanShare = _clean.Add(second.IsClean ? 1 : 0) / Math.Min(_seconds, Minute);
        if (!second.IsClean)
            return Nothing(Abstention.Artefact);
        if (second.IsFrozen)
            return Nothing(Abstention.Frozen);
        Features = _features.Next(second.Level, second.Rises, second.AmplitudeSum);
        if (_features.Seconds < ArousalLimits.LeastHistorySeconds)
            return Nothing(Abstention.ShortHistory);
        if (cleanShare < LeastCleanShare)
            return Nothing(Abstention.Artefact);
        var confidence = cleanShare * (1 - Math.Exp(-_features.Seconds / HistoryScaleSeconds));
        return new ArousalScore(Abstention.None, ArousalRule.Score(Features), model.Probability(Features), confidence);
    }

    private static ArousalScore Nothing(Abstention why) => new(why, double.NaN, double.NaN, 0);
}
