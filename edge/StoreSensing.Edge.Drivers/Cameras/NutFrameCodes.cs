namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>A picture's header: its payload bytes, the bytes left out of it, and its time, whole, in part or relative to the last.</summary>
internal readonly record struct NutFrame(long Bytes, byte[] Prefix, long? CodedPts, long PtsDelta);

/// <summary>The table of 256 frame codes in a NUT main header: what a frame's first byte already says about it.</summary>
internal sealed class NutFrameCodes
{
    [Flags]
    private enum Flag
    {
        CodedPts = 8,
        StreamId = 16,
        SizeMsb = 32,
        Checksum = 64,
        Reserved = 128,
        SideData = 256,
        HeaderIndex = 1024,
        MatchTime = 2048,
        Coded = 4096,
        Invalid = 8192,
    }

    private record struct Code(Flag Flags, long SizeFactor, long SizeRest, long PtsDelta, long Reserved, int Header);

    private readonly Code[] _codes = new Code[256];
    private byte[][] _headers = [[]];

    /// <summary>Reads the table and the elision headers behind it.</summary>
    public void ReadTable(ref NutFields content)
    {
        long pts = 0;
        long factor = 1;
        long header = 0;
        for (var i = 0; i < 256;)
        {
            var flags = (Flag)content.Number();
            var fields = content.Number();
            if (fields > 0)
                pts = content.Signed();
            if (fields > 1)
                factor = content.Number();
            if (fields > 2)
                content.Number(); // stream
            var size = fields > 3 ? content.Number() : 0;
            var reserved = fields > 4 ? content.Number() : 0;
            var count = fields > 5 ? content.Number() : factor - size;
            if (fields > 6)
                content.Signed(); // match time
            if (fields > 7)
                header = content.Number();
            for (var j = 8; j < fields; j++)
                content.Number();
            if (count <= 0)
                throw new InvalidDataException("a NUT table of frame codes that does not advance");
            for (var j = 0L; j < count && i < 256; i++)
            {
                // 'N' starts a packet and is never a frame code.
                _codes[i] = i == 'N' ? new Code(Flag.Invalid, 1, 0, 0, 0, 0) : new Code(flags, factor, size + j++, pts, reserved, (int)header);
            }
        }
        ReadHeaders(ref content);
    }

    /// <summary>Reads the rest of a frame's header; false when the stream ends in it.</summary>
    public bool ReadFrame(PipeBuffer pipe, byte first, out NutFrame frame)
    {
        frame = default;
        var code = _codes[first];
        var flags = code.Flags;
        long number = 0;
        if (flags.HasFlag(Flag.Coded))
        {
            if (!pipe.ReadNumber(out number))
                return false;
            flags ^= (Flag)number;
        }
        if (flags.HasFlag(Flag.Invalid) || flags.HasFlag(Flag.SideData))
            throw new InvalidDataException($"a NUT frame code {first} that no frame may have");
        if (flags.HasFlag(Flag.StreamId) && !pipe.ReadNumber(out _))
            return false;
        long? pts = null;
        if (flags.HasFlag(Flag.CodedPts))
        {
            if (!pipe.ReadNumber(out number))
                return false;
            pts = number;
        }
        long sizeFactor = 0;
        if (flags.HasFlag(Flag.SizeMsb) && !pipe.ReadNumber(out sizeFactor))
            return false;
        if (flags.HasFlag(Flag.MatchTime) && !pipe.ReadNumber(out _))
            return false;
        long header = code.Header;
        if (flags.HasFlag(Flag.HeaderIndex) && !pipe.ReadNumber(out header))
            return false;
        var reserved = code.Reserved;
        if (flags.HasFlag(Flag.Reserved) && !pipe.ReadNumber(out reserved))
            return false;
        for (; reserved > 0; reserved--)
            if (!pipe.ReadNumber(out _))
                return false;
        if (flags.HasFlag(Flag.Checksum) && !pipe.Read(stackalloc byte[4]))
            return false;
        if (header < 0 || header >= _headers.Length)
            throw new InvalidDataException($"a NUT frame with the unknown header {header}");
        var prefix = _headers[header];
        frame = new NutFrame(code.SizeRest + (sizeFactor * code.SizeFactor) - prefix.Length, prefix, pts, code.PtsDelta);
        return true;
    }

    private void ReadHeaders(ref NutFields content)
    {
        if (content.IsEmpty)
            return;
        var count = content.Number();
        if (count > 127)
            throw new InvalidDataException($"a NUT stream with {count} headers");
        _headers = new byte[count + 1][];
        _headers[0] = [];
        for (var i = 1; i <= count; i++)
            _headers[i] = content.Bytes();
    }
}
