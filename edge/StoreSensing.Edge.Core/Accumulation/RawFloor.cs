namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>Ways of the visitors of one surface whose track ended in one window; every visitor is in a figure at most once.</summary>
/// <param name="Surface">The surface's id.</param>
/// <param name="Zones">The zones' ids; the other figures go by their numbers here.</param>
/// <param name="Visitors">People whose track ended.</param>
/// <param name="Transitions">People who went from zone row to zone column: row × zones + column.</param>
/// <param name="First">People whose first visit was in the zone.</param>
/// <param name="Reached">People with a visit in the zone.</param>
public sealed record RawFlow(string Surface, IReadOnlyList<string> Zones, int Visitors, int[] Transitions, int[] First, int[] Reached)
{
    /// <summary>Seconds in which any of the surface's cameras saw it; set where cameras are put together.</summary>
    public double ObservedSeconds { get; init; }

    internal static RawFlow Sum(RawFlow a, RawFlow b) => a with
    {
        Visitors = a.Visitors + b.Visitors,
        Transitions = Cells.Sum(a.Transitions, b.Transitions),
        First = Cells.Sum(a.First, b.First),
        Reached = Cells.Sum(a.Reached, b.Reached),
        ObservedSeconds = Math.Max(a.ObservedSeconds, b.ObservedSeconds),
    };
}

/// <summary>One queue in one window. Over any stretch arrived = served + abandoned + cut + change of the length.</summary>
/// <param name="Queue">The queue's id.</param>
/// <param name="Arrived">People who joined the line.</param>
/// <param name="Served">People who reached the service point from it.</param>
/// <param name="Abandoned">People who left it without.</param>
/// <param name="Cut">People who were lost from sight in it.</param>
/// <param name="LengthSeconds">Seconds in line, summed over people.</param>
/// <param name="LengthPeak">Most people in line at once.</param>
/// <param name="LengthNow">People in line at the window's end.</param>
public sealed record RawQueue(string Queue, int Arrived, int Served, int Abandoned, int Cut, double LengthSeconds, int LengthPeak, int LengthNow)
{
    /// <summary>The waits of those who were served.</summary>
    public IReadOnlyList<RawWait> Waits { get; init; } = [];

    /// <summary>People whose time in line ended, however.</summary>
    public int Left { get; init; }

    /// <summary>Their seconds in line, summed.</summary>
    public double LeftSeconds { get; init; }

    /// <summary>Seconds of the window in which the queue was observed, of several cameras the most any one saw; set where cameras are put together.</summary>
    public double ObservedSeconds { get; init; }

    internal bool HasFigures => Arrived > 0 || Left > 0 || LengthSeconds > 0 || LengthNow > 0;

    internal static RawQueue Sum(RawQueue a, RawQueue b) =>
        new(a.Queue, a.Arrived + b.Arrived, a.Served + b.Served, a.Abandoned + b.Abandoned, a.Cut + b.Cut,
            a.LengthSeconds + b.LengthSeconds, a.LengthPeak + b.LengthPeak, a.LengthNow + b.LengthNow)
        {
            Waits = [.. a.Waits, .. b.Waits],
            Left = a.Left + b.Left,
            LeftSeconds = a.LeftSeconds + b.LeftSeconds,
            ObservedSeconds = Math.Max(a.ObservedSeconds, b.ObservedSeconds),
        };

    // One camera's parts of one window follow each other.
    internal static RawQueue Follow(RawQueue a, RawQueue b) => Sum(a, b) with
    {
        LengthPeak = Math.Max(a.LengthPeak, b.LengthPeak),
        LengthNow = b.LengthNow,
        ObservedSeconds = a.ObservedSeconds + b.ObservedSeconds,
    };
}

/// <summary>A wait that ended at the service point.</summary>
/// <param name="TrackId">Whose.</param>
/// <param name="Seconds">From joining the line on.</param>
public readonly record struct RawWait(long TrackId, double Seconds);

/// <summary>One crossing of an entrance.</summary>
/// <param name="At">When, UTC as the window's label says.</param>
/// <param name="In">Into the shop; else out of it.</param>
public readonly record struct RawCrossing(DateTimeOffset At, bool In);
