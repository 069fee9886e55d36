namespace StoreSensing.Mqtt;

/// <summary>
/// A connection to a broker that keeps itself up: connects in the background, reconnects with backoff and jitter (1 s → 60 s),
/// subscribes again after each connect. Thread-safe. Callbacks run on the client's own thread, one at a time, and must not block on it.
/// </summary>
public interface IMqttClient : IAsyncDisposable
{
    /// <summary>True while the broker has accepted us.</summary>
    bool IsConnected { get; }

    /// <summary>The last reason the broker could not be reached or refused us, in a sentence; null while connected.</summary>
    string? Fault { get; }

    /// <summary>Raised after every successful connect, subscriptions included.</summary>
    event Action? Connected;

    /// <summary>Raised after every loss of the connection.</summary>
    event Action? Disconnected;

    /// <summary>Starts connecting; returns at once. The first failure is not an error: see <see cref="Fault"/>.</summary>
    void Start();

    /// <summary>Publishes at QoS 1; completes on the broker's acknowledgement.</summary>
    /// <exception cref="MqttException">Not connected, the connection broke before the acknowledgement, or the packet was refused. The message may still have arrived.</exception>
    Task PublishAsync(string topic, ReadOnlyMemory<byte> payload, bool retain, CancellationToken cancellation);
}

/// <summary>A message from the broker.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">A copy of its bytes.</param>
/// <param name="Retained">True when the broker had kept it from before.</param>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, bool Retained);

/// <summary>The last will: what the broker says for us when we vanish. Retained, QoS 1.</summary>
public sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Payload);

/// <summary>How to reach a broker.</summary>
public sealed record MqttOptions
{
    /// <summary>Broker's host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Broker's TCP port.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>Unique per program and device; a second client with the same id throws the first out.</summary>
    public required string ClientId { get; init; }

    /// <summary>Name to sign in with, or null.</summary>
    public string? Username { get; init; }

    /// <summary>Password to sign in with, or null. Never logged.</summary>
    public string? Password { get; init; }

    /// <summary>File with the CA certificates to trust; TLS is on when it is set.</summary>
    public string? CaFile { get; init; }

    /// <summary>Keep-alive.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The last will, or null.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>True: the broker keeps our subscriptions and queue while we are away.</summary>
    public bool PersistentSession { get; init; }

    /// <summary>Topic filters, subscribed at QoS 1 after every connect.</summary>
    public IReadOnlyList<string> Subscriptions { get; init; } = [];

    /// <summary>Messages with a longer body are skipped, with a line in the log; bytes.</summary>
    public int MaxPayloadBytes { get; init; } = (1 << 20) + 1024;

    /// <summary>
    /// Takes what arrived, in order, as one batch. A message is acknowledged to the broker only after this has returned; when it throws,
    /// the connection is dropped and the broker delivers the batch again.
    /// </summary>
    public Action<IReadOnlyList<MqttMessage>>? OnMessages { get; init; }
}

/// <summary>A publish or a set-up that failed, in one sentence that names broker and reason.</summary>
public sealed class MqttException(string message) : Exception(message);
