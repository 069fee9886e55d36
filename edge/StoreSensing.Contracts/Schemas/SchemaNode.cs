using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StoreSensing.Contracts.Schemas;

/// <summary>A compiled schema. The reader stands on the value's first token and is left on its last.</summary>
internal abstract class SchemaNode
{
    /// <summary>True when null is allowed as well.</summary>
    public required bool Nullable { get; init; }

    public bool Check(ref Utf8JsonReader reader, ref SchemaFault fault) =>
        (Nullable && reader.TokenType == JsonTokenType.Null) || CheckValue(ref reader, ref fault);

    protected abstract bool CheckValue(ref Utf8JsonReader reader, ref SchemaFault fault);
}

internal sealed class BooleanNode : SchemaNode
{
    protected override bool CheckValue(ref Utf8JsonReader reader, ref SchemaFault fault) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False || fault.IsKind(reader, "true or false");
}

internal sealed class NumberNode : SchemaNode
{
    /// <summary>True: no fraction and no exponent, so that it is read as a whole number without loss.</summary>
    public required bool Whole { get; init; }

    /// <summary>Smallest allowed.</summary>
    public required double Minimum { get; init; }

    /// <summary>Largest allowed.</summary>
    public required double Maximum { get; init; }

    protected override bool CheckValue(ref Utf8JsonReader reader, ref SchemaFault fault)
    {
        if (reader.TokenType != JsonTokenType.Number)
            return fault.IsKind(reader, Whole ? "a whole number" : "a number");
        double value;
        if (Whole)
        {
            if (!reader.TryGetInt64(out var whole))
                return fault.Is(SchemaRule.Kind, "must be a whole number");
            value = whole;
        }
        else if (!reader.TryGetDouble(out value))
        {
            return fault.Is(SchemaRule.Bounds, "must be a number");
        }
        return (value >= Minimum && value <= Maximum) || fault.Is(SchemaRule.Bounds, $"is out of bounds, must be {Show(Minimum)} to {Show(Maximum)}");
    }

    private static string Show(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}

internal sealed class StringNode : SchemaNode
{
    /// <summary>Fewest code points.</summary>
    public required int MinLength { get; init; }

    /// <summary>Most code points.</summary>
    public required int MaxLength { get; init; }

    /// <summary>What the whole text must match, or null.</summary>
    public required Regex? Pattern { get; init; }

    /// <summary>True: must be a date and time that exists.</summary>
    public required bool IsDateTime { get; init; }

    protected override bool CheckValue(ref Utf8JsonReader reader, ref SchemaFault fault)
    {
        if (reader.TokenType != JsonTokenType.String)
            return fault.IsKind(reader, "a string");
        // A code point takes 12 bytes at most: two \uXXXX escapes.
        if (reader.ValueSpan.Length > MaxLength * 12)
            return fault.Is(SchemaRule.Bounds, $"is longer than {MaxLength} characters");
        Span<char> buffer = reader.ValueSpan.Length <= 512 ? stackalloc char[512] : new char[reader.ValueSpan.Length];
        ReadOnlySpan<char> text = buffer[..reader.CopyString(buffer)];
        var length = 0;
        foreach (var c in text)
            length += char.IsLowSurrogate(c) ? 0 : 1;
        if (length > MaxLength)
            return fault.Is(SchemaRule.Bounds, $"is longer than {MaxLength} characters");
        if (length < MinLength)
            return fault.Is(SchemaRule.Bounds, $"is shorter than {MinLength} characters");
        if (Pattern is not null && !Pattern.IsMatch(text))
            return fault.Is(SchemaRule.Form, "does not have the required form");
        return !IsDateTime || reader.TryGetDateTimeOffset(out _) || fault.Is(SchemaRule.Form, "is not a date and time");
    }
}

internal sealed class EnumNode : SchemaNode
{
    /// <summary>The allowed texts.</summary>
    public required string[] Values { get; init; }

    protected override bool CheckValue(ref Utf8JsonReader reader, ref SchemaFault fault)
    {
        if (reader.TokenType != JsonTokenType.String)
            return fault.IsKind(reader, "a string");
        foreach (var value in Values)
            if (reader.ValueTextEquals(value))
                return true;
        return fault.Is(SchemaRule.Choice, $"must be {(Values.Length == 1 ? "" : "one of ")}{string.Join(", ", Values)}");
    }
}
