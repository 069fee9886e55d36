namespace StoreSensing.Edge.Core.Physiology.Arousal;

/// <summary>
/// Logistic regression on eight features, small enough to read: the logarithm of the odds of stress is the bias and the features' weighted sum. Trained on 17
/// people's wrists in a laboratory (Stress-Predict: Stroop test, interview, hyperventilation); <c>./bench gsr</c> trains it anew without each of them and says how
/// it does on that one.
/// </summary>
internal sealed record StressModel(double Bias, IReadOnlyList<double> Weights)
{
    /// <summary>The model that devices use. Its weights partly fit the laboratory's blocks of a few minutes; the rule (<see cref="ArousalRule"/>) doesn't.</summary>
    public static readonly StressModel Shipped = new(-1.7228, [-4.0204, 7.8876, -4.1772, 4.0719, -3.3202, 2.0731, 0.1137, -0.4428]);

    /// <summary>Probability of stress, 0..1.</summary>
    public double Probability(in ArousalFeatures features)
    {
        Span<double> values = stackalloc double[ArousalFeatures.Count];
        features.CopyTo(values);
        var odds = Bias;
        for (var i = 0; i < values.Length; i++)
            odds += Weights[i] * values[i];
        return 1 / (1 + Math.Exp(-odds));
    }
}
