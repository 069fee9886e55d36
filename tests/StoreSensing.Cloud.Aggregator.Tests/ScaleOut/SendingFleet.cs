using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests.ScaleOut;

/// <summary>Devices of one shop behind one connection, that keep each message until the cloud says it is stored, and send it again until then.</summary>
internal sealed class SendingFleet : IAsyncDisposable
{
    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<(string Device, long Seq), (string Topic, ReadOnlyMemory<byte> Payload, long SentAt)> _kept = new();
    private readonly IReadOnlyList<DeviceAddress> _devices;
    private readonly MosquittoClient _client;
    private long _seq;

    public SendingFleet(MqttOptions broker, int devices)
    {
        _devices = [.. Enumerable.Range(1, devices).Select(i => new DeviceAddress("acme", "berlin", $"floor-{i}"))];
        _client = new MosquittoClient(
            broker with { Subscriptions = [$"{Topic.Prefix}/acme/berlin/+/set/{Topic.AckCommand}"], OnMessages = Forget }, NullLogger.Instance);
        _client.Start();
    }

    /// <summary>Messages sent and not yet said to be stored.</summary>
    public int Kept => _kept.Count;

    public long Sent { get; private set; }

    public Task Ready() => Eventually.True(() => _client.IsConnected, "the fleet connects");

    /// <summary>Says that every device is online, and what it is.</summary>
    public async Task Introduce()
    {
        foreach (var device in _devices)
            foreach (var state in new object[] { Wire.Describe(), Wire.Status() })
            {
                var message = Wire.From(device, state);
                await _client.PublishAsync(message.Topic, message.Payload, retain: true, CancellationToken.None);
            }
    }

    /// <summary>Each device sends so many further windows, all of them under way at once.</summary>
    public async Task Send(int windows)
    {
        for (var i = 0; i < windows; i++)
        {
            _seq++;
            foreach (var chunk in _devices.Chunk(50))
                await Task.WhenAll(chunk.Select(device => Send(device, _seq)));
        }
    }

    /// <summary>Sends again what is overdue, until the cloud says that everything is stored.</summary>
    public Task Drained(double seconds) => Eventually.True(() =>
    {
        foreach (var ((device, seq), kept) in _kept)
            if (TimeProvider.System.GetElapsedTime(kept.SentAt) > ResendAfter)
                Publish((device, seq), kept.Topic, kept.Payload).GetAwaiter().GetResult();
        return _kept.IsEmpty;
    }, "everything is acknowledged", seconds);

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private Task Send(DeviceAddress device, long seq)
    {
        Sent++;
        var message = Wire.From(device, Wire.Lines(seq, (int)seq, Wire.Line("door", 1, 0)));
        return Publish((device.Device, seq), message.Topic, message.Payload);
    }

    private Task Publish((string Device, long Seq) key, string topic, ReadOnlyMemory<byte> payload)
    {
        _kept[key] = (topic, payload, TimeProvider.System.GetTimestamp());
        return _client.PublishAsync(topic, payload, retain: false, CancellationToken.None);
    }

    private void Forget(IReadOnlyList<MqttMessage> acks)
    {
        foreach (var ack in acks)
        {
            var device = ack.Topic.Split('/')[4];
            foreach (var range in JsonSerializer.Deserialize(ack.Payload.Span, WireJson.Default.AckMessage)!.Ranges)
                for (var seq = range[0]; seq <= range[1]; seq++)
                    _kept.TryRemove((device, seq), out _);
        }
    }
}
