using System.Text.Json;

namespace StoreSensing.Edge.Agent.Compliance.Fields;

/// <summary>One field of a message, as its JSON Schema has it.</summary>
/// <param name="Path">From the message's root, e.g. <c>zones[].dwell.medianSeconds</c>.</param>
/// <param name="Type">Its JSON types, and the values or bounds that are allowed.</param>
/// <param name="Meaning">The schema's description; of the items of a list, the list's own.</param>
/// <param name="IsNullable">Whether it may be withheld.</param>
internal sealed record SchemaField(string Path, string Type, string Meaning, bool IsNullable)
{
    /// <summary>Every field of a schema that holds a value: objects and lists are told by what is in them.</summary>
    public static IReadOnlyList<SchemaField> All(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        var fields = new List<SchemaField>();
        Walk(document.RootElement, "", "", isNullable: false, fields);
        return fields;
    }

    private static void Walk(JsonElement node, string path, string meaning, bool isNullable, List<SchemaField> fields)
    {
        if (node.TryGetProperty("description", out var own))
            meaning = path.EndsWith("[]", StringComparison.Ordinal) && meaning.Length > 0 ? $"{meaning} {own.GetString()}" : own.GetString()!;
        var types = Types(node);
        // What hangs below something that may be withheld is withheld with it.
        isNullable |= types.Contains("null");
        if (node.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
                Walk(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", "", isNullable, fields);
        }
        else if (node.TryGetProperty("items", out var items))
        {
            Walk(items, path + "[]", meaning, isNullable, fields);
        }
        else
        {
            fields.Add(new SchemaField(path, string.Join(" | ", types.Where(t => t != "null")) + Bounds(node), meaning, isNullable));
        }
    }

    private static List<string> Types(JsonElement node) => !node.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];

    private static string Bounds(JsonElement node)
    {
        if (node.TryGetProperty("const", out var constant))
            return $": {constant}";
        if (node.TryGetProperty("enum", out var values))
            return $": {string.Join(", ", values.EnumerateArray().Where(v => v.ValueKind != JsonValueKind.Null))}";
        if (node.TryGetProperty("format", out var format))
            return $", {format}";
        if (node.TryGetProperty("minimum", out var least) && node.TryGetProperty("maximum", out var most))
            return $", {least} … {most}";
        if (node.TryGetProperty("maxLength", out var length))
            return $", ≤ {length}";
        return "";
    }
}
