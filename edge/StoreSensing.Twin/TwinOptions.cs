namespace StoreSensing.Twin;

/// <summary>When a simulation begins, how finely it runs, and which of all possible days it is.</summary>
public sealed record TwinOptions
{
    /// <summary>The same seed gives the same people, samples and pictures, byte for byte, on the same kind of machine.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>First instant, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Local time − UTC, for opening hours.</summary>
    public TimeSpan LocalOffset { get; init; }

    /// <summary>Time between two samples of everybody.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(0.125);

    /// <summary>No more shoppers come after this many; null for no end.</summary>
    public long? MostVisitors { get; init; }
}
