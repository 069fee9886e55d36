using System.Text.Json;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>Bytes from the broker → a typed message, or the reason against it: topic, schema (size and UTF-8 included), then cross-checks.</summary>
public static class MessageReader
{
    /// <summary>Reads one message.</summary>
    /// <param name="topic">The topic it came on; the device's address stands in it and nowhere else.</param>
    /// <param name="payload">The body.</param>
    /// <param name="now">The cloud's time, UTC: a window from the future is refused.</param>
    /// <param name="accepted">The message when true is returned.</param>
    /// <param name="rejection">The reason when false is returned.</param>
    public static bool TryRead(string topic, ReadOnlySpan<byte> payload, DateTimeOffset now, out Accepted? accepted, out Rejection? rejection)
    {
        accepted = null;
        rejection = null;
        if (!Topic.TryParse(topic, out var device, out var kind))
        {
            rejection = new Rejection(topic, RejectionCause.Topic, $"the topic is not {Topic.Prefix}/<tenant>/<store>/<device>/<kind>", null);
            return false;
        }
        if (WireSchemas.Validator(kind).Check(payload) is { } problem)
        {
            rejection = new Rejection(topic, problem.Rule.Cause(), problem.Text, MessageIdentity.Peek(device!, kind, payload));
            return false;
        }
        try
        {
            accepted = Read(device!, kind, payload);
        }
        catch (JsonException e)
        {
            // Schema and record say the same, and a test holds them together; a message that finds a hole must not stop the others.
            rejection = new Rejection(topic, RejectionCause.Record, $"{e.Path} does not fit its record", MessageIdentity.Peek(device!, kind, payload));
            return false;
        }
        if (accepted is AcceptedMetric metric)
        {
            if (CrossChecks.Problem(metric.Message) is { } contradiction)
                rejection = new Rejection(topic, RejectionCause.Contradiction, contradiction, new MessageIdentity(metric.Device, metric.Message.Session, metric.Message.Seq));
            // No identity, so the device is not told to drop it: once the clocks are right, the same message is.
            else if (CrossChecks.ClockProblem(metric.Message, now) is { } clock)
                rejection = new Rejection(topic, RejectionCause.Clock, clock, null);
        }
        if (rejection is null)
            return true;
        accepted = null;
        return false;
    }

    private static Accepted Read(DeviceAddress device, MessageKind kind, ReadOnlySpan<byte> payload) => kind switch
    {
        MessageKind.Zone => new AcceptedMetric(device, kind, JsonSerializer.Deserialize(payload, WireJson.Default.ZoneMessage)!),
        MessageKind.Heat => new AcceptedMetric(device, kind, JsonSerializer.Deserialize(payload, WireJson.Default.HeatMessage)!),
        MessageKind.Line => new AcceptedMetric(device, kind, JsonSerializer.Deserialize(payload, WireJson.Default.LineMessage)!),
        MessageKind.Expression => new AcceptedMetric(device, kind, JsonSerializer.Deserialize(payload, WireJson.Default.ExpressionMessage)!),
        MessageKind.Flow => new AcceptedMetric(device, kind, JsonSerializer.Deserialize(payload, WireJson.Default.FlowMessage)!),
        MessageKind.Queue => new AcceptedMetric(device, kind, JsonSerializer.Deserialize(payload, WireJson.Default.QueueMessage)!),
        MessageKind.Occupancy => new AcceptedMetric(device, kind, JsonSerializer.Deserialize(payload, WireJson.Default.OccupancyMessage)!),
        MessageKind.Attention => new AcceptedMetric(device, kind, JsonSerializer.Deserialize(payload, WireJson.Default.AttentionMessage)!),
        MessageKind.Arousal => new AcceptedMetric(device, kind, JsonSerializer.Deserialize(payload, WireJson.Default.ArousalMessage)!),
        MessageKind.Status => new AcceptedStatus(device, JsonSerializer.Deserialize(payload, WireJson.Default.StatusMessage)!),
        MessageKind.Describe => new AcceptedDescribe(device, JsonSerializer.Deserialize(payload, WireJson.Default.DescribeMessage)!),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
