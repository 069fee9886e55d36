using System.Text.Json;

namespace StoreSensing.Cloud.Aggregator.Tests.Fuzz;

/// <summary>Where the parts of a JSON message lie in its bytes.</summary>
internal sealed class MessageAnatomy
{
    private readonly List<Range> _objects = [];
    private readonly List<Range> _numbers = [];
    private readonly List<Range> _texts = [];
    private readonly List<Range> _values = [];
    private readonly List<Range> _fields = [];
    private readonly List<Range> _gaps = [];

    public MessageAnatomy(byte[] json)
    {
        Json = json;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Visit(ref reader);
    }

    public byte[] Json { get; }

    /// <summary>Objects, braces included.</summary>
    public IReadOnlyList<Range> Objects => _objects;

    public IReadOnlyList<Range> Numbers => _numbers;

    /// <summary>Text values, quotes included.</summary>
    public IReadOnlyList<Range> Texts => _texts;

    /// <summary>Values of every kind but null.</summary>
    public IReadOnlyList<Range> Values => _values;

    /// <summary>Fields, from the name's quote to the value's end.</summary>
    public IReadOnlyList<Range> Fields => _fields;

    /// <summary>Empty places between two tokens, where white space may stand.</summary>
    public IReadOnlyList<Range> Gaps => _gaps;

    /// <summary>The first entry of the first list of objects; null when there is none.</summary>
    public Range? FirstEntry { get; private set; }

    private Range Visit(ref Utf8JsonReader reader)
    {
        var from = (int)reader.TokenStartIndex;
        var kind = reader.TokenType;
        switch (kind)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var field = (int)reader.TokenStartIndex;
                    reader.Read();
                    _gaps.Add(Empty((int)reader.TokenStartIndex));
                    _fields.Add(field..Visit(ref reader).End.Value);
                }
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    _gaps.Add(Empty((int)reader.TokenStartIndex));
                    var isObject = reader.TokenType == JsonTokenType.StartObject;
                    var entry = Visit(ref reader);
                    if (isObject)
                        FirstEntry ??= entry;
                }
                break;
            default:
                break;
        }
        var whole = from..(int)reader.BytesConsumed;
        if (kind == JsonTokenType.StartObject)
            _objects.Add(whole);
        if (kind == JsonTokenType.Number)
            _numbers.Add(whole);
        if (kind == JsonTokenType.String)
            _texts.Add(whole);
        if (kind != JsonTokenType.Null)
            _values.Add(whole);
        return whole;
    }

    private static Range Empty(int at) => at..at;
}
