namespace StoreSensing.Contracts.Wire;

/// <summary>Expression shares of the device's zones in one window.</summary>
public sealed record ExpressionMessage : MetricMessage
{
    /// <summary>One entry a zone that expression was looked for in.</summary>
    public required IReadOnlyList<ExpressionFigures> Zones { get; init; }
}

/// <summary>
/// Decisions about people, each person counting once: the mean of the calibrated class probabilities over a person's faces decides, or abstains. People wait
/// over several windows until enough were decided about; every person is in exactly one block.
/// </summary>
public sealed record ExpressionFigures
{
    /// <summary>The zone's id.</summary>
    public required string Zone { get; init; }

    /// <summary>The shares; null when withheld or when there was nobody.</summary>
    public required ExpressionShares? Shares { get; init; }

    /// <summary>Why <see cref="Shares"/> is null: <c>no-faces</c> or <c>below-threshold</c>.</summary>
    public required string? Withheld { get; init; }
}

/// <summary>What was decided about a block's people, and what that says about them once the model's known errors are taken into account.</summary>
public sealed record ExpressionShares
{
    /// <summary>Start of the earliest window that contributed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>People who contributed, those included about whom nothing was decided.</summary>
    public required int Contributors { get; init; }

    /// <summary>The model's decisions as they are; they add up to <see cref="Contributors"/>.</summary>
    public required ExpressionDecisions Decisions { get; init; }

    /// <summary>The shares corrected for the model's confusion; null where the models in use have never been measured.</summary>
    public required ExpressionEstimate? Estimate { get; init; }
}

/// <summary>People by decision. Over a range they add up; correct the sum, not the parts.</summary>
public sealed record ExpressionDecisions
{
    /// <summary>Happy.</summary>
    public required int Positive { get; init; }

    /// <summary>Neutral.</summary>
    public required int Neutral { get; init; }

    /// <summary>Angry, disgusted, fearful or sad.</summary>
    public required int Negative { get; init; }

    /// <summary>Surprised.</summary>
    public required int Surprise { get; init; }

    /// <summary>People about whom the model was too unsure to say anything.</summary>
    public required int Abstained { get; init; }
}

/// <summary>
/// Estimated shares of people, the four adding up to 1, each with a 95 % interval that holds the sampling error and the model's. Valence and arousal follow
/// from them with published weights per class.
/// </summary>
public sealed record ExpressionEstimate
{
    /// <summary>Happy.</summary>
    public required ShareEstimate Positive { get; init; }

    /// <summary>Neutral.</summary>
    public required ShareEstimate Neutral { get; init; }

    /// <summary>Angry, disgusted, fearful or sad.</summary>
    public required ShareEstimate Negative { get; init; }

    /// <summary>Surprised.</summary>
    public required ShareEstimate Surprise { get; init; }

    /// <summary>Mean valence, −1 (unpleasant) to 1 (pleasant).</summary>
    public required ScaleEstimate Valence { get; init; }

    /// <summary>Mean arousal, −1 (calm) to 1 (excited).</summary>
    public required ScaleEstimate Arousal { get; init; }
}

/// <summary>A share of people with its 95 % interval, each 0..1.</summary>
public sealed record ShareEstimate
{
    /// <summary>The estimate.</summary>
    public required double Share { get; init; }

    /// <summary>Lower end.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end.</summary>
    public required double High { get; init; }
}

/// <summary>A mean on a scale of −1..1 with its 95 % interval.</summary>
public sealed record ScaleEstimate
{
    /// <summary>The estimate.</summary>
    public required double Mean { get; init; }

    /// <summary>Lower end.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end.</summary>
    public required double High { get; init; }
}
