using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Drivers.Outbox;

/// <summary>
/// Empties the outbox towards the broker: sends in order, keeps a window under way, deletes what is acknowledged and sends again what is
/// not. What to send when is decided by <see cref="DeliveryWindow"/>; this is the loop around it. <see cref="RunAsync"/> runs once, on any
/// thread; the other members may be called by any thread and return at once, so that MQTT callbacks may call them.
/// </summary>
public sealed class OutboxPublisher
{
    private const int MaxWaitingAcknowledgements = 1000;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly IOutbox _outbox;
    private readonly Func<string, ReadOnlyMemory<byte>, CancellationToken, Task> _publish;
    private readonly DeviceAddress _address;
    private readonly PublisherOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _began;
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _lock = new();
    private readonly DeliveryWindow _window;
    private readonly Lock _inbox = new();
    private List<Acknowledgement> _acknowledged = [];
    private volatile bool _reconnected;
    private TaskCompletionSource? _empty;
    private bool _stopped;

    /// <summary>Publishes by <paramref name="publish"/>(topic, payload, cancellation), which ends with the broker's acknowledgement or throws.</summary>
    public OutboxPublisher(
        IOutbox outbox,
        Func<string, ReadOnlyMemory<byte>, CancellationToken, Task> publish,
        DeviceAddress address,
        PublisherOptions options,
        TimeProvider time,
        ILogger logger)
    {
        (_outbox, _publish, _address, _options, _time, _logger) = (outbox, publish, address, options, time, logger);
        _window = new DeliveryWindow(options.Window, options.ResendAfter);
        _began = time.GetTimestamp();
    }

    /// <summary>A message was added to the outbox.</summary>
    public void Notify() => _signal.Writer.TryWrite(true);

    /// <summary>The client has connected: what was on its way before is sent again.</summary>
    public void OnConnected()
    {
        _reconnected = true;
        Notify();
    }

    /// <summary>The payload of a message on <c>…/set/ack</c>. What is not understood is logged and ignored.</summary>
    public void OnAck(ReadOnlySpan<byte> json)
    {
        try
        {
            Enqueue(Acknowledgement.Read(json));
        }
        catch (FormatException e)
        {
            _logger.BadAcknowledgement(e.Message);
        }
    }

    /// <summary>Publishes until it is cancelled. What is still in the outbox then waits for the next start.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                Turn(cancellation);
            }
            catch (Exception e) when (e is not ObjectDisposedException)
            {
                _logger.PublisherFailed(e);
            }
            await Signal(Wait(), cancellation);
        }
    }

    /// <summary>Waits until the outbox is empty, or the time is over; <see cref="RunAsync"/> must be running.</summary>
    /// <returns>How many messages are left; they wait on disk for the next start.</returns>
    public async Task<long> DrainAsync(TimeSpan timeout)
    {
        TaskCompletionSource empty;
        lock (_lock)
            empty = _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Notify();
        try
        {
            await empty.Task.WaitAsync(timeout, _time);
        }
        catch (TimeoutException)
        {
            // What is left is counted below.
        }
        return _outbox.Status.Pending;
    }

    private async Task Signal(TimeSpan longest, CancellationToken cancellation)
    {
        using var time = new CancellationTokenSource(longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        try
        {
            await _signal.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // The time is over, or the caller wants to stop.
        }
    }

    /// <summary>One turn: forget what is acknowledged, fill the window, send what is due.</summary>
    private void Turn(CancellationToken cancellation)
    {
        Forget();
        foreach (var entry in Due())
            _ = Publish(entry, cancellation);
        lock (_lock)
        {
            if (_empty is not null && _window.Count == 0 && _outbox.Status.Pending == 0)
            {
                _empty.SetResult();
                _empty = null;
            }
        }
    }

    private void Forget()
    {
        List<Acknowledgement> acknowledged;
        lock (_inbox)
            (acknowledged, _acknowledged) = (_acknowledged, []);
        foreach (var session in acknowledged.GroupBy(item => item.Session))
        {
            var stored = session.SelectMany(item => item.Ranges).ToList();
            var refused = session.SelectMany(item => item.Refused).ToList();
            _outbox.Acknowledge(session.Key, stored);
            if (refused.Count > 0)
                _outbox.GiveUp(session.Key, refused);
            lock (_lock)
                _window.Acknowledged(session.Key, [.. stored, .. refused]);
        }
    }

    private IReadOnlyList<OutboxEntry> Due()
    {
        lock (_lock)
        {
            if (_reconnected)
            {
                _reconnected = false;
                _window.Reconnected();
            }
            if (_window.Room > 0)
                foreach (var entry in _outbox.Pending(_window.Cursor, _window.Room))
                    _window.Take(entry);
            return _window.Send(Now);
        }
    }

    private async Task Publish(OutboxEntry entry, CancellationToken cancellation)
    {
        try
        {
            await _publish(_address.TopicOf(entry.Kind), LateMark.Apply(entry.Payload, _time.GetUtcNow()), cancellation);
            lock (_lock)
            {
                _window.Published(entry.Number, Now);
                _stopped = false;
            }
            if (_options.Delivery == DeliveryMode.Broker)
                Enqueue(new Acknowledgement(entry.Session, [new SeqRange(entry.Seq, entry.Seq)], []));
        }
        catch (Exception e)
        {
            bool first;
            lock (_lock)
            {
                _window.Failed(entry.Number, Now);
                first = !_stopped && !cancellation.IsCancellationRequested;
                _stopped = true;
            }
            if (first)
                _logger.PublishStopped(e.Message, _outbox.Status.Pending);
            Notify();
        }
    }

    private void Enqueue(Acknowledgement acknowledgement)
    {
        // A lock of its own, never held over the disk: MQTT callbacks come through here.
        lock (_inbox)
        {
            // Beyond the bound they are left out: what they told is sent again, and told again.
            if (_acknowledged.Count < MaxWaitingAcknowledgements)
                _acknowledged.Add(acknowledgement);
        }
        Notify();
    }

    private TimeSpan Wait()
    {
        lock (_lock)
        {
            // What is under way becomes due, without a signal, once the broker has it.
            var wait = _window.UntilDue(Now) ?? (_window.Count > 0 ? _options.ResendAfter : LongestWait);
            return wait < ShortestWait ? ShortestWait : wait < LongestWait ? wait : LongestWait;
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_began);
}
