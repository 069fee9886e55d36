using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>Ended visits of one zone that wait until enough different people made some.</summary>
internal sealed class PendingDwell(int threshold)
{
    private readonly PendingDurations _visits = new(threshold);
    private readonly DurationSketch _censored = new();

    public bool IsEmpty => _visits.IsEmpty;

    public void Add(IReadOnlyList<RawDwell> ended, DateTimeOffset windowStart)
    {
        foreach (var dwell in ended)
        {
            _visits.Add(dwell.TrackId, dwell.Seconds, windowStart);
            if (dwell.Censored)
                _censored.Add(dwell.Seconds);
        }
    }

    /// <summary>The block, once enough people are in it; then it starts anew. Null before.</summary>
    public DwellFigures? Take()
    {
        if (!_visits.IsEnough)
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
            TotalSeconds = Math.Round(_visits.TotalSeconds, 2),
            Sketch = all,
            CensoredSketch = censored,
            KaplanMeier = new KaplanMeierFigures
            {
                MedianSeconds = Round(survival.MedianSeconds),
                LowSeconds = Round(survival.LowSeconds),
                HighSeconds = Round(survival.HighSeconds),
            },
        };
        _visits.Clear();
        _censored.Clear();
        return figures;
    }

    private static double? Round(double? seconds) => seconds is { } s ? Math.Round(s, 2) : null;
}
