using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Edge.Agent.Compliance.Fields;

/// <summary>Every field that leaves the device under a configuration: from the schemas that the cloud refuses everything else by.</summary>
internal static class Leaving
{
    /// <summary>The fields of one kind of message, each with its guard.</summary>
    public static IEnumerable<(SchemaField Field, FieldGuard Guard)> Fields(PackFacts facts, MessageKind kind) =>
        SchemaField.All(WireSchemas.Text(kind.SchemaName())).Select(field => (field, FieldGuard.Of(kind, field.Path, facts.Rules)));
}
