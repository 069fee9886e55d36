using System.Text.Json;
using System.Text.RegularExpressions;

namespace StoreSensing.Contracts.Schemas;

/// <summary>
/// Turns the closed, bounded part of JSON Schema draft 2020-12 into <see cref="SchemaNode"/>s. What it does not know it refuses, and so it
/// does an object open to unknown fields, a number without bounds, a text or an array without a longest length: nothing unbounded may travel.
/// </summary>
internal static class SchemaCompiler
{
    private const int LongestText = 1000;

    private static readonly string[] Annotations = ["$schema", "$id", "title", "description", "examples"];

    public static SchemaNode Compile(string schema)
    {
        try
        {
            using var document = JsonDocument.Parse(schema);
            return Node(document.RootElement, "#");
        }
        catch (JsonException e)
        {
            throw new SchemaException($"the schema is not JSON: {e.Message}");
        }
    }

    private static SchemaNode Node(JsonElement schema, string at)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            throw new SchemaException($"{at}: a schema must be an object");
        var (type, nullable) = Type(schema, at);
        return type switch
        {
            "object" => Object(schema, at, nullable),
            "array" => Array(schema, at, nullable),
            "string" => Text(schema, at, nullable),
            "integer" or "number" => Number(schema, at, type == "integer", nullable),
            "boolean" => Boolean(schema, at, nullable),
            _ => throw new SchemaException($"{at}: the type '{type}' is not known here"),
        };
    }

    private static (string Type, bool Nullable) Type(JsonElement schema, string at)
    {
        if (!schema.TryGetProperty("type", out var type))
            throw new SchemaException($"{at}: has no type");
        if (type.ValueKind == JsonValueKind.String)
            return (type.GetString()!, false);
        var names = type.EnumerateArray().Select(t => t.GetString()!).ToList();
        return names.Count == 2 && names.Remove("null")
            ? (names[0], true)
            : throw new SchemaException($"{at}: a type is one name, or one name and null");
    }

    private static ObjectNode Object(JsonElement schema, string at, bool nullable)
    {
        Refuse(schema, at, "type", "properties", "required", "additionalProperties");
        if (!schema.TryGetProperty("additionalProperties", out var open) || open.ValueKind != JsonValueKind.False)
            throw new SchemaException($"{at}: additionalProperties must be false");
        var properties = schema.GetProperty("properties").EnumerateObject().ToList();
        if (properties.Count > ObjectNode.MaxProperties)
            throw new SchemaException($"{at}: has {properties.Count} properties, at most {ObjectNode.MaxProperties} are known here");
        var names = properties.Select(p => p.Name).ToArray();
        var required = 0UL;
        foreach (var name in schema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(r => r.GetString()!) : [])
        {
            var index = System.Array.IndexOf(names, name);
            required |= index >= 0 ? 1UL << index : throw new SchemaException($"{at}: requires '{name}', which is no property");
        }
        return new ObjectNode
        {
            Nullable = nullable,
            Names = names,
            Values = [.. properties.Select(p => Node(p.Value, $"{at}/{p.Name}"))],
            Required = required,
        };
    }

    private static ArrayNode Array(JsonElement schema, string at, bool nullable)
    {
        Refuse(schema, at, "type", "items", "minItems", "maxItems");
        return new ArrayNode
        {
            Nullable = nullable,
            Item = Node(Require(schema, "items", at), $"{at}/items"),
            MinItems = schema.TryGetProperty("minItems", out var min) ? min.GetInt32() : 0,
            MaxItems = Require(schema, "maxItems", at).GetInt32(),
        };
    }

    private static SchemaNode Text(JsonElement schema, string at, bool nullable)
    {
        if (schema.TryGetProperty("const", out var only))
        {
            Refuse(schema, at, "type", "const");
            return new EnumNode { Nullable = nullable, Values = [only.GetString()!] };
        }
        if (schema.TryGetProperty("enum", out var values))
        {
            Refuse(schema, at, "type", "enum");
            var texts = values.EnumerateArray().Where(v => v.ValueKind != JsonValueKind.Null).Select(v => v.GetString()!).ToList();
            if (nullable != values.EnumerateArray().Any(v => v.ValueKind == JsonValueKind.Null))
                throw new SchemaException($"{at}: type and enum disagree about null");
            return new EnumNode { Nullable = nullable, Values = [.. texts] };
        }
        Refuse(schema, at, "type", "minLength", "maxLength", "pattern", "format");
        var format = schema.TryGetProperty("format", out var f) ? f.GetString() : null;
        if (format is not null and not "date-time")
            throw new SchemaException($"{at}: the format '{format}' is not known here");
        var longest = Require(schema, "maxLength", at).GetInt32();
        if (longest > LongestText)
            throw new SchemaException($"{at}: maxLength is {longest}, at most {LongestText} are allowed here");
        return new StringNode
        {
            Nullable = nullable,
            MinLength = schema.TryGetProperty("minLength", out var min) ? min.GetInt32() : 0,
            MaxLength = longest,
            Pattern = schema.TryGetProperty("pattern", out var pattern) ? Pattern(pattern.GetString()!, at) : null,
            IsDateTime = format is not null,
        };
    }

    private static NumberNode Number(JsonElement schema, string at, bool whole, bool nullable)
    {
        Refuse(schema, at, "type", "minimum", "maximum");
        return new NumberNode
        {
            Nullable = nullable,
            Whole = whole,
            Minimum = Require(schema, "minimum", at).GetDouble(),
            Maximum = Require(schema, "maximum", at).GetDouble(),
        };
    }

    private static BooleanNode Boolean(JsonElement schema, string at, bool nullable)
    {
        Refuse(schema, at, "type");
        return new BooleanNode { Nullable = nullable };
    }

    // JSON Schema means ECMA-262: '$' is the very end there (in .NET also before a last line feed), and \d, \w, \s mean other characters
    // than in .NET, so they are refused. Without backtracking, because the text comes from outside.
    private static Regex Pattern(string pattern, string at)
    {
        if (!pattern.StartsWith('^') || !pattern.EndsWith('$') || pattern.Contains('\\'))
            throw new SchemaException($"{at}: a pattern must begin with ^, end with $ and have no backslash");
        return new Regex(pattern[..^1] + @"\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    private static JsonElement Require(JsonElement schema, string keyword, string at) =>
        schema.TryGetProperty(keyword, out var value) ? value : throw new SchemaException($"{at}: has no {keyword}");

    private static void Refuse(JsonElement schema, string at, params ReadOnlySpan<string> known)
    {
        foreach (var keyword in schema.EnumerateObject())
            if (!known.Contains(keyword.Name) && !Annotations.Contains(keyword.Name))
                throw new SchemaException($"{at}: the keyword '{keyword.Name}' is not known here");
    }
}
