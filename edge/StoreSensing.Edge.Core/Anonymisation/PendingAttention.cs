using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>What people did before one display, in three blocks that wait each for itself until enough people are in it. Bounded.</summary>
internal sealed class PendingAttention(int threshold)
{
    public PendingFunnel Funnel { get; } = new(threshold);

    public PendingLooks Looks { get; } = new(threshold);

    public PendingInterest Interest { get; } = new(threshold);

    /// <summary>See <see cref="PendingDurations.Begin"/>.</summary>
    public void Begin(DateTimeOffset windowStart)
    {
        Funnel.Begin(windowStart);
        Looks.Begin(windowStart);
        Interest.Begin(windowStart);
    }

    public void Add(RawAttention raw, DateTimeOffset windowStart)
    {
        foreach (var person in raw.People)
        {
            Funnel.Add(person, windowStart);
            if (person.Glanced)
                Looks.Add(person, windowStart);
        }
        foreach (var visit in raw.Visits)
            Interest.Add(visit, windowStart);
    }
}

/// <summary>Who passed. A person is told of once, so people are counted, not remembered.</summary>
internal sealed class PendingFunnel(int threshold)
{
    private DateTimeOffset? _since;
    private int _passed;
    private int _glanced;
    private int _stopped;
    private int _attended;
    private int _entered;
    private int _attendedAnyhow;
    private double _known;
    private double _present;

    public void Begin(DateTimeOffset windowStart) => _since ??= windowStart;

    public void Add(in RawPasser person, DateTimeOffset windowStart)
    {
        Begin(windowStart);
        _passed++;
        // Each step counts those who did everything before it, too.
        var (stopped, attended) = (person.Glanced && person.Stopped, person.Glanced && person.Stopped && person.Attended);
        _glanced += person.Glanced ? 1 : 0;
        _stopped += stopped ? 1 : 0;
        _attended += attended ? 1 : 0;
        _entered += attended && person.Entered ? 1 : 0;
        _attendedAnyhow += person.Attended ? 1 : 0;
        (_known, _present) = (_known + person.KnownSeconds, _present + person.PresentSeconds);
    }

    public FunnelFigures? Take()
    {
        // Those who attended are told of in another block, too: fewer of them here would point at theirs there.
        if (_passed < threshold || (_attendedAnyhow > 0 && _attendedAnyhow < threshold))
            return null;
        var figures = new FunnelFigures
        {
            Since = _since!.Value, Passed = _passed, Glanced = _glanced, Stopped = _stopped, Attended = _attended, Entered = _entered, AttendedAnyhow = _attendedAnyhow,
            KnownSeconds = Math.Round(Math.Min(_known, _present), 2), PresentSeconds = Math.Round(_present, 2),
        };
        (_passed, _glanced, _stopped, _attended, _entered, _attendedAnyhow, _known, _present, _since) = (0, 0, 0, 0, 0, 0, 0, 0, null);
        return figures;
    }
}

/// <summary>How long people looked who did.</summary>
internal sealed class PendingLooks(int threshold)
{
    private readonly PendingDurations _looks = new(threshold);
    private int _attended;
    private double _attendedSeconds;

    public void Begin(DateTimeOffset windowStart) => _looks.Begin(windowStart);

    public void Add(in RawPasser person, DateTimeOffset windowStart)
    {
        _looks.Add(person.TrackId, person.AttentionSeconds, windowStart);
        if (!person.Attended)
            return;
        _attended++;
        _attendedSeconds += person.AttentionSeconds;
    }

    public AttentionBlock? Take()
    {
        if (!_looks.IsEnough)
            return null;
        // Holding is a mean over those who attended: of fewer than enough it waits for a later block.
        var holding = _attended == 0 || _attended >= threshold;
        var figures = new AttentionBlock
        {
            Since = _looks.Since, Contributors = _looks.Count, Attended = holding ? _attended : null, TotalSeconds = holding ? Math.Round(_attendedSeconds, 2) : null,
            MedianSeconds = _looks.Quantile(0.5), Sketch = _looks.Sketch,
        };
        _looks.Clear();
        if (holding)
            (_attended, _attendedSeconds) = (0, 0);
        return figures;
    }
}

/// <summary>What became of interest in visits with a glance.</summary>
internal sealed class PendingInterest(int threshold)
{
    private readonly DurationSketch _lost = new();
    private readonly DurationSketch _cut = new();
    private readonly HashSet<long> _people = [];
    private DateTimeOffset? _since;
    private int _visits;

    public void Begin(DateTimeOffset windowStart) => _since ??= windowStart;

    public void Add(in RawInterest visit, DateTimeOffset windowStart)
    {
        Begin(windowStart);
        _visits++;
        if (_people.Count < threshold)
            _people.Add(visit.TrackId);
        if (visit.End == InterestEnd.Lost)
            _lost.Add(visit.Seconds);
        else if (visit.End == InterestEnd.Cut)
            _cut.Add(visit.Seconds);
    }

    private bool IsFew(long part) => part > 0 && part < threshold;

    public InterestBlock? Take()
    {
        // Parts with distributions of their own are about enough people, too, or about nobody.
        if (_people.Count < threshold || IsFew(_lost.Count) || IsFew(_cut.Count))
            return null;
        var (lost, cut) = (_lost.ToFigures(), _cut.ToFigures());
        if (LostInterest.Of(_visits, lost, cut) is not { } share)
            return null; // all of them were cut: nobody knows anything yet
        var figures = new InterestBlock
        {
            Since = _since!.Value, Visits = _visits, Lost = (int)_lost.Count, Cut = (int)_cut.Count,
            LostShare = Math.Round(share.Share, 4), LowShare = Math.Round(share.Low, 4), HighShare = Math.Round(share.High, 4),
            LostSketch = lost, CutSketch = cut,
        };
        _lost.Clear();
        _cut.Clear();
        _people.Clear();
        (_visits, _since) = (0, null);
        return figures;
    }
}
