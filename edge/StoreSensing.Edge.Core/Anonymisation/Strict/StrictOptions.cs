namespace StoreSensing.Edge.Core.Anonymisation.Strict;

/// <summary>How much one track may contribute over a day, and how much privacy loss that may cause.</summary>
public sealed record StrictOptions
{
    /// <summary>Most privacy loss ε of a track over a day; 0: no noise, then the bounds below don't apply either.</summary>
    public double EpsilonPerDay { get; init; }

    /// <summary>Visits, over all zones.</summary>
    public int Visits { get; init; } = 8;

    /// <summary>Engaged visits, over all zones.</summary>
    public int EngagedVisits { get; init; } = 6;

    /// <summary>Crossings, over all lines and both directions.</summary>
    public int Crossings { get; init; } = 2;

    /// <summary>Seconds of heat, over all cells.</summary>
    public int HeatSeconds { get; init; } = 120;

    /// <summary>Noise is added.</summary>
    public bool IsNoisy => EpsilonPerDay > 0;

    /// <summary>Scale of the noise on a figure of <paramref name="group"/> while a process holds <paramref name="shareMicros"/> of the budget, in its unit (people, milliseconds).</summary>
    public (long T, long S) Scale(FigureGroup group, FigureGroups told, long shareMicros) =>
        (Bound(group) * 1_000_000L, Math.Max(1, shareMicros * FigureGroups.Weight(group) / told.Weight()));

    /// <summary>Most that one track contributes to the figures of a group over a day, in their unit.</summary>
    public long Bound(FigureGroup group) => group switch
    {
        FigureGroup.Visits => Visits,
        FigureGroup.EngagedVisits => EngagedVisits,
        FigureGroup.Crossings => Crossings,
        _ => HeatSeconds * 1000L,
    };
}

/// <summary>Figures that share a bound and a part of the budget.</summary>
public enum FigureGroup
{
    /// <summary>Visits of zones.</summary>
    Visits,

    /// <summary>Engaged visits of zones.</summary>
    EngagedVisits,

    /// <summary>Crossings of lines.</summary>
    Crossings,

    /// <summary>Milliseconds of cells.</summary>
    Heat,
}

/// <summary>The groups that a device tells: only they share the budget.</summary>
/// <param name="Zones">It has zones.</param>
/// <param name="Lines">It has lines.</param>
public readonly record struct FigureGroups(bool Zones, bool Lines)
{
    /// <summary>The parts of the budget, of all groups told together.</summary>
    public long Weight() => (Zones ? Weight(FigureGroup.Visits) + Weight(FigureGroup.EngagedVisits) : 0) + (Lines ? Weight(FigureGroup.Crossings) : 0) + Weight(FigureGroup.Heat);

    /// <summary>One group's part. Counts of zones are what a shop reads hour by hour; heat is read over a day and may be noisier.</summary>
    public static long Weight(FigureGroup group) => group switch
    {
        FigureGroup.Visits => 4,
        FigureGroup.EngagedVisits => 2,
        FigureGroup.Crossings => 2,
        _ => 2,
    };
}
