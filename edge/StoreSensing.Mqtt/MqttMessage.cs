namespace StoreSensing.Mqtt;

/// <summary>A message from the broker.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">A copy of its bytes.</param>
/// <param name="Retained">True when the broker had kept it from before.</param>
/// <param name="Properties">What stood beside the body; null unless <see cref="MqttOptions.WithProperties"/> asks for it, and with MQTT 3.1.1.</param>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, bool Retained, MqttProperties? Properties = null);

/// <summary>What MQTT 5 says about a message beside its body.</summary>
/// <param name="ContentType">What the body is, e.g. <c>application/json</c>.</param>
/// <param name="Schema">The user property <c>schema</c>, e.g. <c>zone/1</c>.</param>
/// <param name="Expiry">How much longer the broker would have kept it.</param>
public sealed record MqttProperties(string? ContentType, string? Schema, TimeSpan? Expiry);

/// <summary>A message to the broker, QoS 1.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes; not copied, so leave them alone until it is acknowledged.</param>
public sealed record MqttPublication(string Topic, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The broker keeps it for later subscribers.</summary>
    public bool Retain { get; init; }

    /// <summary>Says that the body is JSON of this schema (MQTT 5: content type and user property); null says nothing.</summary>
    public string? Schema { get; init; }

    /// <summary>The broker forgets it when it could not be delivered for so long, whole seconds from 1 (MQTT 5); null: never. Never for what an outbox waits for.</summary>
    public TimeSpan? Expiry { get; init; }
}

/// <summary>The last will: what the broker says for us when we vanish. Retained, QoS 1.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes.</param>
public sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Says that the body is JSON of this schema (MQTT 5); null says nothing.</summary>
    public string? Schema { get; init; }
}
