namespace StoreSensing.Contracts.Wire;

/// <summary>
/// Skin-conductance arousal in the device's zones in one window. <see cref="MetricMessage.ObservedSeconds"/> are those in which any sensor delivered readings,
/// whether or not anybody touched it.
/// </summary>
public sealed record ArousalMessage : MetricMessage
{
    /// <summary>The opaque id of the study that the figures belong to; null outside of studies.</summary>
    public required string? Study { get; init; }

    /// <summary>One entry a zone that a sensor could measure in; a zone without one is absent.</summary>
    public required IReadOnlyList<ArousalFigures> Zones { get; init; }
}

/// <summary>One zone. People wait over several windows until enough contributed; every second of clean contact is in at most one block.</summary>
public sealed record ArousalFigures
{
    /// <summary>The zone's id.</summary>
    public required string Zone { get; init; }

    /// <summary>The block; null when withheld or when there was no contact.</summary>
    public required ArousalBlock? Arousal { get; init; }

    /// <summary>Why <see cref="Arousal"/> is null: <c>below-threshold</c> (nobody or too few: which of both is not told) or <c>profile</c>.</summary>
    public required string? Withheld { get; init; }
}

/// <summary>What the people of one zone showed since it was last told. A contributor is a contact session: nobody knows whether two of them were one person.</summary>
public sealed record ArousalBlock
{
    /// <summary>Start of the earliest window that contributed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Contact sessions with clean seconds.</summary>
    public required int Contributors { get; init; }

    /// <summary>Seconds of clean contact, summed over contributors.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>Median over contributors of each one's median skin conductance level, µS; null while too few have one.</summary>
    public required double? SclMedianMicrosiemens { get; init; }

    /// <summary>Skin conductance responses per minute of clean contact, mean over people.</summary>
    public required double ScrPerMinute { get; init; }

    /// <summary>Share (0..1) of <see cref="ObservedSeconds"/> without a score.</summary>
    public required double AbstainedShare { get; init; }

    /// <summary>The arousal of those with a score; null while too few have one.</summary>
    public required ArousalEstimate? Estimate { get; init; }
}

/// <summary>
/// Arousal in standard deviations from the same contact session's own running history: a change within one session, never a level that people could be
/// compared by. Each person counts once, with the mean of his scored seconds.
/// </summary>
public sealed record ArousalEstimate
{
    /// <summary>Of the contributors, those with a score.</summary>
    public required int Contributors { get; init; }

    /// <summary>Mean over people, −10..10.</summary>
    public required double Mean { get; init; }

    /// <summary>Lower end of its 95 % interval (Student's t over people).</summary>
    public required double Low { get; init; }

    /// <summary>Upper end.</summary>
    public required double High { get; init; }

    /// <summary>Mean over people of the share (0..1) of their scored seconds for which the trained model gives stress at least the probability <see cref="ArousalDescription.ElevatedFrom"/>.</summary>
    public required double ElevatedShare { get; init; }
}
