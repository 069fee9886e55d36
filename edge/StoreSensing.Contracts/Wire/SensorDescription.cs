namespace StoreSensing.Contracts.Wire;

/// <summary>A skin-conductance sensor's part.</summary>
public sealed record SensorDescription
{
    /// <summary>The sensor's id.</summary>
    public required string Sensor { get; init; }

    /// <summary>The name people see.</summary>
    public required string Name { get; init; }

    /// <summary>The zone it is fixed in; null: it is carried, and <c>set/location</c> or a study protocol says where it is.</summary>
    public required string? Zone { get; init; }

    /// <summary>What reads it.</summary>
    public required string Driver { get; init; }
}

/// <summary>How arousal is worked out.</summary>
public sealed record ArousalDescription
{
    /// <summary>The method, in a few words.</summary>
    public required string Method { get; init; }

    /// <summary>From this probability of stress on (0..1), by the trained model, a second counts as elevated.</summary>
    public required double ElevatedFrom { get; init; }

    /// <summary>Seconds of signal that a score looks back on.</summary>
    public required int WindowSeconds { get; init; }
}

/// <summary>How a skin-conductance sensor does: the device's state, never whether somebody touches it.</summary>
public sealed record SensorStatus
{
    /// <summary>The sensor's id.</summary>
    public required string Sensor { get; init; }

    /// <summary><c>starting</c>, <c>reading</c>, <c>stalled</c>, <c>ended</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Readings per second, over the last seconds.</summary>
    public required double ReadingsPerSecond { get; init; }

    /// <summary>Readings since the start.</summary>
    public required long Readings { get; init; }

    /// <summary>Times it had to be opened again.</summary>
    public required int Restarts { get; init; }

    /// <summary>The last fault in a sentence, or null.</summary>
    public required string? Fault { get; init; }
}
