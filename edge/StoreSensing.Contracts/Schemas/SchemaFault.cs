using System.Text;
using System.Text.Json;

namespace StoreSensing.Contracts.Schemas;

/// <summary>Why a message was refused; the path is collected from the inside out while the check returns.</summary>
internal struct SchemaFault
{
    private const int LongestName = 40;

    private SchemaRule _rule;
    private string? _reason;
    private List<string>? _path;

    /// <summary>Notes the reason; false, so that a check can return it.</summary>
    public bool Is(SchemaRule rule, string reason)
    {
        (_rule, _reason) = (rule, reason);
        return false;
    }

    /// <summary>Notes that a value has the wrong kind.</summary>
    public bool IsKind(in Utf8JsonReader reader, string expected) => Is(SchemaRule.Kind, $"is {KindOf(reader.TokenType)}, must be {expected}");

    /// <summary>Notes a field that the schema does not know. Its name is cut and cleaned, because it comes from outside.</summary>
    public bool IsUnknown(in Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        var name = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 4 * LongestName)]);
        var clean = new string([.. name.Take(LongestName).Select(c => c is >= ' ' and <= '~' ? c : '?')]);
        return Is(SchemaRule.UnknownField, $"has the unknown field '{clean}{(name.Length > LongestName ? "…" : "")}'");
    }

    /// <summary>Adds the step that led here; false.</summary>
    public bool Below(string step)
    {
        (_path ??= []).Add(step);
        return false;
    }

    /// <summary>What was noted, with its path.</summary>
    public readonly SchemaProblem ToProblem()
    {
        var path = new StringBuilder("$");
        for (var i = (_path?.Count ?? 0) - 1; i >= 0; i--)
            path.Append(_path![i]);
        return new SchemaProblem(_rule, $"{path} {_reason}");
    }

    private static string KindOf(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };
}
