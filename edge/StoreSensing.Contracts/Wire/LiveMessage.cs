namespace StoreSensing.Contracts.Wire;

/// <summary>What one of several cloud processes has stored, for the pages that are open at the others. Topic <c>storesensing/v1/tenant/live</c>. No figures.</summary>
public sealed record LiveMessage
{
    /// <summary>Kind and version of the schema.</summary>
    public const string SchemaName = "live/1";

    /// <summary>The most changes in one message (its schema's bound).</summary>
    public const int MaxChanges = 500;

    /// <summary><c>live/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>The process, new at each of its starts: 16 hex digits.</summary>
    public required string Session { get; init; }

    /// <summary>What changed, each once.</summary>
    public required IReadOnlyList<LiveChange> Changes { get; init; }
}

/// <summary>Figures of a window are stored, a device's state changed, or it describes itself anew.</summary>
public sealed record LiveChange
{
    /// <summary>The store's id.</summary>
    public required string Store { get; init; }

    /// <summary>The device's id.</summary>
    public required string Device { get; init; }

    /// <summary>The kind's name: of figures, <c>status</c> or <c>describe</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Start of the window, UTC; null for status and describe.</summary>
    public required DateTimeOffset? WindowStart { get; init; }

    /// <summary>Length of the window, seconds; null for status and describe.</summary>
    public required int? WindowSeconds { get; init; }

    /// <summary>The state, for status; else null.</summary>
    public required string? State { get; init; }
}
