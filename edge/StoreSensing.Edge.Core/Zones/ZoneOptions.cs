namespace StoreSensing.Edge.Core.Zones;

/// <summary>What counts as a visit. Seconds, never frames.</summary>
public sealed record ZoneOptions
{
    /// <summary>Inside samples at most this far apart belong to one stay.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A stay of at least this long is a visit.</summary>
    public TimeSpan Visit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A visit of at least this long is engaged.</summary>
    public TimeSpan Engaged { get; init; } = TimeSpan.FromSeconds(3);
}
