using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Compliance.Fields;
using StoreSensing.Edge.Agent.Compliance.Html;

namespace StoreSensing.Edge.Agent.Compliance;

/// <summary>The fields of one kind of message as a table.</summary>
internal static class FieldTables
{
    public static Markup Of(PackFacts facts, PackWords words, MessageKind kind) => Markup.Of($"""
        <h3 id="{kind.Name()}">{words.Kind(kind)}</h3>
        <p><code>{facts.Address.TopicOf(kind)}</code> · <code>{kind.SchemaName()}</code></p>
        {Blocks.Table(words.FieldHead, Leaving.Fields(facts, kind).Select(f => (IReadOnlyList<Markup>)
        [
            Markup.Of($"<code>{f.Field.Path}</code>"),
            Markup.Of($"{f.Field.Type}{(f.Field.IsNullable ? " | null" : "")}"),
            Markup.Of($"<span lang=\"en\">{f.Field.Meaning}</span>"),
            Blocks.Text(words.Guard(f.Guard)),
        ]), "fields")}
        """);
}
