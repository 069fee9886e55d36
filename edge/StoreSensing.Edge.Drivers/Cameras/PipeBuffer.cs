namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>Reads single bytes cheaply and long runs without a copy of their own. Every read is false when the stream ends within it.</summary>
internal sealed class PipeBuffer(Stream stream)
{
    // Small: headers are a few bytes, and what it holds of a picture is copied once more.
    private readonly byte[] _buffer = new byte[512];
    private int _next;
    private int _end;

    public bool ReadByte(out byte value)
    {
        value = 0;
        if (_next == _end)
        {
            _next = 0;
            _end = stream.Read(_buffer);
            if (_end == 0)
                return false;
        }
        value = _buffer[_next++];
        return true;
    }

    public bool Read(Span<byte> into)
    {
        var held = Math.Min(_end - _next, into.Length);
        _buffer.AsSpan(_next, held).CopyTo(into);
        _buffer.AsSpan(_next, held).Clear(); // the beginning of a picture
        _next += held;
        into = into[held..];
        while (!into.IsEmpty)
        {
            var count = stream.Read(into);
            if (count == 0)
                return false;
            into = into[count..];
        }
        return true;
    }

    /// <summary>NUT's `v`.</summary>
    public bool ReadNumber(out long value)
    {
        value = 0;
        for (var i = 0; i < 10; i++)
        {
            if (!ReadByte(out var next))
                return false;
            value = (value << 7) | (uint)(next & 0x7F);
            if (next < 0x80)
                return true;
        }
        throw new InvalidDataException("a NUT number that is too long");
    }
}
