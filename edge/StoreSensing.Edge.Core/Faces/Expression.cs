using StoreSensing.Contracts.Statistics;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Class probabilities of one face, grouped as they are reported; they sum to 1.</summary>
/// <param name="Positive">Happy.</param>
/// <param name="Neutral">Neutral.</param>
/// <param name="Negative">Angry, disgusted, fearful or sad.</param>
/// <param name="Surprise">Surprised.</param>
public readonly record struct Expression(float Positive, float Neutral, float Negative, float Surprise)
{
    /// <summary>Probability of the likeliest class; NaN when any is.</summary>
    public float Certainty => MathF.Max(MathF.Max(Positive, Neutral), MathF.Max(Negative, Surprise));

    /// <summary>The likeliest class when it is at least so probable, else <see cref="ExpressionClass.Abstained"/>; a NaN abstains, too.</summary>
    public ExpressionClass Decide(double threshold)
    {
        var certainty = Certainty;
        if (!(certainty >= threshold))
            return ExpressionClass.Abstained;
        return certainty == Positive ? ExpressionClass.Positive
            : certainty == Neutral ? ExpressionClass.Neutral
            : certainty == Negative ? ExpressionClass.Negative
            : ExpressionClass.Surprise;
    }

    /// <summary>One class's probability.</summary>
    public float this[ExpressionClass c] => c switch
    {
        ExpressionClass.Positive => Positive,
        ExpressionClass.Neutral => Neutral,
        ExpressionClass.Negative => Negative,
        ExpressionClass.Surprise => Surprise,
        _ => throw new ArgumentOutOfRangeException(nameof(c), c, "a face is never truly of this class"),
    };

    /// <summary>This plus <paramref name="share"/> of another.</summary>
    internal Expression Plus(in Expression other, float share) => new(
        Positive + (share * other.Positive), Neutral + (share * other.Neutral), Negative + (share * other.Negative), Surprise + (share * other.Surprise));
}
