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
    Task PublishAsync(MqttPublication message, CancellationToken cancellation);
}

/// <summary>Publishing in short.</summary>
public static class MqttPublishing
{
    /// <summary>Publishes bytes that need no more said about them.</summary>
    public static Task PublishAsync(this IMqttClient client, string topic, ReadOnlyMemory<byte> payload, bool retain, CancellationToken cancellation) =>
        client.PublishAsync(new MqttPublication(topic, payload) { Retain = retain }, cancellation);
}

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

    /// <summary>PEM file with the CA certificates to trust; TLS (1.2 or newer, the server's name checked) is on when it is set.</summary>
    public string? CaFile { get; init; }

    /// <summary>PEM file with our own certificate, for mutual TLS; null: none. Files are read anew at each connect.</summary>
    public string? CertFile { get; init; }

    /// <summary>PEM file with the certificate's private key, without a passphrase; both or neither.</summary>
    public string? KeyFile { get; init; }

    /// <summary>True: a password may go to another machine without TLS, where anybody on the way can read it.</summary>
    public bool AllowPlainPassword { get; init; }

    /// <summary>Keep-alive.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The last will, or null.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>True: the broker keeps our subscriptions and queue while we are away.</summary>
    public bool PersistentSession { get; init; }

    /// <summary>Topic filters, subscribed at QoS 1 after every connect; <c>$share/group/filter</c> needs a broker that speaks MQTT 5.</summary>
    public IReadOnlyList<string> Subscriptions { get; init; } = [];

    /// <summary>True: messages come with what MQTT 5 says beside their body; it costs a little per message.</summary>
    public bool WithProperties { get; init; }

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
