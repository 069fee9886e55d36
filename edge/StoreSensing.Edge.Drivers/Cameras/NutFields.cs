namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>The fields of a NUT packet, one after another.</summary>
internal ref struct NutFields(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;

    public readonly bool IsEmpty => _rest.IsEmpty;

    /// <summary>`v`: an unsigned number.</summary>
    public long Number()
    {
        long value = 0;
        for (var i = 0; i < 10; i++)
        {
            var next = Next();
            value = (value << 7) | (uint)(next & 0x7F);
            if (next < 0x80)
                return value;
        }
        throw new InvalidDataException("a NUT number that is too long");
    }

    /// <summary>`s`: a signed number.</summary>
    public long Signed()
    {
        var value = Number() + 1;
        return (value & 1) == 1 ? -(value >> 1) : value >> 1;
    }

    /// <summary>`vb`: bytes with their count before them.</summary>
    public byte[] Bytes()
    {
        var count = Number();
        if (count < 0 || count > _rest.Length)
            throw new InvalidDataException("a NUT field that is longer than its packet");
        var bytes = _rest[..(int)count].ToArray();
        _rest = _rest[(int)count..];
        return bytes;
    }

    private byte Next()
    {
        if (_rest.IsEmpty)
            throw new InvalidDataException("a NUT packet that ends too early");
        var next = _rest[0];
        _rest = _rest[1..];
        return next;
    }
}
