namespace StoreSensing.Contracts.Statistics;

/// <summary>Published places of the classes on the scales of valence (−1 unpleasant … 1 pleasant) and arousal (−1 calm … 1 excited).</summary>
/// <remarks>
/// Mean ratings of English emotion terms: Russell and Mehrabian, "Evidence for a three-factor theory of emotions", Journal of Research in Personality 11 (1977):
/// happy .81/.51, surprised .40/.67, angry −.51/.59, disgusted −.60/.35, fearful −.64/.60, sad −.63/−.27. Negative is the plain mean of its four, since the
/// product does not tell them apart; neutral is the origin of the scales. They place words, not shoppers: good for comparing times and places.
/// </remarks>
public static class Affect
{
    private static readonly double[] _valence = [0.81, 0, (-0.51 - 0.60 - 0.64 - 0.63) / 4, 0.40];
    private static readonly double[] _arousal = [0.51, 0, (0.59 + 0.35 + 0.60 - 0.27) / 4, 0.67];

    /// <summary>Valence of each class in the order of <see cref="ExpressionClass"/>, −1..1.</summary>
    public static ReadOnlySpan<double> Valence => _valence;

    /// <summary>Arousal of each class in the order of <see cref="ExpressionClass"/>, −1..1.</summary>
    public static ReadOnlySpan<double> Arousal => _arousal;
}
