namespace StoreSensing.Contracts.Wire;

/// <summary>Directed crossings of the device's lines in one window.</summary>
public sealed record LineMessage : MetricMessage
{
    /// <summary>One entry a line; a line that was not observed is absent.</summary>
    public required IReadOnlyList<LineFigures> Lines { get; init; }
}

/// <summary>One line's crossings.</summary>
public sealed record LineFigures
{
    /// <summary>The line's id.</summary>
    public required string Line { get; init; }

    /// <summary>Seconds of the window in which this line was observed; of several cameras, the most any one saw.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>Confirmed crossings in the direction named <c>in</c>; null when withheld.</summary>
    public required int? In { get; init; }

    /// <summary>Confirmed crossings in the direction named <c>out</c>; null when withheld.</summary>
    public required int? Out { get; init; }

    /// <summary>Start of the earliest window whose crossings are in these; null when it is this one, or nothing is told.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>Why <see cref="In"/> or <see cref="Out"/> is null: <c>below-threshold</c> (0 or too few people) or <c>budget</c>.</summary>
    public required string? Withheld { get; init; }
}
