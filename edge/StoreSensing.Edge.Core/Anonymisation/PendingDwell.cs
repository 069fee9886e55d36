using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>Ended visits of one zone that wait until enough different people made some.</summary>
internal sealed class PendingDwell(int threshold)
{
    private const double Step = 1;
    private readonly PendingDurations _visits = new(threshold);
    private readonly DurationSketch _censored = new();
    private double _rest; // what rounding left over

    // A part of the block with a distribution of its own is about enough people, too, or about nobody.
    private bool IsFew(int part) => part > 0 && part < threshold;

    /// <summary>See <see cref="PendingDurations.Begin"/>.</summary>
    public void Begin(DateTimeOffset windowStart) => _visits.Begin(windowStart);

    public void Add(IReadOnlyList<RawDwell> ended, DateTimeOffset windowStart)
    {
        foreach (var dwell in ended)
        {
            _visits.Add(dwell.TrackId, dwell.Seconds, windowStart);
            if (dwell.Censored)
                _censored.Add(dwell.Seconds);
        }
    }

    /// <summary>The block and its person-seconds, once enough people are in it; then it starts anew. Null before.</summary>
    public (DwellFigures Dwell, double Seconds)? Take()
    {
        if (!_visits.IsEnough || IsFew((int)_censored.Count))
            return null;
        var (all, censored) = (_visits.Sketch, _censored.ToFigures());
        var survival = KaplanMeier.Median(all, censored);
        var figures = new DwellFigures
        {
            Since = _visits.Since,
            Visits = _visits.Count,
            Censored = (int)_censored.Count,
            MedianSeconds = _visits.Quantile(0.5),
            P90Seconds = _visits.Quantile(0.9),
            Sketch = all,
            CensoredSketch = censored,
            KaplanMeier = new KaplanMeierFigures
            {
                MedianSeconds = Round(survival.MedianSeconds),
                LowSeconds = Round(survival.LowSeconds),
                HighSeconds = Round(survival.HighSeconds),
            },
        };
        var total = _rest + _visits.TotalSeconds;
        var seconds = Coarse.TwoDigits(total, Step);
        _rest = total - seconds;
        _visits.Clear();
        _censored.Clear();
        return (figures, seconds);
    }

    private static double? Round(double? seconds) => seconds is { } s ? Math.Round(s, 2) : null;
}
