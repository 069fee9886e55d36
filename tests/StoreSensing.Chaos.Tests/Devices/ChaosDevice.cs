using System.Text;
using StoreSensing.Cloud.Aggregator.Load;
using StoreSensing.Contracts.Time;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Delivery;
using StoreSensing.Edge.Drivers.Outbox;
using StoreSensing.Mqtt;

namespace StoreSensing.Chaos.Tests.Devices;

/// <summary>One device: measures (makes valid zone figures), keeps, publishes, forgets; outbox, publisher and client are the product's.</summary>
internal sealed class ChaosDevice : IAsyncDisposable
{
    public const string Tenant = "acme";
    public const string Store = "chaos";
    private const int WindowSeconds = 10;
    private const int MostRemembered = 200;

    // Some are small or keep little, so that what is dropped must be reported.
    private const long SmallBytes = 40_000;
    private static readonly TimeSpan ShortAge = TimeSpan.FromMinutes(30);

    private readonly DeviceAddress _address;
    private readonly SteppedTime _time = new();
    private readonly Journal _journal;
    private readonly SqliteOutbox _outbox;
    private readonly OutboxPublisher _publisher;
    private readonly MosquittoClient _mqtt;
    private readonly FleetMessages _messages;
    private readonly Random _random; // the measuring loop's
    private readonly Random _choice; // the repeats': Random is not made for two threads
    private readonly int _zones;
    private readonly string _session = Guid.NewGuid().ToString("N")[..16];
    private readonly Queue<byte[]> _sent = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _pause = new();
    private Task _measuring = Task.CompletedTask;
    private Task _publishing = Task.CompletedTask;

    public ChaosDevice(int number, DeviceOptions options)
    {
        _address = AddressOf(number);
        _zones = 1 + (number % 3);
        _messages = new FleetMessages(_zones, WindowSeconds);
        (_random, _choice) = (new Random(number), new Random(-1 - number));
        var log = new StandardErrorLog(_address.Device);
        _journal = new Journal(options.Journals, _address.Device);
        _outbox = new SqliteOutbox(
            new OutboxOptions
            {
                File = OutboxFile(options.Outboxes, number), MaxBytes = number % 5 == 1 ? SmallBytes : 64 << 20, MaxAge = number % 5 == 2 ? ShortAge : TimeSpan.FromDays(7),
            },
            _time, log);
        _mqtt = new MosquittoClient(
            new MqttOptions
            {
                Host = "127.0.0.1", Port = options.Port, ClientId = _address.Device, KeepAlive = TimeSpan.FromSeconds(5), Subscriptions = [_address.CommandTopic(Topic.AckCommand)],
                OnMessages = batch =>
                {
                    foreach (var message in batch)
                        _publisher!.OnAck(message.Payload.Span);
                },
            },
            log, backoff: new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), Random.Shared.NextDouble));
        _publisher = new OutboxPublisher(
            _outbox, (topic, payload, cancel) => _mqtt.PublishAsync(topic, payload, retain: false, cancel), _address,
            new PublisherOptions { ResendAfter = TimeSpan.FromSeconds(3) }, _time, log);
        _mqtt.Connected += _publisher.OnConnected;
    }

    public OutboxStatus Status => _outbox.Status;

    public static DeviceAddress AddressOf(int number) => new(Tenant, Store, $"device-{number:00}");

    public static string OutboxFile(string folder, int number) => Path.Combine(folder, $"device-{number:00}", "outbox.db");

    public void Start()
    {
        _mqtt.Start();
        _publishing = _publisher.RunAsync(_stop.Token);
        _measuring = Task.Run(MeasureAsync);
    }

    public void StepClock(TimeSpan offset) => _time.Set(offset);

    public void Pause() => _pause.Cancel();

    /// <summary>Sends messages of before once more, in no order: what was stored comes again, and older ones come after newer ones.</summary>
    public async Task RepeatAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            byte[]? again;
            lock (_sent)
                again = _sent.Count == 0 ? null : _sent.ElementAt(_choice.Next(_sent.Count));
            try
            {
                if (again is not null)
                    await _mqtt.PublishAsync(_address.TopicOf(MessageKind.Zone), again, retain: false, _stop.Token).WaitAsync(TimeSpan.FromSeconds(2));
            }
            catch (Exception e) when (e is MqttException or TimeoutException)
            {
                return; // The broker is away: nothing to repeat to.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pause.CancelAsync();
        await _measuring;
        await _stop.CancelAsync();
        await _publishing;
        await _mqtt.DisposeAsync();
        _outbox.Dispose();
        _journal.Dispose();
        _stop.Dispose();
        _pause.Dispose();
    }

    // A device's pace, many times faster than a real one's.
    private async Task MeasureAsync()
    {
        var session = Encoding.ASCII.GetBytes(_session);
        var buffer = new byte[_messages.MaxBytes];
        for (var seq = 1L; !_pause.IsCancellationRequested; seq++)
        {
            var now = _time.GetUtcNow().ToUnixTimeSeconds();
            var window = now - (now % WindowSeconds) - WindowSeconds;
            var length = _messages.Write(buffer, session, seq, window, isLate: false);
            var message = new PublishableMessage(MessageKind.Zone, _session, seq, DateTimeOffset.FromUnixTimeSeconds(window), buffer.AsMemory(0, length).ToArray());
            if (_outbox.Add(message))
            {
                _journal.Accepted(_session, seq, _zones);
                Remember(message.Payload);
            }
            _publisher.Notify();
            await Task.Delay(_random.Next(20, 250), _pause.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private void Remember(ReadOnlyMemory<byte> payload)
    {
        lock (_sent)
        {
            _sent.Enqueue(payload.ToArray());
            if (_sent.Count > MostRemembered)
                _sent.Dequeue();
        }
    }
}
