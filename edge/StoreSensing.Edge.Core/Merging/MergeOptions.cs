namespace StoreSensing.Edge.Core.Merging;

/// <summary>When two cameras' sightings are one person. Seconds and metres of the floor.</summary>
public sealed record MergeOptions
{
    /// <summary>
    /// Tracks of two cameras whose mean distance is at most this may be one person, metres: two calibrations of one shop disagree by 0.4 to 0.5 m,
    /// two people rarely stand closer than 0.6 m.
    /// </summary>
    public double GateMetres { get; init; } = 0.8;

    /// <summary>The gate grows with the positions' uncertainty up to this, metres.</summary>
    public double WidestGateMetres { get; init; } = 1.4;

    /// <summary>What was taken for one person stays so until its sightings are this many gates apart.</summary>
    public double ReleaseFactor { get; init; } = 1.7;

    /// <summary>Two tracks must have been near each other for this long.</summary>
    public TimeSpan Together { get; init; } = TimeSpan.FromSeconds(0.4);

    /// <summary>A new track that may be somebody known is held back for at most this long; then it counts as somebody else.</summary>
    public TimeSpan Decide { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Two people of different cameras who were near each other for this long are one after all.</summary>
    public TimeSpan Rejoin { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Somebody unseen for at most this long may come into another camera's view.</summary>
    public TimeSpan Handover { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>A slower camera is waited for this long.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>A camera without pictures for this long is not waited for at all.</summary>
    public TimeSpan Silent { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// True when all cameras count time from one start (live ones of one process): then it is taken as it is, whatever the wall clock did between their first
    /// pictures. False: each counts from its own start, and UTC sets them against each other, once.
    /// </summary>
    public bool OneClock { get; init; }

    /// <summary>Recordings: wait for every camera, however slowly its pictures are read; whoever feeds them must not let one run ahead.</summary>
    public bool WaitsForAll { get; init; }

    /// <summary>Standard deviation of a foot point, share of the picture's height.</summary>
    public double FootNoise { get; init; } = 0.01;
}
