namespace StoreSensing.Contracts.Statistics;

/// <summary>A share of people with its 95 % interval, each 0..1.</summary>
/// <param name="Share">The estimate.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct ShareEstimate(double Share, double Low, double High);

/// <summary>A mean on a scale from −1 to 1 with its 95 % interval.</summary>
/// <param name="Mean">The estimate.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct MeanEstimate(double Mean, double Low, double High);

/// <summary>Shares of true classes behind a network's decisions; the four estimates sum to 1.</summary>
/// <param name="Positive">Happy.</param>
/// <param name="Neutral">Neutral.</param>
/// <param name="Negative">Angry, disgusted, fearful or sad.</param>
/// <param name="Surprise">Surprised.</param>
/// <param name="Valence">Pleasantness by the weights of <see cref="Affect"/>.</param>
/// <param name="Arousal">Excitement by the weights of <see cref="Affect"/>.</param>
public sealed record CorrectedShares(
    ShareEstimate Positive, ShareEstimate Neutral, ShareEstimate Negative, ShareEstimate Surprise, MeanEstimate Valence, MeanEstimate Arousal);
