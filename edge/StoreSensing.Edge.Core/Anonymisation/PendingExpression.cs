using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>People's expressions in one zone that wait until enough people contributed. Bounded: sums and at most the threshold's ids.</summary>
internal sealed class PendingExpression(int threshold)
{
    // Below this the likeliest class is a guess, so the person counts as abstained.
    private const float LeastCertainty = 0.5f;
    private readonly HashSet<long> _people = [];
    private DateTimeOffset _since;
    private int _count;
    private int _positive;
    private int _neutral;
    private int _negative;
    private int _surprise;
    private int _abstained;

    public void Add(RawExpression person, DateTimeOffset windowStart)
    {
        if (_count == 0)
            _since = windowStart;
        _count++;
        var certainty = Math.Max(Math.Max(person.Positive, person.Neutral), Math.Max(person.Negative, person.Surprise));
        if (!(certainty >= LeastCertainty)) // a model that gives NaN abstains, too
        {
            _abstained++;
            return;
        }
        // Only those about whom something is told count: among four who abstain, a fifth's expression would stand alone.
        if (_people.Count < threshold)
            _people.Add(person.TrackId);
        if (person.Positive >= certainty)
            _positive++;
        else if (person.Neutral >= certainty)
            _neutral++;
        else if (person.Negative >= certainty)
            _negative++;
        else
            _surprise++;
    }

    /// <summary>The zone's shares, once enough people are in them, then it starts anew; before, why there are none.</summary>
    public ExpressionFigures Take(string zone)
    {
        if (_people.Count < threshold)
            return new ExpressionFigures { Zone = zone, Shares = null, Withheld = _count == 0 ? Withheld.NoFaces : Withheld.BelowThreshold };
        var shares = new ExpressionShares
        {
            Since = _since,
            Contributors = _count,
            Decisions = new ExpressionDecisions { Positive = _positive, Neutral = _neutral, Negative = _negative, Surprise = _surprise, Abstained = _abstained },
            Estimate = null,
        };
        _people.Clear();
        (_count, _abstained, _positive, _neutral, _negative, _surprise) = (0, 0, 0, 0, 0, 0);
        return new ExpressionFigures { Zone = zone, Shares = shares, Withheld = null };
    }
}
