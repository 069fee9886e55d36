using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>
/// Ended visits of one zone that wait until enough different people made some. Visits whose end was seen and visits that were cut wait each for themselves: both
/// have a distribution on the wire, and neither may be about few people.
/// </summary>
internal sealed class PendingDwell(int threshold)
{
    private const double Step = 1;
    private readonly PendingDurations _seen = new(threshold);
    private readonly PendingDurations _cut = new(threshold);
    private double _rest; // what rounding left over

    /// <summary>See <see cref="PendingDurations.Begin"/>.</summary>
    public void Begin(DateTimeOffset windowStart)
    {
        _seen.Begin(windowStart);
        _cut.Begin(windowStart);
    }

    public void Add(IReadOnlyList<RawDwell> ended, DateTimeOffset windowStart)
    {
        foreach (var dwell in ended)
            (dwell.Censored ? _cut : _seen).Add(dwell.TrackId, dwell.Seconds, windowStart);
    }

    /// <summary>The block and its person-seconds, of those visits of which there are enough; they start anew. Null before.</summary>
    public (DwellFigures Dwell, double Seconds)? Take()
    {
        List<PendingDurations> told = [.. new[] { _seen, _cut }.Where(part => part.IsEnough)];
        if (told.Count == 0)
            return null;
        var sketch = new DurationSketch();
        foreach (var part in told)
            sketch.Add(part.Sketch);
        var (all, censored) = (sketch.ToFigures(), _cut.IsEnough ? _cut.Sketch : new DurationSketch().ToFigures());
        var survival = KaplanMeier.Median(all, censored);
        var figures = new DwellFigures
        {
            Since = told.Min(part => part.Since),
            Visits = told.Sum(part => part.Count),
            Censored = _cut.IsEnough ? _cut.Count : 0,
            MedianSeconds = Quantile(0.5),
            P90Seconds = Quantile(0.9),
            Sketch = all,
            CensoredSketch = censored,
            KaplanMeier = new KaplanMeierFigures
            {
                MedianSeconds = Round(survival.MedianSeconds),
                LowSeconds = Round(survival.LowSeconds),
                HighSeconds = Round(survival.HighSeconds),
            },
        };
        var total = _rest + told.Sum(part => part.TotalSeconds);
        var seconds = Coarse.TwoDigits(total, Step);
        _rest = total - seconds;
        foreach (var part in told)
            part.Clear();
        return (figures, seconds);

        double Quantile(double q) => Math.Round(sketch.Quantile(q)!.Value, 2);
    }

    private static double? Round(double? seconds) => seconds is { } s ? Math.Round(s, 2) : null;
}
