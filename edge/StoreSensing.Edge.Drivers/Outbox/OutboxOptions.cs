namespace StoreSensing.Edge.Drivers.Outbox;

/// <summary>Where the outbox lies and how much it may hold.</summary>
public sealed record OutboxOptions
{
    /// <summary>The database file; its folder is made when it is missing.</summary>
    public required string File { get; init; }

    /// <summary>The most payload it holds, bytes, each message counted with <see cref="EntryOverhead"/> on top; the oldest are dropped beyond.</summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>The oldest message it holds; older ones are dropped.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What a message costs beside its payload, bytes (row, index, page slack).</summary>
    public const int EntryOverhead = 128;
}
