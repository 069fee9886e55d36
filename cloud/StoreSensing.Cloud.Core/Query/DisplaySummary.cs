namespace StoreSensing.Cloud.Core.Query;

/// <summary>A display over a range.</summary>
public sealed record DisplaySummary
{
    /// <summary>The display's id.</summary>
    public required string Display { get; init; }

    /// <summary>The name people see; the id when no device describes the display.</summary>
    public required string Name { get; init; }

    /// <summary>Seconds in which its area was really observed; 0 means that nothing is known.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>How far people went, or null when nothing was told.</summary>
    public required FunnelSummary? Funnel { get; init; }

    /// <summary>Why <see cref="Funnel"/> is null: <c>nobody</c>, <c>below-threshold</c> or <c>profile</c>; null when nothing was observed, too.</summary>
    public required string? FunnelWithheld { get; init; }

    /// <summary>How long people looked, or null when nothing was told.</summary>
    public required AttentionSummary? Attention { get; init; }

    /// <summary>Why <see cref="Attention"/> is null, in the same words.</summary>
    public required string? AttentionWithheld { get; init; }

    /// <summary>Whether interest was lost, or null when nothing was told.</summary>
    public required InterestSummary? Interest { get; init; }

    /// <summary>Why <see cref="Interest"/> is null, in the same words.</summary>
    public required string? InterestWithheld { get; init; }
}

/// <summary>A share with its 95 % interval, each 0..1.</summary>
/// <param name="Share">The estimate.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record ShareSummary(double Share, double Low, double High)
{
    internal static ShareSummary Of(double share, (double Low, double High) interval) =>
        new(Figures.Round(share), Figures.Round(interval.Low), Figures.Round(interval.High));
}

/// <summary>The funnel: each step counts those who reached it and every step before it.</summary>
/// <param name="Since">Start of the earliest window that contributed, UTC: before the range when people waited for others.</param>
/// <param name="Passed">People who passed.</param>
/// <param name="Glanced">Of these, people who glanced.</param>
/// <param name="Stopped">Of these, people who stood still.</param>
/// <param name="Attended">Of these, people who attended.</param>
/// <param name="Entered">Of these, people who then came in.</param>
/// <param name="AttendedAnyhow">Of those who passed, people who attended, whether or not they stood still.</param>
/// <param name="Attraction">AttendedAnyhow / passed with Wilson's interval; null when nobody passed.</param>
/// <param name="DirectionKnownShare">Share of the time people spent there for which their head's direction was known, 0..1; null when they spent none.</param>
public sealed record FunnelSummary(
    DateTimeOffset Since, long Passed, long Glanced, long Stopped, long Attended, long Entered, long AttendedAnyhow, ShareSummary? Attraction,
    double? DirectionKnownShare);

/// <summary>Attention over many blocks.</summary>
/// <param name="Contributors">People who glanced.</param>
/// <param name="Attended">People who attended whose seconds are told; others wait until there are enough of them.</param>
/// <param name="HoldingSeconds">Seconds of attention / people who attended; null when none is told.</param>
/// <param name="HoldingWithheld">Why <paramref name="HoldingSeconds"/> is null: <c>nobody</c> or <c>below-threshold</c>.</param>
/// <param name="MedianSeconds">Median of the seconds of attention of those who glanced: the device's own figure of a single block, else within 1 %.</param>
public sealed record AttentionSummary(long Contributors, long Attended, double? HoldingSeconds, string? HoldingWithheld, double MedianSeconds);

/// <summary>Interest over many blocks.</summary>
/// <param name="Visits">Visits with a glance.</param>
/// <param name="Lost">Of these, visits in which interest was lost.</param>
/// <param name="Cut">Of these, visits that were cut before anyone could know.</param>
/// <param name="LostShare">Share of visits in which interest was lost, the cut ones taken as what they are; null when all were cut.</param>
public sealed record InterestSummary(long Visits, long Lost, long Cut, ShareSummary? LostShare);

/// <summary>A display in one step of a series; people count in the step in which they were told.</summary>
/// <param name="Start">Start of the step, UTC.</param>
/// <param name="Passed">People who passed; null when nothing was told, 0 when nobody did.</param>
/// <param name="Glanced">Of these, people who glanced.</param>
/// <param name="Stopped">Of these, people who stood still.</param>
/// <param name="Attended">Of these, people who attended.</param>
/// <param name="Entered">Of these, people who then came in.</param>
/// <param name="AttendedAnyhow">Of those who passed, people who attended, whether or not they stood still.</param>
/// <param name="Attraction">AttendedAnyhow / passed with Wilson's interval; null when nobody passed or nothing was told.</param>
/// <param name="Withheld">Why <paramref name="Passed"/> is null: <c>below-threshold</c> or <c>profile</c>.</param>
/// <param name="ObservedSeconds">Seconds really observed.</param>
public sealed record DisplayPoint(
    DateTimeOffset Start, long? Passed, long? Glanced, long? Stopped, long? Attended, long? Entered, long? AttendedAnyhow, ShareSummary? Attraction,
    string? Withheld, double ObservedSeconds);
