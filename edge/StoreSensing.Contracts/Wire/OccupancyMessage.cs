namespace StoreSensing.Contracts.Wire;

/// <summary>People inside, from crossings of the entrances.</summary>
public sealed record OccupancyMessage : MetricMessage
{
    /// <summary>One entry a group of entrances; a group none of whose lines was observed is absent.</summary>
    public required IReadOnlyList<OccupancyFigures> Entrances { get; init; }
}

/// <summary>One group of entrances. Over any stretch in − out + clamped − drift is the change of <see cref="Occupancy"/>.</summary>
public sealed record OccupancyFigures
{
    /// <summary>The group's id: <c>store</c>.</summary>
    public required string Group { get; init; }

    /// <summary>Seconds of the window in which any of its lines was observed; of several cameras, the most any one saw.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>People who came in.</summary>
    public required int In { get; init; }

    /// <summary>People who went out.</summary>
    public required int Out { get; init; }

    /// <summary>People inside at the end of the window.</summary>
    public required int Occupancy { get; init; }

    /// <summary>Most people inside at one time in the window.</summary>
    public required int Peak { get; init; }

    /// <summary>People by which the occupancy would have gone below zero in the window: their entry was missed.</summary>
    public required int Clamped { get; init; }

    /// <summary>What was left at the daily reset, and was taken off; null unless the reset fell into this window.</summary>
    public required int? Drift { get; init; }

    /// <summary>Local time of the daily reset, <c>HH:mm</c>.</summary>
    public required string ResetAt { get; init; }

    /// <summary>IANA name of the time zone that <see cref="ResetAt"/> is meant in.</summary>
    public required string TimeZone { get; init; }
}
