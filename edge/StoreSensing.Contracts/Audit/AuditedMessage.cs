namespace StoreSensing.Contracts.Audit;

/// <summary>A message as it was seen on the wire.</summary>
/// <param name="At">When, UTC; null where nobody noted it.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes.</param>
public sealed record CapturedMessage(DateTimeOffset? At, string Topic, ReadOnlyMemory<byte> Payload);

/// <summary>A message with every field of it held against its schema.</summary>
public sealed record AuditedMessage
{
    /// <summary>When it was seen, UTC, or null.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>Its topic.</summary>
    public required string Topic { get; init; }

    /// <summary>What it is about, e.g. <c>zone</c> or <c>set/ack</c>; <c>?</c> where the topic says nothing known.</summary>
    public required string Kind { get; init; }

    /// <summary>The schema that it was held against, e.g. <c>zone/1</c>; null where there is none.</summary>
    public required string? Schema { get; init; }

    /// <summary>Length of the body.</summary>
    public required int Bytes { get; init; }

    /// <summary>Every field path in it, in order of appearance.</summary>
    public required IReadOnlyList<AuditedField> Fields { get; init; }

    /// <summary>What should not have left.</summary>
    public required IReadOnlyList<AuditFinding> Findings { get; init; }
}

/// <summary>A field path in a message.</summary>
/// <param name="Path">With <c>[]</c> for every entry of a list.</param>
/// <param name="Permitted">How the schema permits it; null: it does not.</param>
/// <param name="Count">How often it stands in the message.</param>
/// <param name="Sample">The first of its values as JSON, cut.</param>
public sealed record AuditedField(string Path, string? Permitted, int Count, string Sample);

/// <summary>Something that should not have left.</summary>
/// <param name="Rule">One of <see cref="AuditRules"/>.</param>
/// <param name="Path">Where, with the entry's number.</param>
/// <param name="Why">Why, in a sentence.</param>
public sealed record AuditFinding(string Rule, string Path, string Why);

/// <summary>The rules of the audit.</summary>
public static class AuditRules
{
    /// <summary>The topic is none of the product's.</summary>
    public const string Topic = "unknown-topic";

    /// <summary>The message is not as its schema says.</summary>
    public const string Schema = "schema";

    /// <summary>A field that the schema does not know.</summary>
    public const string UnknownField = "unknown-field";

    /// <summary>A text that is no id, word of a list, time, schema name, or label that <c>describe</c> may carry.</summary>
    public const string FreeText = "free-text";

    /// <summary>A text that looks random (<see cref="TextJudge"/>).</summary>
    public const string HighEntropy = "high-entropy";

    /// <summary>A number or an id that behaves like somebody's (<see cref="NumberJudge"/>, <see cref="KnownIds"/>).</summary>
    public const string IdLike = "id-like";

    /// <summary>A time that is no window's.</summary>
    public const string PersonTime = "person-time";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Topic, Schema, UnknownField, FreeText, HighEntropy, IdLike, PersonTime];
}
