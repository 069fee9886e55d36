using StoreSensing.Contracts.Time;

namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>
/// Raw figures of one window as one camera saw it. Never leaves the device: only the anonymiser makes something publishable of it.
/// </summary>
public sealed record RawWindow : IWindowPart
{
    /// <summary>The camera's id.</summary>
    public required string Camera { get; init; }

    /// <summary>The window.</summary>
    public required TimeWindow Window { get; init; }

    /// <summary>Seconds of the window in which frames arrived.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>One entry per zone that this camera sees.</summary>
    public required IReadOnlyList<RawZone> Zones { get; init; }

    /// <summary>One entry per line that this camera sees.</summary>
    public required IReadOnlyList<RawLine> Lines { get; init; }

    /// <summary>The surface that <see cref="Heat"/> lies on.</summary>
    public required string Surface { get; init; }

    /// <summary>Person-seconds per cell of the surface; empty where they are counted with other cameras'.</summary>
    public required float[] Heat { get; init; }

    /// <summary>Person-seconds per cell while lingering; empty: none.</summary>
    public float[] Linger { get; init; } = [];

    /// <summary>Whose the seconds of <see cref="Heat"/> are, one entry per person and cell.</summary>
    public RawStand[] HeatOf { get; init; } = [];

    /// <summary>Whose the seconds of <see cref="Linger"/> are.</summary>
    public RawStand[] LingerOf { get; init; } = [];

    /// <summary>People per cell whose track began there; empty: none.</summary>
    public int[] Entries { get; init; } = [];

    /// <summary>People per cell whose track ended there; empty: none.</summary>
    public int[] Exits { get; init; } = [];

    /// <summary>Ways from zone to zone; null on a surface without zones.</summary>
    public RawFlow? Flow { get; init; }

    /// <summary>One entry per queue that this camera sees.</summary>
    public IReadOnlyList<RawQueue> Queues { get; init; } = [];

    /// <summary>Crossings of entrances; null where this camera sees none.</summary>
    public IReadOnlyList<RawCrossing>? Crossings { get; init; }

    /// <summary>How the cameras agreed that were merged into this; null for a single camera.</summary>
    public RawMerge? Merge { get; init; }

    /// <summary>People whose expression was seen and whose track ended in the window.</summary>
    public required IReadOnlyList<RawExpression> Expressions { get; init; }

    /// <summary>One entry per display that this camera watches people in front of.</summary>
    public IReadOnlyList<RawAttention> Attention { get; init; } = [];

    string IWindowPart.Lane => Camera;
}

/// <summary>Raw figures of one zone in one window.</summary>
/// <param name="Zone">The zone's id.</param>
/// <param name="Visits">Visits that began.</param>
/// <param name="EngagedVisits">Visits that became engaged.</param>
/// <param name="PersonSeconds">Seconds of visits, summed over people.</param>
/// <param name="OccupancyPeak">Most visits open at once.</param>
/// <param name="OccupancyNow">Visits open at the window's end.</param>
/// <param name="Ended">Visits that ended.</param>
public sealed record RawZone(
    string Zone, int Visits, int EngagedVisits, double PersonSeconds, int OccupancyPeak, int OccupancyNow, IReadOnlyList<RawDwell> Ended)
{
    /// <summary>Whose the visits are that began; somebody may be in it twice.</summary>
    public IReadOnlyList<long> VisitsOf { get; init; } = [];

    /// <summary>Whose the visits are that became engaged.</summary>
    public IReadOnlyList<long> EngagedOf { get; init; } = [];

    /// <summary>Seconds of the window in which the zone was observed, of several cameras the most any one saw; set where cameras are put together.</summary>
    public double ObservedSeconds { get; init; }

    internal bool HasFigures => Visits > 0 || EngagedVisits > 0 || PersonSeconds > 0 || OccupancyNow > 0 || Ended.Count > 0;
}

/// <summary>A visit that ended.</summary>
/// <param name="TrackId">Whose.</param>
/// <param name="Seconds">Last − first inside sample.</param>
/// <param name="Censored">The track was cut while inside: the true dwell is at least this long.</param>
public readonly record struct RawDwell(long TrackId, double Seconds, bool Censored);

/// <summary>Crossings of one line in one window.</summary>
/// <param name="Line">The line's id.</param>
/// <param name="In">To the side named in.</param>
/// <param name="Out">To the other side.</param>
public readonly record struct RawLine(string Line, int In, int Out)
{
    /// <summary>Who crossed, one entry a crossing.</summary>
    public IReadOnlyList<RawCrosser> Crossers { get; init; } = [];

    /// <summary>Seconds of the window in which the line was observed, of several cameras the most any one saw; set where cameras are put together.</summary>
    public double ObservedSeconds { get; init; }
}

/// <summary>Somebody who crossed a line.</summary>
/// <param name="TrackId">Who.</param>
/// <param name="In">To the side named in.</param>
public readonly record struct RawCrosser(long TrackId, bool In);

/// <summary>One person's mean expression in one zone.</summary>
/// <param name="Zone">The zone's id.</param>
/// <param name="TrackId">Whose.</param>
/// <param name="Positive">Mean probability of happy.</param>
/// <param name="Neutral">Mean probability of neutral.</param>
/// <param name="Negative">Mean probability of angry, disgusted, fearful and sad together.</param>
/// <param name="Surprise">Mean probability of surprised.</param>
public readonly record struct RawExpression(string Zone, long TrackId, float Positive, float Neutral, float Negative, float Surprise);
