using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using StoreSensing.Contracts.Time;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Drivers.Outbox;
using StoreSensing.Mqtt;
using StoreSensing.Testing;
using static StoreSensing.Edge.Drivers.Tests.Outbox.Messages;

namespace StoreSensing.Edge.Drivers.Tests.Outbox;

/// <summary>Outbox, publisher, real broker, and a cloud that stores and acknowledges.</summary>
public sealed class DeliveryEndToEndTests
{
    private const int Total = 600;
    private static readonly DeviceAddress Address = new("acme", "berlin", "cam-1");

    private readonly RecordingLogger _log = new();

    [SkippableFact]
    public async Task BrokerKilledMidStream_EverythingArrivesAndTheOutboxEmpties()
    {
        using var folder = new TemporaryFolder();
        using var broker = new MosquittoBroker();
        using var outbox = new SqliteOutbox(new OutboxOptions { File = folder.File("outbox.db") }, TimeProvider.System, _log);
        await using var cloud = new Cloud(broker, Client);
        OutboxPublisher? publisher = null;
        await using var device = Client(new MqttOptions
        {
            Host = broker.Host,
            Port = broker.Port,
            ClientId = "device",
            Subscriptions = [Address.CommandTopic(Topic.AckCommand)],
            OnMessages = batch =>
            {
                foreach (var message in batch)
                    publisher!.OnAck(message.Payload.Span);
            },
        });
        publisher = new OutboxPublisher(
            outbox, (topic, payload, cancel) => device.PublishAsync(topic, payload, false, cancel), Address,
            new PublisherOptions { ResendAfter = TimeSpan.FromSeconds(2) }, TimeProvider.System, _log);
        device.Connected += publisher.OnConnected;
        device.Start();
        using var stop = new CancellationTokenSource();
        var running = publisher.RunAsync(stop.Token);

        void Add(int first, int last)
        {
            for (var seq = first; seq <= last; seq++)
            {
                outbox.Add(Message(seq));
                publisher.Notify();
            }
        }

        var adding = Task.Run(() => Add(1, 200));
        await Eventually.True(() => cloud.Stored.Count > 50, "the stream runs");
        broker.Kill();
        await adding;
        Add(201, 400);
        await Eventually.True(() => device.Fault?.Contains("connection refused") == true, "the device has noticed and tried again");
        outbox.Status.Pending.ShouldBeGreaterThanOrEqualTo(200);
        broker.Start();
        Add(401, Total);

        (await publisher.DrainAsync(TimeSpan.FromSeconds(60))).ShouldBe(0, string.Join('\n', _log.Lines));
        cloud.Stored.Keys.Order().ShouldBe(Enumerable.Range(1, Total).Select(seq => (long)seq));
        // Not in order: what the broker had in memory when it was killed comes again after what it had passed on. The natural key makes that harmless.
        outbox.Status.Dropped.ShouldBe(0);
        cloud.Contradictions.ShouldBe(0);
        await stop.CancelAsync();
        await running;
    }

    private IMqttClient Client(MqttOptions options) =>
        new MosquittoClient(options, _log, backoff: new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), Random.Shared.NextDouble));

    /// <summary>Stores by natural key and acknowledges what it stored; every tenth acknowledgement gets lost.</summary>
    private sealed class Cloud : IAsyncDisposable
    {
        private readonly IMqttClient _client;
        private int _batches;

        public Cloud(MosquittoBroker broker, Func<MqttOptions, IMqttClient> client)
        {
            _client = client(new MqttOptions
            {
                Host = broker.Host,
                Port = broker.Port,
                ClientId = "cloud",
                PersistentSession = true,
                Subscriptions = [Topic.AllMessages()],
                OnMessages = Store,
            });
            _client.Start();
            Eventually.True(() => _client.IsConnected, "the cloud listens").GetAwaiter().GetResult();
        }

        public ConcurrentDictionary<long, string> Stored { get; } = new();

        /// <summary>Repeats that differed from what was stored, but for the late flag.</summary>
        public int Contradictions { get; private set; }

        public ValueTask DisposeAsync() => _client.DisposeAsync();

        private void Store(IReadOnlyList<MqttMessage> batch)
        {
            var ranges = new List<IReadOnlyList<long>>();
            foreach (var message in batch)
            {
                var text = Encoding.UTF8.GetString(message.Payload.Span).Replace("\"late\":true", "\"late\":false");
                var seq = JsonDocument.Parse(text).RootElement.GetProperty("seq").GetInt64();
                if (!Stored.TryAdd(seq, text) && Stored[seq] != text)
                    Contradictions++;
                ranges.Add([seq, seq]);
            }
            if (++_batches % 10 == 0)
                return;
            var ack = JsonSerializer.SerializeToUtf8Bytes(
                new AckMessage { Schema = "ack/1", Session = "session-1", Ranges = ranges }, WireJson.Default.AckMessage);
            _ = Acknowledge(ack);
        }

        private async Task Acknowledge(byte[] ack)
        {
            try
            {
                await _client.PublishAsync(Address.CommandTopic(Topic.AckCommand), ack, false, CancellationToken.None);
            }
            catch (MqttException)
            {
                // Lost: the device sends again, and is told again.
            }
        }
    }
}
