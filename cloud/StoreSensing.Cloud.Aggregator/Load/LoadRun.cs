using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Mqtt;

namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>A run from connecting to the last acknowledgement: connect, refuse real shops, announce, send, drain.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private const double AnnouncementsPerSecond = 200; // a slow store's

    private readonly LoadPlan _plan;
    private readonly Fleet _fleet;
    private readonly InFlight _flights;
    private readonly RealShopGuard _guard;
    private readonly LoadClock _clock;
    private readonly IMqttClient _listener;
    private readonly IMqttClient[] _clients;
    private readonly LoadSender[] _senders;
    private long _repeated;

    /// <summary>Makes the clients; throws <see cref="MqttException"/> when an option of theirs is unusable.</summary>
    public LoadRun(LoadPlan plan, MqttOptions broker, TimeProvider time)
    {
        var run = (uint)Random.Shared.NextInt64(1, uint.MaxValue);
        (_plan, _fleet, _flights, _guard, _clock) = (plan, new Fleet(plan, run), new InFlight(plan.InFlight), new RealShopGuard(plan), new LoadClock(time));
        var messages = new FleetMessages(plan.Zones, plan.WindowSeconds);
        _listener = Client(broker with
        {
            ClientId = $"storesensing-load-{run:x8}-ack", Subscriptions = [Fleet.AckFilter(plan), _guard.Filter], OnMessages = Take,
        });
        _clients = [.. Enumerable.Range(0, plan.Connections).Select(i => Client(broker with { ClientId = $"storesensing-load-{run:x8}-{i}" }))];
        _senders = [.. _clients.Select((client, i) => new LoadSender(i, plan, _fleet, messages, _flights, client, _clock))];
    }

    /// <summary>What happened so far.</summary>
    public LoadCounts Counts
    {
        get
        {
            var counts = _flights.Counts;
            return new LoadCounts(
                _senders.Sum(s => s.Sent), _senders.Sum(s => s.Sent) * _plan.Zones, counts.Acknowledged, counts.Refused, counts.Waiting, Interlocked.Read(ref _repeated),
                _senders.Sum(s => s.Failed), counts.Median, counts.P99, counts.Longest, _senders.Max(s => s.Behind).TotalSeconds, counts.Last);
        }
    }

    /// <summary>Since the beginning.</summary>
    public TimeSpan Now => _clock.Now;

    /// <summary>Connects and introduces the fleet; when it returns, the cloud has answered on every connection.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        foreach (var client in (IMqttClient[])[_listener, .. _clients])
            client.Start();
        foreach (var client in (IMqttClient[])[_listener, .. _clients])
            await Until(() => client.IsConnected, Patience, () => client.Fault ?? "the broker doesn't answer", cancellation);
        await _guard.CheckAsync(_listener, Patience, cancellation);
        await Task.WhenAll(_senders.Select(s => s.AnnounceAsync(cancellation)));
        await Until(
            () => _flights.Counts.Waiting == 0, Patience + TimeSpan.FromSeconds(_plan.Devices / AnnouncementsPerSecond),
            () => "the first messages were not acknowledged: is a storesensing-cloud connected to this broker, and does it take this tenant?", cancellation);
    }

    /// <summary>Sends what the plan says, then waits for what is unacknowledged. Cancelled, it ends at once.</summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var repeating = RepeatAsync(stop.Token);
        try
        {
            await Task.WhenAll(_senders.Select(s => s.RunAsync(cancellation)));
            await Until(() => _flights.Counts.Waiting == 0, _plan.Drain, null, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The summary says what is left.
        }
        await stop.CancelAsync();
        await repeating;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in (IMqttClient[])[_listener, .. _clients])
            await client.DisposeAsync();
        foreach (var sender in _senders)
            sender.Dispose();
        _flights.Dispose();
    }

    private static MosquittoClient Client(MqttOptions options) => new(options, NullLogger.Instance);

    private void Take(IReadOnlyList<MqttMessage> messages)
    {
        var now = _clock.Now;
        foreach (var message in messages)
        {
            if (_guard.Take(message))
                continue;
            try
            {
                AckReader.Read(message.Payload.Span, _fleet, _flights, now);
            }
            catch (System.Text.Json.JsonException)
            {
                // Nobody's acknowledgement: what it may have told is sent again.
            }
        }
    }

    private async Task RepeatAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(0.5));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                foreach (var flight in _flights.Overdue(_clock.Now - _plan.ResendAfter, _clock.Now))
                {
                    Interlocked.Increment(ref _repeated);
                    await _senders.First(s => s.IsMine(flight.Device)).RepeatAsync(flight, cancellation);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    // Returns when the time is over, or throws when there is a sentence for that.
    private static async Task Until(Func<bool> condition, TimeSpan patience, Func<string>? sentence, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var began = TimeProvider.System.GetTimestamp(); !condition(); await timer.WaitForNextTickAsync(cancellation))
        {
            if (TimeProvider.System.GetElapsedTime(began) < patience)
                continue;
            if (sentence is not null)
                throw new MqttException(sentence());
            return;
        }
    }
}

/// <summary>Where a run stands. Latencies in seconds from when a message was due, or was published where nothing paces it.</summary>
internal sealed record LoadCounts(
    long Sent, long Figures, long Acknowledged, long Refused, int Waiting, long Repeated, long FailedPublishes, double? Median, double? P99, double Longest, double Behind, TimeSpan LastAnswer);
