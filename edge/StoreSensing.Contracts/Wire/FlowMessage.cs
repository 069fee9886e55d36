namespace StoreSensing.Contracts.Wire;

/// <summary>How visitors went from zone to zone.</summary>
public sealed record FlowMessage : MetricMessage
{
    /// <summary>One entry a surface with zones; a surface that was not observed is absent.</summary>
    public required IReadOnlyList<FlowFigures> Surfaces { get; init; }
}

/// <summary>The ways of one surface's visitors.</summary>
public sealed record FlowFigures
{
    /// <summary>The surface's id.</summary>
    public required string Surface { get; init; }

    /// <summary>Seconds of the window in which this surface was observed; of several cameras, the most any one saw.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>The ways; null when withheld or when there is nothing to tell.</summary>
    public required FlowBlock? Block { get; init; }

    /// <summary>Why <see cref="Block"/> is null: <c>no-visitors</c>, <c>below-threshold</c> or <c>profile</c>.</summary>
    public required string? BlockWithheld { get; init; }
}

/// <summary>
/// Ways of the visitors since they were last told. A figure that holds too few people waits for later blocks, so every visitor is in each
/// figure exactly once and figures of any range add up.
/// </summary>
public sealed record FlowBlock
{
    /// <summary>Start of the earliest window that contributed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Visitors in the block: people whose track ended.</summary>
    public required int Visitors { get; init; }

    /// <summary>From the zone of one visit to the zone of the next.</summary>
    public required IReadOnlyList<FlowTransition> Transitions { get; init; }

    /// <summary>The first zone after the entrance.</summary>
    public required IReadOnlyList<FlowFirst> First { get; init; }

    /// <summary>The zones that were visited at all.</summary>
    public required IReadOnlyList<FlowReached> Reached { get; init; }

    /// <summary>Figures that hold too few people: they wait for more.</summary>
    public required int Withheld { get; init; }
}

/// <summary>Visitors who went from one zone to another.</summary>
public sealed record FlowTransition
{
    /// <summary>The zone of the earlier visit.</summary>
    public required string From { get; init; }

    /// <summary>The zone of the next visit.</summary>
    public required string To { get; init; }

    /// <summary>Different visitors who went this way.</summary>
    public required int People { get; init; }
}

/// <summary>Visitors whose first visit was in one zone.</summary>
public sealed record FlowFirst
{
    /// <summary>The zone.</summary>
    public required string Zone { get; init; }

    /// <summary>Visitors whose first visit was here.</summary>
    public required int People { get; init; }
}

/// <summary>The share of visitors who reached a zone. Over a range: sum of people / sum of visitors.</summary>
public sealed record FlowReached
{
    /// <summary>The zone.</summary>
    public required string Zone { get; init; }

    /// <summary>Different visitors with a visit here.</summary>
    public required int People { get; init; }

    /// <summary>Visitors among whom these were counted: all since this zone was last told.</summary>
    public required int Visitors { get; init; }

    /// <summary>People / visitors.</summary>
    public required double Share { get; init; }
}
