namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>What a fleet is and when each of its messages is due; checked by <see cref="LoadOptions"/>.</summary>
internal sealed record LoadPlan
{
    public required string Tenant { get; init; }

    public required string Store { get; init; }

    public required int Devices { get; init; }

    /// <summary>Zones of each device: figures in each message.</summary>
    public required int Zones { get; init; }

    /// <summary>Messages a second of the whole fleet; 0: as fast as acknowledgements come back.</summary>
    public required double MessagesPerSecond { get; init; }

    /// <summary>All devices send in the same moment, instead of one after the other over the period.</summary>
    public required bool Burst { get; init; }

    /// <summary>Messages of each device.</summary>
    public required long Windows { get; init; }

    /// <summary>When sending ends, whatever is left.</summary>
    public required TimeSpan AtMost { get; init; }

    public required int WindowSeconds { get; init; }

    /// <summary>The windows begin so long ago and follow each other without waiting, as after an outage; null: they are those of the clock.</summary>
    public required TimeSpan? Back { get; init; }

    public required int Connections { get; init; }

    /// <summary>Messages that wait for the cloud's acknowledgement at one time.</summary>
    public required int InFlight { get; init; }

    /// <summary>When a message without an acknowledgement is sent again.</summary>
    public required TimeSpan ResendAfter { get; init; }

    /// <summary>How long to wait for, and resend, what is unacknowledged at the end.</summary>
    public required TimeSpan Drain { get; init; }

    /// <summary>When a device's message is due, after the start: [device 0, k) … [device N − 1, k) are spread over a period, or are one burst.</summary>
    public TimeSpan Due(int device, long index)
    {
        if (MessagesPerSecond == 0)
            return TimeSpan.Zero;
        var message = (index * (double)Devices) + (Burst ? 0 : device);
        return TimeSpan.FromSeconds(message / MessagesPerSecond);
    }

    /// <summary>Start of the window that a message tells of, seconds since the Unix epoch.</summary>
    /// <param name="index">Which of the device's messages.</param>
    /// <param name="began">When the run began, the same unit.</param>
    /// <param name="now">Now, the same unit.</param>
    public long WindowOf(long index, long began, long now) => Back is { } back
        ? Aligned(began - (long)back.TotalSeconds) + (index * WindowSeconds)
        : Aligned(now) - WindowSeconds;

    private long Aligned(long seconds) => seconds - (seconds % WindowSeconds);
}
