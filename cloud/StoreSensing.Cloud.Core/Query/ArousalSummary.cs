namespace StoreSensing.Cloud.Core.Query;

/// <summary>Skin-conductance arousal in a zone over a range.</summary>
public sealed record ArousalSummary
{
    /// <summary>The zone's id.</summary>
    public required string Zone { get; init; }

    /// <summary>The name people see; the id when no device describes the zone.</summary>
    public required string Name { get; init; }

    /// <summary>Seconds in which a sensor that could measure here delivered readings, whether or not anybody touched it.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>The figures; null when nothing was told.</summary>
    public required ArousalRange? Arousal { get; init; }

    /// <summary>Why there is no mean: <c>below-threshold</c>, <c>profile</c>, or <c>unscored</c> when too few people of any block had a score.</summary>
    public required string? Withheld { get; init; }
}

/// <summary>Blocks of a zone, put together.</summary>
/// <param name="Contributors">Contact sessions in the fullest block: at least so many different ones, for one that lasts is in each.</param>
/// <param name="ContactSeconds">Seconds of clean contact, summed over contributors.</param>
/// <param name="SclMicrosiemens">Skin conductance level, µS: the blocks' medians weighted with their contributors; null while no block tells one.</param>
/// <param name="ScrPerMinute">Skin conductance responses per minute of clean contact.</param>
/// <param name="AbstainedShare">Share (0..1) of clean contact without a score.</param>
/// <param name="Estimate">Mean arousal; null while no block tells one.</param>
public sealed record ArousalRange(
    long Contributors, double ContactSeconds, double? SclMicrosiemens, double ScrPerMinute, double AbstainedShare, ArousalMean? Estimate);

/// <summary>Arousal in standard deviations from each contact session's own usual, over people, with its 95 % interval.</summary>
/// <param name="Contributors">Contact sessions with a score in the block that has most of them.</param>
/// <param name="Mean">−10 to 10.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="ElevatedShare">Share (0..1) of scored seconds in which the trained model found stress likely enough, mean over people.</param>
public sealed record ArousalMean(long Contributors, double Mean, double Low, double High, double ElevatedShare);

/// <summary>Skin-conductance arousal in one step of a series; people count in the step in which they were told.</summary>
/// <param name="Start">Start of the step, UTC.</param>
/// <param name="ObservedSeconds">Seconds in which a sensor that could measure here delivered readings.</param>
/// <param name="Arousal">The figures; null when nothing was told.</param>
/// <param name="Withheld">Why there is no mean: <c>below-threshold</c>, <c>profile</c> or <c>unscored</c>.</param>
public sealed record ArousalPoint(DateTimeOffset Start, double ObservedSeconds, ArousalRange? Arousal, string? Withheld);
