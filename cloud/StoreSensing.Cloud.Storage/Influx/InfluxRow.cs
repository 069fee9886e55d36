using System.Text.Json;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>One row of an answer; valid until the next is asked for. A column that the answer lacks is null.</summary>
internal readonly struct InfluxRow(Dictionary<string, int> columns, JsonElement tags, JsonElement values)
{
    /// <summary>Its time, nanoseconds.</summary>
    public long Time => values[0].GetInt64();

    /// <summary>A tag or text.</summary>
    public string? Text(string name) =>
        Value(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()
        : tags.ValueKind == JsonValueKind.Object && tags.TryGetProperty(name, out var tag) ? tag.GetString() : null;

    /// <summary>A text that every row has.</summary>
    public string Must(string name) => Text(name) ?? throw new InvalidDataException($"a row has no {name}");

    public long? Long(string name) => Value(name) is { ValueKind: JsonValueKind.Number } value ? value.TryGetInt64(out var whole) ? whole : (long)value.GetDouble() : null;

    public int? Whole(string name) => (int?)Long(name);

    public int Int(string name) => (int)(Long(name) ?? throw new InvalidDataException($"a row has no {name}"));

    public double? Number(string name) => Value(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    public double Double(string name) => Number(name) ?? throw new InvalidDataException($"a row has no {name}");

    public bool Flag(string name) => Value(name) is { ValueKind: JsonValueKind.True };

    public byte[]? Bytes(string name) => LongText.Read(this, name) is { } text ? Convert.FromBase64String(text) : null;

    /// <summary>An instant kept in whole seconds.</summary>
    public DateTimeOffset? Instant(string name) => Long(name) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private JsonElement? Value(string name) => columns.TryGetValue(name, out var column) ? values[column] : null;
}
