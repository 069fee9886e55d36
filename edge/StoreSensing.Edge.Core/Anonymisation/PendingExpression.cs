using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Faces;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>People's expressions in one zone that wait until enough people were decided about. Bounded: counts and at most the threshold's ids.</summary>
/// <param name="threshold">Least number of people about whom something was decided.</param>
/// <param name="set">What is known of the networks' mistakes; null where they were never measured.</param>
internal sealed class PendingExpression(int threshold, ExpressionSet? set)
{
    // Where nothing was measured: a class must be likelier than all the others together.
    private const double LeastCertainty = 0.5;
    private readonly HashSet<long> _people = [];
    private readonly ConfusionMatrix? _matrix = set?.Matrix;
    private readonly int[] _decisions = new int[ConfusionMatrix.Decisions];
    private DateTimeOffset? _since;
    private int _count;

    /// <summary>See <see cref="PendingDurations.Begin"/>.</summary>
    public void Begin(DateTimeOffset windowStart) => _since ??= windowStart;

    public void Add(RawExpression person, DateTimeOffset windowStart)
    {
        Begin(windowStart);
        _count++;
        var decision = new Expression(person.Positive, person.Neutral, person.Negative, person.Surprise).Decide(set?.Threshold ?? LeastCertainty);
        _decisions[(int)decision]++;
        // Only those about whom something is told count: among four who abstain, a fifth's expression would stand alone.
        if (decision != ExpressionClass.Abstained && _people.Count < threshold)
            _people.Add(person.TrackId);
    }

    /// <summary>The zone's shares, once enough people are in them, then it starts anew; before, why there are none.</summary>
    public ExpressionFigures Take(string zone)
    {
        if (_people.Count < threshold)
            return new ExpressionFigures { Zone = zone, Shares = null, Withheld = Withheld.BelowThreshold };
        var shares = new ExpressionShares
        {
            Since = _since!.Value,
            Contributors = _count,
            Decisions = new ExpressionDecisions
            {
                Positive = Of(ExpressionClass.Positive), Neutral = Of(ExpressionClass.Neutral), Negative = Of(ExpressionClass.Negative),
                Surprise = Of(ExpressionClass.Surprise), Abstained = Of(ExpressionClass.Abstained),
            },
            Estimate = _matrix is null || ShareCorrection.Correct(_decisions, _matrix) is not { } exact ? null : Rounded(exact),
        };
        _people.Clear();
        _decisions.AsSpan().Clear();
        (_count, _since) = (0, null);
        return new ExpressionFigures { Zone = zone, Shares = shares, Withheld = null };
    }

    private int Of(ExpressionClass decision) => _decisions[(int)decision];

    private static ExpressionEstimate Rounded(ExpressionEstimate e) => new()
    {
        Positive = Rounded(e.Positive), Neutral = Rounded(e.Neutral), Negative = Rounded(e.Negative), Surprise = Rounded(e.Surprise),
        Valence = Rounded(e.Valence), Arousal = Rounded(e.Arousal),
    };

    private static ShareEstimate Rounded(ShareEstimate e) => new() { Share = Round(e.Share), Low = Round(e.Low), High = Round(e.High) };

    private static ScaleEstimate Rounded(ScaleEstimate e) => new() { Mean = Round(e.Mean), Low = Round(e.Low), High = Round(e.High) };

    private static double Round(double value) => Math.Round(value, 4);
}
