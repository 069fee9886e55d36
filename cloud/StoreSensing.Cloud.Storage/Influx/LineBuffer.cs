using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// Points as InfluxDB's line protocol in one pooled array: <c>measurement,tag=value field=1i,other="text" nanoseconds</c>. Integers end in <c>i</c>, so that a
/// field never changes its type. A value that is null leaves its field out. Not thread-safe.
/// </summary>
/// <remarks>
/// Escaping (https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/#special-characters):
/// <code>
/// measurement          , and space
/// tag keys and values  , = and space
/// field strings        " and \
/// </code>
/// The protocol has no way to say a backslash or a line end outside of field strings, and no empty tag: these are refused, with other control characters.
/// </remarks>
internal sealed class LineBuffer : IDisposable
{
    private const int FirstSize = 64 * 1024;

    // The longest of numbers and the separators around it.
    private const int NumberRoom = 40;

    private static readonly SearchValues<char> InMeasurements = SearchValues.Create(", ");
    private static readonly SearchValues<char> InTags = SearchValues.Create(",= ");
    private static readonly SearchValues<char> InStrings = SearchValues.Create("\"\\");

    private static readonly SearchValues<char> Unsayable = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '\\', '\x7f']);

    private readonly List<int> _ends = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;
    private bool _hasFields;

    /// <summary>Complete lines.</summary>
    public int Lines => _ends.Count;

    /// <summary>Bytes of the complete lines.</summary>
    public int Bytes => _ends.Count == 0 ? 0 : _ends[^1];

    /// <summary>Lines from <paramref name="first"/> on; valid until the buffer is changed.</summary>
    public ReadOnlyMemory<byte> Slice(int first, int count)
    {
        var start = first == 0 ? 0 : _ends[first - 1];
        return _bytes.AsMemory(start, (count == 0 ? start : _ends[first + count - 1]) - start);
    }

    /// <summary>Forgets all lines and keeps the room.</summary>
    public void Clear()
    {
        _ends.Clear();
        _length = 0;
        _hasFields = false;
    }

    /// <summary>Begins a point.</summary>
    public void Begin(string measurement)
    {
        if (measurement.StartsWith('#'))
            throw new ArgumentException($"'{measurement}': a line that begins with # is a comment", nameof(measurement));
        _length = Bytes;
        _hasFields = false;
        Name(measurement, InMeasurements);
    }

    /// <summary>A tag; all tags come before the first field.</summary>
    public void Tag(string key, string value)
    {
        if (_hasFields)
            throw new InvalidOperationException($"tag {key} comes after a field");
        Byte((byte)',');
        Name(key, InTags);
        Byte((byte)'=');
        Name(value, InTags);
    }

    /// <summary>A whole number.</summary>
    public void Field(string key, long? value)
    {
        if (value is not { } number)
            return;
        Key(key);
        Utf8Formatter.TryFormat(number, Room(NumberRoom), out var written);
        _length += written;
        Byte((byte)'i');
    }

    /// <summary>A number, written so that it is read back as the same bits.</summary>
    public void Field(string key, double? value)
    {
        if (value is not { } number)
            return;
        if (!double.IsFinite(number))
            throw new ArgumentException($"field {key} is {number}, which the line protocol can't say", nameof(value));
        Key(key);
        number.TryFormat(Room(NumberRoom), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>True or false.</summary>
    public void Field(string key, bool value)
    {
        Key(key);
        Raw(value ? "true"u8 : "false"u8);
    }

    /// <summary>A text.</summary>
    public void Field(string key, string? value)
    {
        if (value is null)
            return;
        Key(key);
        Byte((byte)'"');
        Escaped(value, InStrings);
        Byte((byte)'"');
    }

    /// <summary>Bytes, as base64.</summary>
    public void Field(string key, ReadOnlySpan<byte> value)
    {
        Key(key);
        Byte((byte)'"');
        Base64.EncodeToUtf8(value, Room(Base64.GetMaxEncodedToUtf8Length(value.Length)), out _, out var written);
        _length += written;
        Byte((byte)'"');
    }

    /// <summary>Ends the point; nanoseconds since the Unix epoch.</summary>
    public void End(long nanoseconds)
    {
        if (!_hasFields)
            throw new InvalidOperationException("a point needs a field");
        Byte((byte)' ');
        Utf8Formatter.TryFormat(nanoseconds, Room(NumberRoom), out var written);
        _length += written;
        Byte((byte)'\n');
        _ends.Add(_length);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Clear();
    }

    private void Key(string key)
    {
        Byte(_hasFields ? (byte)',' : (byte)' ');
        _hasFields = true;
        Name(key, InTags);
        Byte((byte)'=');
    }

    private void Name(string text, SearchValues<char> special)
    {
        if (text.Length == 0)
            throw new ArgumentException("the line protocol has no empty names and tags", nameof(text));
        if (text.AsSpan().IndexOfAny(Unsayable) >= 0)
            throw new ArgumentException($"'{text}': the line protocol can't say backslashes and control characters in names and tags", nameof(text));
        Escaped(text, special);
    }

    private void Escaped(ReadOnlySpan<char> text, SearchValues<char> special)
    {
        while (text.IndexOfAny(special) is var at and >= 0)
        {
            Text(text[..at]);
            Byte((byte)'\\');
            Byte((byte)text[at]);
            text = text[(at + 1)..];
        }
        Text(text);
    }

    private void Text(ReadOnlySpan<char> text) => _length += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    private void Byte(byte value)
    {
        Room(1)[0] = value;
        _length++;
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _length < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + bytes));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
        return _bytes.AsSpan(_length);
    }
}
