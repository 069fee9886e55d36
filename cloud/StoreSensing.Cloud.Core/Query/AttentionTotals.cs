using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>Adds up blocks of funnels; everybody who passed is in exactly one.</summary>
internal sealed class FunnelTotals
{
    private readonly ObservedTime _observed = new();
    private Reasons _reasons;
    private DateTimeOffset? _since;
    private long _passed;
    private long _glanced;
    private long _stopped;
    private long _attended;
    private long _entered;
    private long _attendedAnyhow;
    private double _knownSeconds;
    private double _presentSeconds;

    public void Add(in Row<AttentionFigures> row)
    {
        _observed.Add(row.Window, row.Figures.ObservedSeconds);
        _reasons.Add(row.Figures.FunnelWithheld);
        if (row.Figures.Funnel is not { } funnel)
            return;
        _since = _since is { } since && since < funnel.Since ? since : funnel.Since;
        _passed += funnel.Passed;
        _glanced += funnel.Glanced;
        _stopped += funnel.Stopped;
        _attended += funnel.Attended;
        _entered += funnel.Entered;
        _attendedAnyhow += funnel.AttendedAnyhow;
        _knownSeconds += funnel.KnownSeconds;
        _presentSeconds += funnel.PresentSeconds;
    }

    public double ObservedSeconds => _observed.Seconds;

    /// <summary>The sum, or null when nothing was told.</summary>
    public FunnelSummary? Summary => _since is not { } since
        ? null
        : new FunnelSummary(
            since, _passed, _glanced, _stopped, _attended, _entered, _attendedAnyhow, Attraction,
            _presentSeconds > 0 ? Figures.Round(Math.Min(1, _knownSeconds / _presentSeconds)) : null);

    /// <summary>Why there is none; null, too, when nothing was observed.</summary>
    public string? Withheld => _since is null ? _reasons.Strongest : null;

    // Where every window says that nobody passed, 0 is a count and not a guess.
    public DisplayPoint Point(DateTimeOffset start)
    {
        var told = _since is not null || _reasons.Strongest == "nobody";
        long? Told(long people) => told ? people : null;
        return new DisplayPoint(
            start, Told(_passed), Told(_glanced), Told(_stopped), Told(_attended), Told(_entered), Told(_attendedAnyhow), Attraction,
            told ? null : _reasons.Strongest, Figures.Round(_observed.Seconds));
    }

    private ShareSummary? Attraction
    {
        get
        {
            if (_passed == 0)
                return null;
            var share = (double)_attendedAnyhow / _passed;
            return ShareSummary.Of(share, WilsonInterval.Of(share, _passed));
        }
    }
}

/// <summary>Adds up blocks of attention; everybody who glanced is in exactly one.</summary>
internal sealed class LookTotals
{
    private readonly DurationSketch _sketch = new();
    private AttentionBlock? _only;
    private Reasons _reasons;
    private int _blocks;
    private long _people;
    private bool _waiting;
    private long _attended;
    private double _seconds;

    public void Add(AttentionBlock? block, string? withheld)
    {
        _reasons.Add(withheld);
        if (block is null)
            return;
        _only = ++_blocks == 1 ? block : null;
        _people += block.Contributors;
        _attended += block.Attended ?? 0;
        _seconds += block.TotalSeconds ?? 0;
        _waiting |= block.Attended is null;
        _sketch.Add(block.Sketch);
    }

    /// <summary>The sum, or null when nothing was told.</summary>
    public AttentionSummary? Summary => _people == 0
        ? null
        : new AttentionSummary(
            _people, _attended, _attended == 0 ? null : Figures.Round(_seconds / _attended),
            _attended > 0 ? null : _waiting ? "below-threshold" : "nobody", Figures.Round(_only?.MedianSeconds ?? _sketch.Quantile(0.5)!.Value));

    /// <summary>Why there is none.</summary>
    public string? Withheld => _people == 0 ? _reasons.Strongest : null;
}

/// <summary>Adds up blocks of interest; the share is worked out on the sum.</summary>
internal sealed class InterestTotals
{
    private readonly DurationSketch _lostAt = new();
    private readonly DurationSketch _cutAt = new();
    private Reasons _reasons;
    private long _visits;
    private long _lost;
    private long _cut;

    public void Add(InterestBlock? block, string? withheld)
    {
        _reasons.Add(withheld);
        if (block is null)
            return;
        _visits += block.Visits;
        _lost += block.Lost;
        _cut += block.Cut;
        _lostAt.Add(block.LostSketch);
        _cutAt.Add(block.CutSketch);
    }

    /// <summary>The sum, or null when nothing was told.</summary>
    public InterestSummary? Summary => _visits == 0
        ? null
        : new InterestSummary(
            _visits, _lost, _cut,
            LostInterest.Of(_visits, _lostAt.ToFigures(), _cutAt.ToFigures()) is { } lost ? ShareSummary.Of(lost.Share, (lost.Low, lost.High)) : null);

    /// <summary>Why there is none.</summary>
    public string? Withheld => _visits == 0 ? _reasons.Strongest : null;
}
