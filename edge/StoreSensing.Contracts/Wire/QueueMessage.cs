namespace StoreSensing.Contracts.Wire;

/// <summary>The device's queues in one window.</summary>
public sealed record QueueMessage : MetricMessage
{
    /// <summary>One entry a queue; a queue that was not observed is absent.</summary>
    public required IReadOnlyList<QueueFigures> Queues { get; init; }
}

/// <summary>One queue. Over any stretch arrived = served + abandoned + cut + change of the length.</summary>
public sealed record QueueFigures
{
    /// <summary>The id of the zone in which people queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Seconds of the window in which this queue was observed; of several cameras, the most any one saw.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>Time-weighted mean of people in line over <see cref="ObservedSeconds"/>.</summary>
    public required double LengthMean { get; init; }

    /// <summary>Most people in line at one time in the window.</summary>
    public required int LengthPeak { get; init; }

    /// <summary>People in line at the end of the window.</summary>
    public required int LengthNow { get; init; }

    /// <summary>People who joined the line.</summary>
    public required int Arrived { get; init; }

    /// <summary>People who reached the service point from the line.</summary>
    public required int Served { get; init; }

    /// <summary>People who left the line without having been served.</summary>
    public required int Abandoned { get; init; }

    /// <summary>People who were lost from sight in the line, so nobody knows.</summary>
    public required int Cut { get; init; }

    /// <summary>Served per observed hour; null when nobody was served.</summary>
    public required double? ServedPerHour { get; init; }

    /// <summary>Waits of people who were served; null when withheld or when there is nothing to tell.</summary>
    public required WaitFigures? Wait { get; init; }

    /// <summary>Why <see cref="Wait"/> is null: <c>nobody-served</c>, <c>below-threshold</c> or <c>profile</c>.</summary>
    public required string? WaitWithheld { get; init; }

    /// <summary>
    /// Little's law as a check of the measurement: mean length / (arrivals per second × mean time in line) since waits were last told. Near 1
    /// when they agree; null below the threshold.
    /// </summary>
    public required double? LittleRatio { get; init; }
}

/// <summary>Waits, from joining the line to reaching the service point, of the people served since waits were last told.</summary>
public sealed record WaitFigures
{
    /// <summary>Start of the earliest window that contributed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>People in the block.</summary>
    public required int People { get; init; }

    /// <summary>Median wait, seconds.</summary>
    public required double MedianSeconds { get; init; }

    /// <summary>90th percentile of waits, seconds.</summary>
    public required double P90Seconds { get; init; }

    /// <summary>Sum of waits, seconds.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>The distribution, mergeable (<see cref="DurationSketch"/>).</summary>
    public required SketchFigures Sketch { get; init; }
}
