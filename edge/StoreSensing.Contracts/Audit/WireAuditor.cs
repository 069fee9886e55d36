using System.Text.Json;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Audit;

/// <summary>
/// Judges messages as they are on the wire, in the order in which they were seen: what each is, how its schema permits every field, and what should not have
/// left. Knows only bytes and schemas, nothing of the program that wrote them. One thread at a time.
/// </summary>
public sealed class WireAuditor
{
    // A broker's retained message is cleared with an empty one.
    private static readonly string[] Retained = [MessageKind.Status.Name(), MessageKind.Describe.Name()];

    private readonly NumberJudge _numbers = new();
    private readonly KnownIds _ids = new();
    private long _messages;

    /// <summary>What was judged so far.</summary>
    public AuditSummary Summary { get; } = new();

    /// <summary>Judges one message and adds it to the summary.</summary>
    public AuditedMessage Judge(CapturedMessage captured)
    {
        var audited = Read(captured);
        Summary.Add(audited);
        return audited;
    }

    private AuditedMessage Read(CapturedMessage captured)
    {
        var payload = captured.Payload.Span;
        if (Place(captured.Topic) is not var (device, kind, schema))
            return Result(captured, "?", null, [], [new AuditFinding(AuditRules.Topic, captured.Topic, $"is not {Topic.Prefix}/<tenant>/<store>/<device>/<kind>, nor a command, nor storesensing/v1/<tenant>/live")]);
        if (payload.IsEmpty && Retained.Contains(kind))
            return Result(captured, kind, schema, [], []);
        var validator = WireSchemas.Validator(schema);
        var problem = validator.Check(payload);
        var walk = new MessageWalk(kind, device, ++_messages, _numbers, _ids);
        try
        {
            using var document = JsonDocument.Parse(captured.Payload, new JsonDocumentOptions { MaxDepth = SchemaValidator.MaxDepth });
            walk.Take(validator.Root, document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or no Unicode: the schema's finding says so.
        }
        // An unknown field is found by the walk, with all others.
        if (problem is not null && (problem.Rule != SchemaRule.UnknownField || walk.Findings.Count == 0))
            walk.Findings.Insert(0, new AuditFinding(AuditRules.Schema, problem.Text.StartsWith('$') ? problem.Text.Split(' ')[0] : "$", problem.Text));
        return Result(captured, kind, schema, walk.Fields, walk.Findings);
    }

    // Commands are one level deeper than figures and states; what cloud processes tell each other is of no one device.
    private static (DeviceAddress Device, string Kind, string Schema)? Place(string topic)
    {
        if (Topic.TryParse(topic, out var device, out var kind))
            return (device!, kind.Name(), kind.SchemaName());
        if (Topic.LiveTenant(topic) is { } tenant)
            return (new DeviceAddress(tenant, "-", "-"), "live", LiveMessage.SchemaName);
        var parts = topic.Split('/');
        if (parts.Length != 7 || parts[5] != "set" || !Topic.TryParse(string.Join('/', parts[..5]) + "/status", out device, out _))
            return null;
        var schema = parts[6] + "/1";
        return parts[6] is Topic.AckCommand or Topic.LocationCommand or Topic.ConsentCommand ? (device!, $"set/{parts[6]}", schema) : null;
    }

    private static AuditedMessage Result(CapturedMessage from, string kind, string? schema, IReadOnlyList<AuditedField> fields, IReadOnlyList<AuditFinding> findings) => new()
    {
        At = from.At, Topic = from.Topic, Kind = kind, Schema = schema, Bytes = from.Payload.Length, Fields = fields, Findings = findings,
    };
}
