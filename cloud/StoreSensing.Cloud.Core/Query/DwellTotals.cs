using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>Dwell over many blocks.</summary>
/// <param name="Visits">Ended visits.</param>
/// <param name="Censored">Of these, visits whose dwell is a lower bound.</param>
/// <param name="MedianSeconds">Median, seconds: the device's own figure of a single block, else within 1 %.</param>
/// <param name="P90Seconds">90th percentile, seconds, in the same way.</param>
/// <param name="MeanSeconds">Mean, seconds: the person-seconds that came with these blocks, over their visits; null where none came.</param>
/// <param name="KaplanMeier">The median with censored visits taken as what they are: at least so long.</param>
public sealed record DwellSummary(
    long Visits, long Censored, double MedianSeconds, double P90Seconds, double? MeanSeconds, SurvivalSummary KaplanMeier);

/// <summary>What the median dwell would be had no visit been cut: Kaplan–Meier with its 95 % interval; null where the curve does not come down so far.</summary>
/// <param name="MedianSeconds">Median, seconds: the device's own figure of a single block, else within a bucket of the merged sketch (3 %).</param>
/// <param name="LowSeconds">Lower end of the interval, seconds.</param>
/// <param name="HighSeconds">Upper end of the interval, seconds.</param>
public sealed record SurvivalSummary(double? MedianSeconds, double? LowSeconds, double? HighSeconds);

/// <summary>Adds up blocks of dwell; every ended visit is in exactly one block.</summary>
internal sealed class DwellTotals
{
    private readonly DurationSketch _sketch = new();
    private readonly DurationSketch _cut = new();
    private DwellFigures? _only;
    private long _visits;
    private long _censored;
    private double _seconds;
    private long _visitsOfSeconds;
    private int _blocks;
    private Reasons _reasons;

    public void Add(ZoneFigures zone)
    {
        _reasons.Add(zone.DwellWithheld);
        if (zone.Dwell is not { } block)
            return;
        _only = ++_blocks == 1 ? block : null;
        _visits += block.Visits;
        _censored += block.Censored;
        if (zone.PersonSeconds is { } seconds)
            (_seconds, _visitsOfSeconds) = (_seconds + seconds, _visitsOfSeconds + block.Visits);
        _sketch.Add(block.Sketch);
        _cut.Add(block.CensoredSketch);
    }

    /// <summary>The sum, or null when nothing was told.</summary>
    public DwellSummary? Summary => _blocks == 0
        ? null
        : new DwellSummary(
            _visits,
            _censored,
            Figures.Round(_only?.MedianSeconds ?? _sketch.Quantile(0.5)!.Value),
            Figures.Round(_only?.P90Seconds ?? _sketch.Quantile(0.9)!.Value),
            _visitsOfSeconds == 0 ? null : Figures.Round(_seconds / _visitsOfSeconds),
            Survival);

    private SurvivalSummary Survival
    {
        get
        {
            if (_only is { KaplanMeier: var own })
                return new SurvivalSummary(own.MedianSeconds, own.LowSeconds, own.HighSeconds);
            var (median, low, high) = KaplanMeier.Median(_sketch.ToFigures(), _cut.ToFigures());
            return new SurvivalSummary(Figures.Round(median), Figures.Round(low), Figures.Round(high));
        }
    }

    /// <summary>Why there is none.</summary>
    public string? Withheld => _blocks > 0 ? null : _reasons.Strongest ?? "no-visits";
}
