using System.Collections.Concurrent;
using System.Text.Json;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;

namespace StoreSensing.Cloud.Aggregator.Tests;

/// <summary>A broker in memory: hands batches over on the caller's thread, as the port says, and keeps what is published.</summary>
internal sealed class FakeBroker(MqttOptions options) : IMqttClient
{
    public ConcurrentQueue<(string Topic, byte[] Payload)> Published { get; } = new();

    public ConcurrentQueue<MqttPublication> Said { get; } = new();

    public MqttOptions Options { get; } = options;

    public bool IsConnected { get; set; } = true;

    public string? Fault { get; set; }

    public event Action? Connected
    {
        add { }
        remove { }
    }

    public event Action? Disconnected
    {
        add { }
        remove { }
    }

    public IEnumerable<AckMessage> Acks => Published.Select(p => JsonSerializer.Deserialize(p.Payload, WireJson.Default.AckMessage)!);

    public void Start()
    {
    }

    public Task PublishAsync(MqttPublication message, CancellationToken cancellation)
    {
        if (!IsConnected)
            throw new MqttException("not connected");
        Said.Enqueue(message);
        Published.Enqueue((message.Topic, message.Payload.ToArray()));
        return Task.CompletedTask;
    }

    public void Deliver(params object[] messages) => Deliver(Wire.Device, messages);

    public void Deliver(DeviceAddress device, params object[] messages) =>
        Options.OnMessages!([.. messages.Select(m => Wire.From(device, m)).Select(m => new MqttMessage(m.Topic, m.Payload, false))]);

    public void DeliverRaw(string topic, byte[] payload) => Options.OnMessages!([new MqttMessage(topic, payload, false)]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
