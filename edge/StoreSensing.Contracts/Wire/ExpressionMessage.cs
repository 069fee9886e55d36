namespace StoreSensing.Contracts.Wire;

/// <summary>Expression shares of the device's zones in one window.</summary>
public sealed record ExpressionMessage : MetricMessage
{
    /// <summary>One entry a zone that expression was looked for in.</summary>
    public required IReadOnlyList<ExpressionFigures> Zones { get; init; }
}

/// <summary>
/// Mean class probabilities, uncalibrated, over people, each person weighing the same. People wait over several windows until enough
/// contributed; every person is in exactly one block.
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

/// <summary>Shares of people per expression class; with <see cref="Abstained"/> they sum to 1.</summary>
public sealed record ExpressionShares
{
    /// <summary>Start of the earliest window that contributed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>People who contributed.</summary>
    public required int Contributors { get; init; }

    /// <summary>Happy.</summary>
    public required double Positive { get; init; }

    /// <summary>Neutral.</summary>
    public required double Neutral { get; init; }

    /// <summary>Angry, disgusted, fearful or sad.</summary>
    public required double Negative { get; init; }

    /// <summary>Surprised.</summary>
    public required double Surprise { get; init; }

    /// <summary>People about whom the model was too unsure to say anything.</summary>
    public required double Abstained { get; init; }
}
