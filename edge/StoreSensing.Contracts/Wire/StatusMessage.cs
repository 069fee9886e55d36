namespace StoreSensing.Contracts.Wire;

/// <summary>Retained state of a device.</summary>
public sealed record StatusMessage
{
    /// <summary><c>status/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary><c>online</c>, <c>stopped</c> (a graceful end) or <c>offline</c> (the last will: it vanished).</summary>
    public required string State { get; init; }

    /// <summary>Id of the process that speaks.</summary>
    public required string Session { get; init; }

    /// <summary>When it was written, UTC; null in the last will, which is written in advance.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>Seconds since the process started.</summary>
    public required double UptimeSeconds { get; init; }

    /// <summary>Last sequence number given out in this session.</summary>
    public required long LastSeq { get; init; }

    /// <summary>One entry a camera.</summary>
    public required IReadOnlyList<CameraStatus> Cameras { get; init; }

    /// <summary>One entry a skin-conductance sensor.</summary>
    public required IReadOnlyList<SensorStatus> Sensors { get; init; }

    /// <summary>The day's privacy budget; null without one, and in the last will.</summary>
    public required PrivacyBudgetStatus? PrivacyBudget { get; init; }

    /// <summary>What waits on the device's disk; null in the last will.</summary>
    public required OutboxStatus? Outbox { get; init; }
}

/// <summary>How a camera does.</summary>
public sealed record CameraStatus
{
    /// <summary>The camera's id.</summary>
    public required string Camera { get; init; }

    /// <summary><c>starting</c>, <c>streaming</c>, <c>stalled</c>, <c>restarting</c>, <c>ended</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Frames analysed per second, over the last seconds.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Frames analysed since the start.</summary>
    public required long FramesAnalysed { get; init; }

    /// <summary>Frames that arrived while the lane was busy, and were dropped.</summary>
    public required long FramesDropped { get; init; }

    /// <summary>Times the stream had to be started again.</summary>
    public required int Restarts { get; init; }

    /// <summary>The last fault in a sentence, or null.</summary>
    public required string? Fault { get; init; }
}

/// <summary>What waits on the device's disk for the cloud's acknowledgement.</summary>
public sealed record OutboxStatus
{
    /// <summary>Messages waiting.</summary>
    public required long Pending { get; init; }

    /// <summary>Age of the oldest, seconds; 0 when none waits.</summary>
    public required double OldestSeconds { get; init; }

    /// <summary>Messages given up since the start because the outbox was full or its disk was, or because the cloud refused them.</summary>
    public required long Dropped { get; init; }
}

/// <summary>How much of a day's privacy budget is taken.</summary>
public sealed record PrivacyBudgetStatus
{
    /// <summary>The day, in the shop's time zone; null before the first window of the process.</summary>
    public required DateOnly? Day { get; init; }

    /// <summary>ε of a whole day.</summary>
    public required double EpsilonPerDay { get; init; }

    /// <summary>ε taken on that day.</summary>
    public required double Spent { get; init; }

    /// <summary>Starts of the device that have taken a share on that day.</summary>
    public required int Starts { get; init; }

    /// <summary>Nothing is told any more until the next day: the budget is spent, or can't be written down.</summary>
    public required bool Silent { get; init; }
}
