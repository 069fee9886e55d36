namespace StoreSensing.Contracts.Wire;

/// <summary>Visits, dwell and occupancy of the device's zones in one window.</summary>
public sealed record ZoneMessage : MetricMessage
{
    /// <summary>One entry a zone; a zone that was not observed is absent.</summary>
    public required IReadOnlyList<ZoneFigures> Zones { get; init; }
}

/// <summary>One zone's figures in one window. Visits belong to the window in which they began.</summary>
public sealed record ZoneFigures
{
    /// <summary>The zone's id.</summary>
    public required string Zone { get; init; }

    /// <summary>Seconds of the window in which this zone was observed; of several cameras, the most any one saw.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>Stays of at least the visit threshold (1.0 s by default) that began in the window; null when withheld.</summary>
    public required int? Visits { get; init; }

    /// <summary>Visits that reached the engaged threshold (3.0 s by default) in the window; null when withheld.</summary>
    public required int? EngagedVisits { get; init; }

    /// <summary>Start of the earliest window whose visits and engaged visits are in these; null when it is this one, or nothing is told.</summary>
    public required DateTimeOffset? CountsSince { get; init; }

    /// <summary>Why <see cref="Visits"/> or <see cref="EngagedVisits"/> is null: <c>below-threshold</c> (0 or too few people) or <c>budget</c>.</summary>
    public required string? CountsWithheld { get; init; }

    /// <summary>
    /// Seconds of the visits that ended since this was last told, summed over at least the threshold's people, in steps of 1 s up to 100 s and two significant
    /// digits above; what rounding leaves over is told with the next sum. Null when withheld.
    /// </summary>
    public required double? PersonSeconds { get; init; }

    /// <summary>Why <see cref="PersonSeconds"/> is null: <c>no-visits</c>, <c>below-threshold</c> or <c>profile</c>.</summary>
    public required string? PersonSecondsWithheld { get; init; }

    /// <summary>Most visits open at one time in the window; null below the threshold, 0 included.</summary>
    public required int? OccupancyPeak { get; init; }

    /// <summary>Visits open at the end of the window; null below the threshold, 0 included.</summary>
    public required int? OccupancyNow { get; init; }

    /// <summary>Dwell of visits that ended; null when withheld or when there is nothing to tell.</summary>
    public required DwellFigures? Dwell { get; init; }

    /// <summary>Why <see cref="Dwell"/> is null: <c>no-visits</c>, <c>below-threshold</c> or <c>profile</c>.</summary>
    public required string? DwellWithheld { get; init; }
}

/// <summary>
/// Dwell of the visits that ended since the last time this zone's dwell was published. Visits wait, over several windows if need be,
/// until enough people contributed; every ended visit is in exactly one such block.
/// </summary>
public sealed record DwellFigures
{
    /// <summary>Start of the earliest window that contributed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Ended visits in the block.</summary>
    public required int Visits { get; init; }

    /// <summary>Of these, visits cut by a lost track or by the agent's stop: their dwell is a lower bound.</summary>
    public required int Censored { get; init; }

    /// <summary>Median dwell, seconds.</summary>
    public required double MedianSeconds { get; init; }

    /// <summary>90th percentile of dwell, seconds.</summary>
    public required double P90Seconds { get; init; }

    /// <summary>The distribution, mergeable (<see cref="DurationSketch"/>).</summary>
    public required SketchFigures Sketch { get; init; }

    /// <summary>Of the distribution, the censored visits only: with both, survival over any range is computed by adding counts.</summary>
    public required SketchFigures CensoredSketch { get; init; }

    /// <summary>The median with the censored visits taken as what they are.</summary>
    public required KaplanMeierFigures KaplanMeier { get; init; }
}

/// <summary>What the median dwell would be had no visit been cut, with its 95 % interval; null where the curve does not reach it.</summary>
public sealed record KaplanMeierFigures
{
    /// <summary>Kaplan–Meier median, seconds.</summary>
    public required double? MedianSeconds { get; init; }

    /// <summary>Lower end of the interval, seconds.</summary>
    public required double? LowSeconds { get; init; }

    /// <summary>Upper end of the interval, seconds.</summary>
    public required double? HighSeconds { get; init; }
}

/// <summary>A <see cref="DurationSketch"/> on the wire: bucket numbers ascending, and how many durations each holds.</summary>
public sealed record SketchFigures
{
    /// <summary>Bucket numbers, ascending.</summary>
    public required IReadOnlyList<int> Buckets { get; init; }

    /// <summary>Durations in each bucket.</summary>
    public required IReadOnlyList<int> Counts { get; init; }
}
