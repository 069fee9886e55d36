using System.Numerics;
using System.Text.Json;

namespace StoreSensing.Contracts.Schemas;

internal sealed class ArrayNode : SchemaNode
{
    /// <summary>What each entry is.</summary>
    public required SchemaNode Item { get; init; }

    /// <summary>Fewest entries.</summary>
    public required int MinItems { get; init; }

    /// <summary>Most entries.</summary>
    public required int MaxItems { get; init; }

    protected override bool CheckValue(ref Utf8JsonReader reader, ref SchemaFault fault)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return fault.IsKind(reader, "an array");
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == MaxItems)
                return fault.Is(SchemaRule.Bounds, $"has more than {MaxItems} entries");
            if (!Item.Check(ref reader, ref fault))
                return fault.Below($"[{count}]");
            count++;
        }
        return count >= MinItems || fault.Is(SchemaRule.Bounds, $"has {count} entries, needs {MinItems}");
    }
}

internal sealed class ObjectNode : SchemaNode
{
    /// <summary>At most so many fields, so that the seen ones fit a bit mask.</summary>
    public const int MaxProperties = 64;

    /// <summary>The fields' names.</summary>
    public required string[] Names { get; init; }

    /// <summary>What each field is.</summary>
    public required SchemaNode[] Values { get; init; }

    /// <summary>A bit for each field that must be there.</summary>
    public required ulong Required { get; init; }

    protected override bool CheckValue(ref Utf8JsonReader reader, ref SchemaFault fault)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return fault.IsKind(reader, "an object");
        var seen = 0UL;
        var next = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var index = IndexOf(ref reader, next);
            if (index < 0)
                return fault.IsUnknown(reader);
            if ((seen & (1UL << index)) != 0)
                return fault.Is(SchemaRule.RepeatedField, $"has the field '{Names[index]}' twice");
            seen |= 1UL << index;
            next = index + 1;
            reader.Read();
            if (!Values[index].Check(ref reader, ref fault))
                return fault.Below($".{Names[index]}");
        }
        var missing = Required & ~seen;
        return missing == 0 || fault.Is(SchemaRule.MissingField, $"lacks the field '{Names[BitOperations.TrailingZeroCount(missing)]}'");
    }

    // Fields mostly come in the schema's order, so the search starts at the one expected next.
    private int IndexOf(ref Utf8JsonReader reader, int next)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            var index = (next + i) % Names.Length;
            if (reader.ValueTextEquals(Names[index]))
                return index;
        }
        return -1;
    }
}
