using System.Collections.Concurrent;
using System.Text.Json;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;

namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>
/// Keeps made-up figures out of real shops: devices describe themselves in retained messages, and one that doesn't say <c>simulated</c> is real.
/// </summary>
internal sealed class RealShopGuard
{
    private readonly LoadPlan _plan;
    private readonly ConcurrentDictionary<string, bool> _real = new();
    private readonly TaskCompletionSource _echo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _echoTopic;

    public RealShopGuard(LoadPlan plan) =>
        (_plan, _echoTopic) = (plan, $"{Topic.Prefix}/{plan.Tenant}/{plan.Store}/load-guard/set/{Topic.AckCommand}");

    public string Filter => $"{Topic.Prefix}/{_plan.Tenant}/{_plan.Store}/+/{MessageKind.Describe.Name()}";

    /// <summary>True when the message was one of the guard's.</summary>
    public bool Take(MqttMessage message)
    {
        if (message.Topic == _echoTopic)
            return _echo.TrySetResult();
        if (!Topic.TryParse(message.Topic, out var device, out var kind) || kind != MessageKind.Describe)
            return false;
        if (Provenance(message.Payload.Span) != Fleet.Provenance)
            _real[device!.Device] = true;
        return true;
    }

    /// <summary>Throws <see cref="ConfigException"/> when a real device is known to the broker.</summary>
    public async Task CheckAsync(IMqttClient client, TimeSpan patience, CancellationToken cancellation)
    {
        // A broker sends what it retains before what comes later: once our own message is back, all of it was here.
        await client.PublishAsync(_echoTopic, "{}"u8.ToArray(), retain: false, cancellation);
        await _echo.Task.WaitAsync(patience, cancellation);
        if (_real.Keys.Order(StringComparer.Ordinal).FirstOrDefault() is { } device)
            throw new ConfigException([$"--store '{_plan.Store}': {_plan.Tenant}/{_plan.Store} is a real shop (its device {device} is not marked as simulated): choose another"]);
    }

    private static string? Provenance(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, WireJson.Default.DescribeMessage)?.Provenance;
        }
        catch (JsonException)
        {
            return null; // Of another version: taken for real.
        }
    }
}
