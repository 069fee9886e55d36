using System.Buffers;
using StoreSensing.Mqtt;

namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>
/// One MQTT connection and the devices that send over it: every <c>connections</c>-th one. Buffers are held until the broker has the message,
/// at most as many as the client has places, so memory does not depend on the fleet.
/// </summary>
internal sealed class LoadSender(int number, LoadPlan plan, Fleet fleet, FleetMessages messages, InFlight flights, IMqttClient client, LoadClock clock) : IDisposable
{
    private readonly SemaphoreSlim _places = new(MosquittoClient.MaxInFlight);
    private readonly long[] _sent = new long[(fleet.Count - number + plan.Connections - 1) / plan.Connections];
    private long _total;
    private long _failed;
    private TimeSpan _behind;

    /// <summary>Messages published, each counted once.</summary>
    public long Sent => Interlocked.Read(ref _total);

    /// <summary>Publishes that failed; their messages are sent again.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>How late the latest message left, measured against when it was due.</summary>
    public TimeSpan Behind => _behind;

    public bool IsMine(int device) => device % plan.Connections == number;

    /// <summary>Tells the cloud what the devices are, as simulated, and sends one message for it to answer.</summary>
    public async Task AnnounceAsync(CancellationToken cancellation)
    {
        for (var device = number; device < fleet.Count; device += plan.Connections)
        {
            await _places.WaitAsync(cancellation);
            // Not retained: the broker must not go on telling of devices that never were.
            _ = PublishAsync(fleet.DescribeTopic(device), fleet.Describe(device));
        }
        if (number < fleet.Count)
            await SendAsync(number, 0, clock.Now, cancellation);
    }

    /// <summary>Sends each device's messages when they are due, until the plan ends.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var began = clock.Now;
        for (long index = 0; index < plan.Windows; index++)
        {
            for (var device = number; device < fleet.Count; device += plan.Connections)
            {
                var due = began + plan.Due(device, index);
                for (var now = clock.Now; now < due && due - began < plan.AtMost; now = clock.Now)
                    await Task.Delay(Longest(due - now), cancellation);
                if (clock.Now - began >= plan.AtMost || due - began >= plan.AtMost)
                    return;
                await SendAsync(device, index, plan.MessagesPerSecond == 0 ? null : due, cancellation);
            }
        }
    }

    /// <summary>Sends once more what was not acknowledged.</summary>
    public async Task RepeatAsync(Flight flight, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        _ = PublishAsync(flight);
    }

    public void Dispose() => _places.Dispose();

    private static TimeSpan Longest(TimeSpan wait) => wait > TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : TimeSpan.FromMilliseconds(Math.Max(1, wait.TotalMilliseconds));

    private async Task SendAsync(int device, long index, TimeSpan? due, CancellationToken cancellation)
    {
        await flights.RoomAsync(cancellation);
        await _places.WaitAsync(cancellation);
        var now = clock.Now;
        // Counted from when it was due: a publisher that is held up would otherwise hide the wait.
        if (due is { } planned && now - planned > _behind)
            _behind = now - planned;
        var flight = new Flight(device, ++_sent[device / plan.Connections], plan.WindowOf(index, clock.BeganAt, clock.UnixSeconds), due ?? now, now);
        flights.Add(flight);
        Interlocked.Increment(ref _total);
        _ = PublishAsync(flight);
    }

    private async Task PublishAsync(Flight flight)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(messages.MaxBytes);
        var isLate = clock.UnixSeconds - flight.Window > 3L * plan.WindowSeconds;
        var length = messages.Write(buffer, fleet.Session(flight.Device), flight.Seq, flight.Window, isLate);
        await PublishAsync(fleet.Topic(flight.Device), buffer.AsMemory(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async Task PublishAsync(string topic, ReadOnlyMemory<byte> payload)
    {
        try
        {
            await client.PublishAsync(topic, payload, retain: false, CancellationToken.None);
        }
        catch (MqttException)
        {
            // Not acknowledged, so it is sent again when its time is over.
            Interlocked.Increment(ref _failed);
        }
        finally
        {
            _places.Release();
        }
    }
}

/// <summary>Time since the run began, and the wall clock's seconds.</summary>
internal sealed class LoadClock(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>Wall clock at the beginning, seconds since the Unix epoch.</summary>
    public long BeganAt { get; } = time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Since the beginning, monotonic.</summary>
    public TimeSpan Now => time.GetElapsedTime(_began);

    /// <summary>Wall clock, seconds since the Unix epoch, as far as the monotonic clock has moved it.</summary>
    public long UnixSeconds => BeganAt + (long)Now.TotalSeconds;
}
