using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using StoreSensing.Contracts.Time;
using StoreSensing.Mqtt.Mosquitto;
using StoreSensing.Mqtt.Tls;

namespace StoreSensing.Mqtt;

/// <summary>
/// The client on libmosquitto (Debian package libmosquitto1): MQTT 5, or 3.1.1 where the broker knows no better. One thread of its own
/// connects, reads, calls <see cref="MqttOptions.OnMessages"/> and the events, and writes; README.md has the contract.
/// </summary>
public sealed class MosquittoClient : IMqttClient
{
    /// <summary>Publishes under way at one time; the next ones wait for a place.</summary>
    public const int MaxInFlight = 1000;

    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WarnAgain = TimeSpan.FromDays(1);

    private readonly MqttOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Backoff _backoff;
    private readonly BrokerSentences _says;
    private readonly SocketWaiter _waiter = new();
    private readonly SemaphoreSlim _places = new(MaxInFlight);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private readonly Takeovers _takeovers = new();
    private int _protocol;
    private long? _endWarned;
    private bool _certificateRefused;
    private volatile MosquittoConnection? _connection;
    private volatile string? _fault;
    private int _started;
    private int _disposed;

    /// <summary>Checks the options and loads the library; connects on <see cref="Start"/>.</summary>
    /// <exception cref="MqttException">The library is not installed, or an option is unusable; one sentence names it.</exception>
    public MosquittoClient(MqttOptions options, ILogger logger, TimeProvider? time = null, Backoff? backoff = null)
        : this(options, logger, time, backoff, LibMosquitto.Mqtt5)
    {
    }

    internal MosquittoClient(MqttOptions options, ILogger logger, TimeProvider? time, Backoff? backoff, int protocol)
    {
        _protocol = protocol;
        LibMosquitto.EnsureLoaded();
        Require(options);
        _options = options;
        _logger = logger;
        _time = time ?? TimeProvider.System;
        _backoff = backoff ?? Backoff.Network(Random.Shared.NextDouble);
        _says = new BrokerSentences(options);
        if (options.KeyFile is { } key && TlsFiles.ReadableByOthers(key) is { } warning)
            logger.Unsafe(warning);
        if (options.CaFile is null && !PlainPassword.IsThisMachine(options.Host))
            logger.Unsafe($"what goes to {_says} is not encrypted{(options.Password is null ? "" : ", the password neither")}: give caFile");
        _thread = new Thread(Loop) { IsBackground = true, Name = $"mqtt {options.ClientId}" };
    }

    /// <inheritdoc/>
    public bool IsConnected => _connection is not null;

    /// <inheritdoc/>
    public string? Fault => _fault;

    /// <inheritdoc/>
    public event Action? Connected;

    /// <inheritdoc/>
    public event Action? Disconnected;

    /// <inheritdoc/>
    public void Start()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (Interlocked.Exchange(ref _started, 1) == 0)
            _thread.Start();
    }

    /// <inheritdoc/>
    public async Task PublishAsync(MqttPublication message, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        Task acknowledged;
        try
        {
            var connection = _connection ?? throw new MqttException(_says.NotConnected(_fault));
            acknowledged = connection.Publish(message);
        }
        catch
        {
            _places.Release();
            throw;
        }
        // The place is held until the broker answers or the connection ends, even when the caller no longer waits.
        _ = acknowledged.ContinueWith(FreePlace, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await acknowledged.WaitAsync(cancellation);
    }

    /// <summary>
    /// Disconnects in order, so that the last will stays unsaid, and ends the thread. Publishes still under way fail. Called by a callback,
    /// on the client's own thread, it returns at once and the rest happens when the callback has returned.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _stop.CancelAsync();
        _waiter.Wake();
        if (Thread.CurrentThread == _thread)
            return;
        if (_started != 0)
            await Task.Run(_thread.Join);
        _waiter.Dispose();
        _stop.Dispose();
    }

    private static void Require(MqttOptions options)
    {
        if (options.KeepAlive < TimeSpan.FromSeconds(5) || options.KeepAlive > TimeSpan.FromSeconds(ushort.MaxValue))
            throw new MqttException($"keep-alive of {options.KeepAlive.TotalSeconds:0.###} s: use 5 to {ushort.MaxValue} s");
        if (options.Port is < 1 or > ushort.MaxValue)
            throw new MqttException($"port {options.Port}: use 1 to {ushort.MaxValue}");
        if (options.MaxPayloadBytes is < 1 or > MosquittoConnection.MaxBatchBytes)
            throw new MqttException($"a payload limit of {options.MaxPayloadBytes} bytes: use 1 to {MosquittoConnection.MaxBatchBytes}");
        if (options.ClientId.Length == 0)
            throw new MqttException("the client id is empty: every program needs one of its own");
        if (TlsFiles.Problem(options.CaFile, options.CertFile, options.KeyFile) is { } problem)
            throw new MqttException(problem);
        if (options.Password is not null && options.Username is null)
            throw new MqttException("a password is given without a user name");
        if (PlainPassword.Leaves(options.Host, options.Password, options.CaFile) && !options.AllowPlainPassword)
            throw new MqttException($"the password would go to {options.Host} unencrypted: give a CA file, or allow it with allowPlainPassword");
    }

    private void FreePlace(Task acknowledged)
    {
        _ = acknowledged.Exception;
        _places.Release();
    }

    private void Loop()
    {
        while (!_stop.IsCancellationRequested)
        {
            var began = _time.GetTimestamp();
            var end = Attempt();
            if (_stop.IsCancellationRequested)
                return;
            if (end.OlderProtocol)
            {
                _protocol = LibMosquitto.Mqtt311;
                _logger.OlderProtocol(_says);
                continue;
            }
            var lived = _time.GetElapsedTime(began);
            if (lived >= Settled)
                _backoff.Reset();
            var delay = _backoff.Next();
            // Two clients with one id would throw each other out every second; the pause leaves the message time to be read.
            var pause = PauseAfter(end, lived);
            delay = delay < pause ? pause : delay;
            _logger.StillDown(end.Reason, delay.TotalSeconds);
            _stop.Token.WaitHandle.WaitOne(delay);
        }
    }

    private TimeSpan PauseAfter(ConnectionEnd end, TimeSpan lived)
    {
        if (!end.TakenOver && !(end.Unexplained && end.Accepted))
        {
            _takeovers.Calm();
            return TimeSpan.Zero;
        }
        var pause = _takeovers.Lost(end.TakenOver, lived);
        if (pause > TimeSpan.Zero)
            _logger.ThrownOut(_says, _takeovers.InARow, _options.ClientId, pause.TotalSeconds);
        return pause;
    }

    /// <summary>Tries the host's addresses in turn, and stays with the first one that answers until it ends.</summary>
    private ConnectionEnd Attempt()
    {
        var end = new ConnectionEnd(_says.UnknownHost(), false);
        try
        {
            CheckCertificate();
            foreach (var address in Addresses())
            {
                end = Connection(address);
                if (end.Established || _stop.IsCancellationRequested)
                    break;
            }
        }
        catch (SocketException)
        {
            // The name service knows no such host; the sentence says so.
        }
        catch (Exception e) when (e is MqttException or OperationCanceledException)
        {
            end = new ConnectionEnd(e.Message, false);
        }
        // Whether the broker's word about our certificate arrives before its reset is chance: a reset without it changes nothing.
        var knownReason = _certificateRefused && end is { Unexplained: true, Established: true, Accepted: false };
        if (!end.OlderProtocol && !_stop.IsCancellationRequested && !knownReason)
            SetFault(end.Reason);
        _certificateRefused = end.CertificateRefused || knownReason;
        return end;
    }

    /// <summary>Not at the start only: a device measures on while its certificate waits to be renewed, and takes the new one up by itself.</summary>
    private void CheckCertificate()
    {
        if ((TlsFiles.Problem(_options.CaFile, _options.CertFile, _options.KeyFile)
            ?? (_options.CertFile is { } file ? TlsFiles.DateProblem(file, _time.GetUtcNow()) : null)) is { } problem)
            throw new MqttException(problem);
        if (_options.CertFile is null || (_endWarned is { } last && _time.GetElapsedTime(last) < WarnAgain) || TlsFiles.EndProblem(_options.CertFile, _time.GetUtcNow()) is not { } warning)
            return;
        _endWarned = _time.GetTimestamp();
        _logger.Unsafe(warning);
    }

    private ConnectionEnd Connection(string address)
    {
        ConnectionEnd end;
        bool accepted;
        using (var connection = new MosquittoConnection(_options, _protocol, _says, _waiter, _time, _logger))
        {
            try
            {
                end = connection.Run(address, () => Accept(connection), _stop.Token);
            }
            finally
            {
                _connection = null;
            }
            connection.FailInFlight(end.Reason);
            accepted = connection.Accepted;
        }
        if (accepted)
        {
            if (!_stop.IsCancellationRequested)
                SetFault(end.Reason);
            Raise(Disconnected, nameof(Disconnected));
        }
        return end with { Accepted = accepted };
    }

    private void Accept(MosquittoConnection connection)
    {
        _connection = connection;
        _fault = null;
        _logger.Connected(_says, _options.ClientId);
        Raise(Connected, nameof(Connected));
    }

    /// <summary>A certificate is checked against the name, so TLS leaves the name to the library; it then tries the first address only.</summary>
    private IEnumerable<string> Addresses()
    {
        var addresses = Dns.GetHostAddressesAsync(_options.Host, _stop.Token).GetAwaiter().GetResult();
        return _options.CaFile is not null ? [_options.Host] : addresses.Select(address => address.ToString());
    }

    private void SetFault(string fault)
    {
        if (_fault != fault)
            _logger.Down(fault);
        _fault = fault;
    }

    private void Raise(Action? listeners, string what)
    {
        try
        {
            listeners?.Invoke();
        }
        catch (Exception e)
        {
            _logger.ListenerFailed(what, e);
        }
    }
}
