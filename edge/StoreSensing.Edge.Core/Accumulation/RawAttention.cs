namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>Raw figures of one display in one window.</summary>
/// <param name="Display">The display's id.</param>
/// <param name="People">People who passed it and whose track ended in the window.</param>
/// <param name="Visits">Visits with a glance that ended in the window.</param>
public sealed record RawAttention(string Display, IReadOnlyList<RawPasser> People, IReadOnlyList<RawInterest> Visits)
{
    /// <summary>Seconds of the window in which its area was observed, of several cameras the most any one saw; set where cameras are put together.</summary>
    public double ObservedSeconds { get; init; }

    internal bool HasFigures => People.Count > 0 || Visits.Count > 0;

    internal static RawAttention Sum(RawAttention a, RawAttention b) =>
        new(a.Display, [.. a.People, .. b.People], [.. a.Visits, .. b.Visits]) { ObservedSeconds = Math.Max(a.ObservedSeconds, b.ObservedSeconds) };

    // One camera's parts of one window follow each other.
    internal static RawAttention Follow(RawAttention a, RawAttention b) => Sum(a, b) with { ObservedSeconds = a.ObservedSeconds + b.ObservedSeconds };
}

/// <summary>One person before one display.</summary>
/// <param name="TrackId">Whose.</param>
/// <param name="PresentSeconds">In its area.</param>
/// <param name="KnownSeconds">Of these, with a known direction of the head.</param>
/// <param name="AttentionSeconds">Of these, turned to the display.</param>
/// <param name="LongestLookSeconds">The longest look.</param>
public readonly record struct RawPasser(long TrackId, double PresentSeconds, double KnownSeconds, double AttentionSeconds, double LongestLookSeconds)
{
    /// <summary>Some look was long enough for a glance.</summary>
    public bool Glanced { get; init; }

    /// <summary>Stood still in the area.</summary>
    public bool Stopped { get; init; }

    /// <summary>Attention was long enough in total.</summary>
    public bool Attended { get; init; }

    /// <summary>Entered the shop after having attended.</summary>
    public bool Entered { get; init; }
}

/// <summary>What became of a visit's interest.</summary>
public enum InterestEnd
{
    /// <summary>Attention lasted until the visit's end, or nearly so.</summary>
    Kept,

    /// <summary>It ended before.</summary>
    Lost,

    /// <summary>Nobody saw.</summary>
    Cut,
}

/// <summary>A visit with a glance that ended.</summary>
/// <param name="TrackId">Whose.</param>
/// <param name="End">What became of its interest.</param>
/// <param name="Seconds">From arriving to losing interest, to being lost from sight, or to leaving.</param>
public readonly record struct RawInterest(long TrackId, InterestEnd End, double Seconds);
