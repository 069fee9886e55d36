namespace StoreSensing.Edge.Drivers.Outbox;

/// <summary>Whose word lets a message leave the outbox.</summary>
public enum DeliveryMode
{
    /// <summary>The cloud's, after its store has committed: nothing is lost on the way.</summary>
    Cloud,

    /// <summary>The broker's PUBACK: for brokers on which no StoreSensing cloud listens.</summary>
    Broker,
}

/// <summary>How the outbox is emptied.</summary>
public sealed record PublisherOptions
{
    /// <summary>Whose word lets a message leave the outbox.</summary>
    public DeliveryMode Delivery { get; init; } = DeliveryMode.Cloud;

    /// <summary>The most messages on their way at one time.</summary>
    public int Window { get; init; } = 32;

    /// <summary>When an unacknowledged message is sent again.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(30);
}
