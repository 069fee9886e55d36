using Microsoft.Extensions.Logging;
using StoreSensing.Mqtt.Tls;

namespace StoreSensing.Mqtt.Mosquitto;

/// <summary>How a connection ended.</summary>
/// <param name="Reason">In a sentence.</param>
/// <param name="Established">True when TCP had come up: another address of the same host would tell the same.</param>
/// <param name="OlderProtocol">True when the broker does not speak this protocol version.</param>
/// <param name="TakenOver">True when another client took the session over, as the broker says.</param>
/// <param name="Unexplained">True when the connection was closed without a word, as older brokers do at a takeover.</param>
/// <param name="CertificateRefused">True when the broker said what it has against our certificate.</param>
internal sealed record ConnectionEnd(
    string Reason, bool Established, bool OlderProtocol = false, bool TakenOver = false, bool Unexplained = false, bool CertificateRefused = false)
{
    /// <summary>True when the broker had accepted us before.</summary>
    public bool Accepted { get; init; }
}

/// <summary>
/// One connection from CONNECT to its end, on a libmosquitto struct of its own: what one connection could not send dies with it, so a
/// publish that was reported as failed is never sent behind the caller's back later. <see cref="Run"/> is the loop of the client's thread;
/// <see cref="Publish"/> may be called by any thread.
/// </summary>
internal sealed class MosquittoConnection : IMosquittoEvents, IDisposable
{
    /// <summary>Messages taken before they are handled and acknowledged together.</summary>
    public const int Window = 1000;

    /// <summary>Bytes of bodies taken before they are handled: a batch has at most these and one message more.</summary>
    public const int MaxBatchBytes = 16 << 20;

    private const int FirstFailure = 0x80;
    private const int MaxTopicAndHeaderBytes = 65_535 + 1024;
    private const int LoopMilliseconds = 1000;
    private const int HandshakeMilliseconds = 20;
    private const int LastRecords = 16;

    /// <summary>How long a persistent session outlives its connection at the broker.</summary>
    private static readonly TimeSpan SessionExpiry = TimeSpan.FromDays(1);

    private static readonly TimeSpan AcceptTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OversizePause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(2);

    private readonly MqttOptions _options;
    private readonly BrokerSentences _says;
    private readonly SocketWaiter _waiter;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly int _protocol;
    private readonly LibMosquitto _mosquitto;
    private readonly InFlightPublishes _inFlight = new();
    private readonly Dictionary<int, string> _subscribing = [];
    private List<MqttMessage> _batch = [];
    private long _batchBytes;
    private (int Count, string Topic, int Bytes) _oversize;
    private long? _oversizeSaid;
    private bool _established;
    private int? _connack;
    private bool _subscribed;
    private bool _accepted;
    private long _progress;
    private int _disconnectReason;
    private string? _refusedSubscription;
    private string? _libraryError;
    private string? _handlerError;

    public MosquittoConnection(
        MqttOptions options, int protocol, BrokerSentences says, SocketWaiter waiter, TimeProvider time, ILogger logger)
    {
        (_options, _protocol, _says, _waiter, _time, _logger) = (options, protocol, says, waiter, time, logger);
        var tls = options.CaFile is not null;
        _mosquitto = LibMosquitto.Create(options.ClientId, !options.PersistentSession, protocol, Window, tls, this);
        try
        {
            if (options.Username is not null)
                _mosquitto.SetUser(options.Username, options.Password);
            if (options.CaFile is not null)
                _mosquitto.SetTls(options.CaFile, options.CertFile, options.KeyFile);
            if (options.Will is { } will)
                _mosquitto.SetWill(will, IsMqtt5);
        }
        catch
        {
            _mosquitto.Dispose();
            throw;
        }
    }

    /// <summary>True once the broker has accepted us and granted the subscriptions.</summary>
    public bool Accepted => _accepted;

    private bool IsMqtt5 => _protocol == LibMosquitto.Mqtt5;

    /// <summary>Queues a message and wakes the loop; the task ends with the broker's acknowledgement.</summary>
    public Task Publish(MqttPublication message)
    {
        var acknowledged = _inFlight.Send(message.Topic, () =>
        {
            var result = _mosquitto.Publish(message, IsMqtt5, out var packetId);
            return result == 0 ? packetId : throw new MqttException(_says.NotSent(message.Topic, message.Payload.Length, result));
        });
        _waiter.Wake();
        return acknowledged;
    }

    /// <summary>
    /// Connects, then reads, hands over and writes until the connection ends. The order is the guarantee: what one round has read is
    /// handled before anything is written, and the PUBACKs are among what is written.
    /// </summary>
    public ConnectionEnd Run(string address, Action accepted, CancellationToken stop)
    {
        ConnectProperties? mqtt5 = !IsMqtt5 ? null : new ConnectProperties(
            _options.PersistentSession ? (uint)SessionExpiry.TotalSeconds : null, (uint)(_options.MaxPayloadBytes + MaxTopicAndHeaderBytes));
        _progress = _time.GetTimestamp();
        var result = _mosquitto.Connect(address, _options.Port, (int)_options.KeepAlive.TotalSeconds, mqtt5, out var errno);
        if (result != 0)
            return new ConnectionEnd(_says.NotStarted(result, errno, _libraryError), false);
        while (true)
        {
            if (stop.IsCancellationRequested)
                return Goodbye();
            if (!_accepted && _time.GetElapsedTime(_progress) > AcceptTimeout)
                return new ConnectionEnd(_says.NoAnswer(AcceptTimeout, _established), _established);
            if (Round() is { } end)
                return end;
            if (!_accepted && _subscribed && _subscribing.Count == 0)
            {
                _accepted = true;
                accepted();
            }
        }
    }

    public void Dispose()
    {
        _inFlight.End(_says.Closed());
        _mosquitto.Dispose();
    }

    /// <summary>One turn: wait, read, handle, subscribe once accepted, write, keep alive.</summary>
    private ConnectionEnd? Round()
    {
        var handshake = _options.CaFile is not null && _connack is null;
        var wait = handshake && _established ? HandshakeMilliseconds : LoopMilliseconds;
        var write = !_established || (!handshake && _mosquitto.WantsToWrite);
        var ready = _waiter.Wait(_mosquitto.Socket, write, wait);
        if (!_established && ready.HasFlag(SocketReady.Broken) | ready.HasFlag(SocketReady.Writable))
        {
            // With TLS the library has begun the handshake already: a reset then ends what was a connection, and what the broker said before
            // is still there to be read.
            if (SocketWaiter.ErrorOf(_mosquitto.Socket) is var error and not 0 and not SocketWaiter.ConnectionReset)
                return new ConnectionEnd(_says.ConnectFailed(error), false);
            _established = true;
        }
        if (_established && (handshake || (ready & (SocketReady.Readable | SocketReady.Broken)) != 0))
        {
            var result = handshake ? ReadHandshake(ready.HasFlag(SocketReady.Broken)) : Read();
            TellOversize();
            if (!Handle())
                return new ConnectionEnd(_says.HandlerFailed(_handlerError!), true);
            if (result != 0 || _mosquitto.Socket < 0 || (handshake && ready.HasFlag(SocketReady.Broken)))
                return Ended(result);
            if (_refusedSubscription is not null)
                return new ConnectionEnd(_refusedSubscription, true);
            if (_connack == 0 && !_subscribed)
                Subscribe();
        }
        // A broker that refuses our certificate says so and hangs up; writing then would end the connection before its word is read.
        var hungUp = handshake && ready.HasFlag(SocketReady.Broken);
        if (!hungUp && _mosquitto.WantsToWrite && _mosquitto.Write() is var written and not 0)
            return Ended(written);
        if (_mosquitto.KeepAlive() is var kept and not 0)
            return Ended(kept);
        return _mosquitto.Socket < 0 ? Ended(0) : null;
    }

    /// <summary>
    /// Reads once, and when the other side has hung up, what it said before: a few records at most. The library answers a handshake on a dead socket with success, again
    /// and again, so nothing may wait for it to give up.
    /// </summary>
    private int ReadHandshake(bool hungUp)
    {
        var result = _mosquitto.Read();
        for (var more = hungUp ? LastRecords : 0; more > 0 && result == 0 && _mosquitto.Socket >= 0; more--)
            result = _mosquitto.Read();
        return result;
    }

    /// <summary>Reads until nothing is there or the batch is full; one call of the library reads about one packet.</summary>
    private int Read()
    {
        int result;
        do
            result = _mosquitto.Read();
        while (result == 0 && _batch.Count < Window && _batchBytes < MaxBatchBytes && _mosquitto.Socket is var socket and >= 0 && SocketWaiter.IsReadable(socket));
        return result;
    }

    private void TellOversize()
    {
        if (_oversize.Count == 0 || (_oversizeSaid is { } said && _time.GetElapsedTime(said) < OversizePause))
            return;
        // The topic comes from outside.
        var topic = string.Concat(_oversize.Topic.Take(160).Select(c => char.IsControl(c) ? '?' : c));
        _logger.Oversize(_oversize.Count, _options.MaxPayloadBytes, topic, _oversize.Bytes);
        (_oversize, _oversizeSaid) = (default, _time.GetTimestamp());
    }

    private void Subscribe()
    {
        _subscribed = true;
        foreach (var filter in _options.Subscriptions)
        {
            // A broker of 3.1.1 may take it for a topic that nobody ever publishes on, and be silent for ever.
            if (!IsMqtt5 && filter.StartsWith("$share/", StringComparison.Ordinal))
                throw new MqttException(_says.NoSharing(filter));
            if (_mosquitto.Subscribe(filter, out var packetId) is var result and not 0)
                throw new MqttException(_says.NotSubscribed(filter, result));
            _subscribing.Add(packetId, filter);
        }
    }

    private bool Handle()
    {
        if (_batch.Count == 0)
            return true;
        var batch = _batch;
        (_batch, _batchBytes) = ([], 0);
        try
        {
            _options.OnMessages?.Invoke(batch);
            _progress = _time.GetTimestamp();
            return true;
        }
        catch (Exception e)
        {
            _handlerError = e.Message;
            _logger.HandlerFailed(batch.Count, e.GetType().Name, e.Message);
            return false;
        }
    }

    /// <summary>Sends what is queued and DISCONNECT, so that the broker keeps the last will to itself.</summary>
    private ConnectionEnd Goodbye()
    {
        var began = _time.GetTimestamp();
        if (_connack == 0 && _mosquitto.Disconnect() == 0)
        {
            while (_mosquitto.Socket is var socket and >= 0 && _time.GetElapsedTime(began) < GoodbyeTimeout)
            {
                if (_mosquitto.Write() != 0)
                    break;
                if (_mosquitto.Socket >= 0)
                    _waiter.Wait(socket, forWriting: true, HandshakeMilliseconds);
            }
        }
        return new ConnectionEnd(_says.Closed(), true);
    }

    private ConnectionEnd Ended(int result)
    {
        if (_connack is { } answer and not 0)
        {
            var older = answer is BrokerSentences.ReasonProtocolVersion or 1;
            return new ConnectionEnd(_says.Refused(answer), true, OlderProtocol: older && IsMqtt5);
        }
        var refused = TlsAlert.Sentence(_libraryError) is not null;
        var reason = _disconnectReason >= BrokerSentences.FirstReason ? _disconnectReason : result;
        return new ConnectionEnd(
            _says.Lost(reason, _libraryError, _connack == 0), _established, TakenOver: reason == BrokerSentences.ReasonTakenOver,
            Unexplained: BrokerSentences.IsUnexplained(reason) && !refused, CertificateRefused: refused);
    }

    /// <summary>Fails what still waits for its acknowledgement.</summary>
    public void FailInFlight(string reason) => _inFlight.End(reason);

    void IMosquittoEvents.OnConnack(int reason) => _connack = reason;

    void IMosquittoEvents.OnDisconnected(int reason)
    {
        // The library may call again with 0 when it finds the socket closed; the broker's own reason came first.
        if (_disconnectReason == 0)
            _disconnectReason = reason;
    }

    void IMosquittoEvents.OnPublished(int packetId, int reason) =>
        _inFlight.Acknowledged(packetId, topic => reason >= FirstFailure ? _says.PublishRefused(topic, reason) : null);

    void IMosquittoEvents.OnSubscribed(int packetId, int granted)
    {
        if (_subscribing.Remove(packetId, out var filter) && granted >= FirstFailure)
            _refusedSubscription = _says.SubscriptionRefused(filter, granted);
    }

    int IMosquittoEvents.MaxPayloadBytes => _options.MaxPayloadBytes;

    bool IMosquittoEvents.WithProperties => _options.WithProperties;

    void IMosquittoEvents.OnMessage(MqttMessage message)
    {
        _batch.Add(message);
        _batchBytes += message.Payload.Length;
    }

    void IMosquittoEvents.OnOversize(string topic, int bytes) => _oversize = (_oversize.Count + 1, topic, bytes);

    void IMosquittoEvents.OnError(string text) => _libraryError = text;
}
