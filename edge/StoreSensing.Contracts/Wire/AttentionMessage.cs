namespace StoreSensing.Contracts.Wire;

/// <summary>Who passed the device's displays, and who looked at them, in one window.</summary>
public sealed record AttentionMessage : MetricMessage
{
    /// <summary>One entry a display; a display whose area was not observed is absent.</summary>
    public required IReadOnlyList<AttentionFigures> Displays { get; init; }
}

/// <summary>One display. Its three blocks wait, each for itself and over several windows if need be, until enough people are in them.</summary>
public sealed record AttentionFigures
{
    /// <summary>The display's id.</summary>
    public required string Display { get; init; }

    /// <summary>Seconds of the window in which its area was observed.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>How far people went; null when withheld or when nobody passed.</summary>
    public required FunnelFigures? Funnel { get; init; }

    /// <summary>Why <see cref="Funnel"/> is null: <c>nobody</c>, <c>below-threshold</c> or <c>profile</c>.</summary>
    public required string? FunnelWithheld { get; init; }

    /// <summary>How long those who looked did so; null when withheld or when nobody looked.</summary>
    public required AttentionBlock? Attention { get; init; }

    /// <summary>Why <see cref="Attention"/> is null: <c>nobody</c>, <c>below-threshold</c> or <c>profile</c>.</summary>
    public required string? AttentionWithheld { get; init; }

    /// <summary>Whether interest was lost before the visit ended; null when withheld or when nobody looked.</summary>
    public required InterestBlock? Interest { get; init; }

    /// <summary>Why <see cref="Interest"/> is null: <c>nobody</c>, <c>below-threshold</c> or <c>profile</c>.</summary>
    public required string? InterestWithheld { get; init; }
}

/// <summary>
/// The funnel of the people whose passing ended since it was last told: each step counts those who reached it and every step before it. Attraction
/// = <see cref="AttendedAnyhow"/> / <see cref="Passed"/>.
/// </summary>
public sealed record FunnelFigures
{
    /// <summary>Start of the earliest window that contributed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>People who passed: who were in the display's area for at least 0.3 s, walkers-by included.</summary>
    public required int Passed { get; init; }

    /// <summary>Of these, people with one look of at least 0.3 s.</summary>
    public required int Glanced { get; init; }

    /// <summary>Of these, people who stood still in the area.</summary>
    public required int Stopped { get; init; }

    /// <summary>Of these, people with at least 2 s of attention altogether.</summary>
    public required int Attended { get; init; }

    /// <summary>Of these, people who then came in over an entrance.</summary>
    public required int Entered { get; init; }

    /// <summary>Of those who passed, people with at least 2 s of attention, whether or not they stood still.</summary>
    public required int AttendedAnyhow { get; init; }

    /// <summary>Seconds in the area for which the head's direction was known, summed over people: what is not known is not counted as looking away.</summary>
    public required double KnownSeconds { get; init; }

    /// <summary>Seconds in the area, summed over people.</summary>
    public required double PresentSeconds { get; init; }
}

/// <summary>Attention of the people who looked, since it was last told. Holding = <see cref="TotalSeconds"/> / <see cref="Attended"/>.</summary>
public sealed record AttentionBlock
{
    /// <summary>Start of the earliest window that contributed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>People with one look of at least 0.3 s.</summary>
    public required int Contributors { get; init; }

    /// <summary>
    /// People with at least 2 s of attention whose seconds are told here, those of earlier blocks who waited included: a mean over them waits by itself until there
    /// are enough of them. 0: nobody; null: they wait.
    /// </summary>
    public required int? Attended { get; init; }

    /// <summary>Seconds of attention of those in <see cref="Attended"/>, summed; null while they wait.</summary>
    public required double? TotalSeconds { get; init; }

    /// <summary>Median over contributors of a person's seconds of attention.</summary>
    public required double MedianSeconds { get; init; }

    /// <summary>The distribution over contributors, mergeable (<see cref="DurationSketch"/>).</summary>
    public required SketchFigures Sketch { get; init; }
}

/// <summary>
/// Interest of the people who looked, since it was last told. It is lost when attention ended more than 3 s before the visit did, or when the visit
/// ended within 2 s of arriving. Visits cut by a lost track are censored; while all of them are, nobody knows, and the block waits.
/// </summary>
public sealed record InterestBlock
{
    /// <summary>Start of the earliest window that contributed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Visits with a glance.</summary>
    public required int Visits { get; init; }

    /// <summary>Of these, visits in which interest was lost.</summary>
    public required int Lost { get; init; }

    /// <summary>Of these, visits whose track was cut before anyone could know.</summary>
    public required int Cut { get; init; }

    /// <summary>Share of visits in which interest was lost, with the cut ones taken as what they are.</summary>
    public required double LostShare { get; init; }

    /// <summary>Lower end of its 95 % interval.</summary>
    public required double LowShare { get; init; }

    /// <summary>Upper end of its 95 % interval.</summary>
    public required double HighShare { get; init; }

    /// <summary>Seconds from arriving to the end of the last look, of visits in which interest was lost.</summary>
    public required SketchFigures LostSketch { get; init; }

    /// <summary>Seconds from arriving to the last sighting, of visits that were cut.</summary>
    public required SketchFigures CutSketch { get; init; }
}
