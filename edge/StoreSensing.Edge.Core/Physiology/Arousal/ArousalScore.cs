namespace StoreSensing.Edge.Core.Physiology.Arousal;

/// <summary>Why nothing is said about a second.</summary>
public enum Abstention
{
    /// <summary>Something is said.</summary>
    None,

    /// <summary>The person has been known for less than three minutes.</summary>
    ShortHistory,

    /// <summary>The second, or most of the last minute, is disturbed.</summary>
    Artefact,

    /// <summary>The signal doesn't change at all for ten seconds: no skin does that.</summary>
    Frozen,
}

/// <summary>Arousal in one second, within one contact.</summary>
/// <param name="Why">Why nothing is said; <see cref="Abstention.None"/> when something is.</param>
/// <param name="Arousal">Standard deviations from the same contact's own running history, −10..10; NaN when nothing is said.</param>
/// <param name="StressProbability">What the trained model makes of it, 0..1; NaN when nothing is said.</param>
/// <param name="Confidence">How much history and how little disturbance it rests on, 0..1.</param>
public readonly record struct ArousalScore(Abstention Why, double Arousal, double StressProbability, double Confidence);
