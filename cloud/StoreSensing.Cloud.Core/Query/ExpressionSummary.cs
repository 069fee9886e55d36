namespace StoreSensing.Cloud.Core.Query;

/// <summary>Expression in a zone over a range.</summary>
public sealed record ExpressionSummary
{
    /// <summary>The zone's id.</summary>
    public required string Zone { get; init; }

    /// <summary>The name people see; the id when no device describes the zone.</summary>
    public required string Name { get; init; }

    /// <summary>People, those included about whom nothing was decided.</summary>
    public required long Contributors { get; init; }

    /// <summary>What the models decided about them, as it is; null when nothing was told.</summary>
    public required DecisionSummary? Decisions { get; init; }

    /// <summary>Share of people about whom the models were too unsure to say anything, 0..1; null when nothing was told.</summary>
    public required double? AbstainedShare { get; init; }

    /// <summary>Shares of people; null when nothing was told or nobody was decided about.</summary>
    public required ExpressionRange? Shares { get; init; }

    /// <summary>The shares are corrected for the models' known mistakes; false: they are bare decisions, of which some are wrong.</summary>
    public required bool Corrected { get; init; }

    /// <summary>The models that decided, by catalog name.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>On which pictures their mistakes were measured; empty where they never were.</summary>
    public required IReadOnlyList<string> MeasuredOn { get; init; }

    /// <summary>Why there are no shares: <c>no-faces</c>, <c>below-threshold</c>, or <c>undecided</c> when the models said nothing about anybody.</summary>
    public required string? Withheld { get; init; }
}

/// <summary>People by decision.</summary>
/// <param name="Positive">Happy.</param>
/// <param name="Neutral">Neutral.</param>
/// <param name="Negative">Angry, disgusted, fearful or sad.</param>
/// <param name="Surprise">Surprised.</param>
/// <param name="Abstained">Nothing was decided.</param>
public sealed record DecisionSummary(long Positive, long Neutral, long Negative, long Surprise, long Abstained);

/// <summary>Shares of people that add up to 1, each with its 95 % interval, and where that lies on the scales of affect.</summary>
/// <param name="Positive">Happy.</param>
/// <param name="Neutral">Neutral.</param>
/// <param name="Negative">Angry, disgusted, fearful or sad.</param>
/// <param name="Surprise">Surprised.</param>
/// <param name="Valence">−1 (unpleasant) to 1 (pleasant); null for bare decisions.</param>
/// <param name="Arousal">−1 (calm) to 1 (excited); null for bare decisions.</param>
public sealed record ExpressionRange(
    ShareSummary Positive, ShareSummary Neutral, ShareSummary Negative, ShareSummary Surprise, ScaleSummary? Valence, ScaleSummary? Arousal);

/// <summary>A mean on a scale of −1..1 with its 95 % interval.</summary>
/// <param name="Mean">The estimate.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record ScaleSummary(double Mean, double Low, double High);

/// <summary>Expression in one step of a series; people count in the step in which they were told.</summary>
/// <param name="Start">Start of the step, UTC.</param>
/// <param name="Contributors">People.</param>
/// <param name="AbstainedShare">Share of people about whom nothing was decided; null when nothing was told.</param>
/// <param name="Shares">Shares of people; null when nothing was told or nobody was decided about.</param>
/// <param name="Corrected">The shares are corrected for the models' known mistakes.</param>
/// <param name="Withheld">Why there are no shares: <c>no-faces</c>, <c>below-threshold</c> or <c>undecided</c>.</param>
public sealed record ExpressionPoint(
    DateTimeOffset Start, long Contributors, double? AbstainedShare, ExpressionRange? Shares, bool Corrected, string? Withheld);
