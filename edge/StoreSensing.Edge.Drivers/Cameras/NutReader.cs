using System.Buffers.Binary;

namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>
/// Reads raw pictures with their times from a NUT stream of one video stream, as ffmpeg's <c>-f nut</c> writes it to a pipe. NUT because it is
/// the one container of ffmpeg that carries raw pictures and a time for each with nothing to seek for.
/// </summary>
/// <remarks>
/// Specification: https://ffmpeg.org/~michael/nut.txt. `v` is a number in groups of 7 bits, most significant first; a packet is startcode (8),
/// length (v), [header checksum (4) where the length exceeds 4096], content, checksum (4). Checksums are not verified: it is a pipe. A stream
/// that ends anywhere yields false; content that is no NUT throws <see cref="InvalidDataException"/>.
/// </remarks>
internal sealed class NutReader(Stream stream)
{
    private const ulong MainCode = 0x4E4D7A561F5F04AD;
    private const ulong StreamCode = 0x4E5311405BF2F9DB;
    private const ulong SyncCode = 0x4E4BE4ADEECA4569;
    private const int MostHeaderBytes = 1 << 16;
    private static readonly byte[] FileId = "nut/multimedia container\0"u8.ToArray();

    private readonly PipeBuffer _pipe = new(stream);
    private readonly NutFrameCodes _codes = new();
    private byte[] _packet = new byte[4096];
    private long _timeNumerator = 1;
    private long _timeDenominator = 1;
    private int _ptsShift;
    private long _lastPts;
    private byte[] _prefix = [];

    /// <summary>Columns; known after <see cref="ReadHeader"/>.</summary>
    public int Width { get; private set; }

    /// <summary>Rows; known after <see cref="ReadHeader"/>.</summary>
    public int Height { get; private set; }

    /// <summary>Reads up to the description of the pictures; false when the stream ends before.</summary>
    public bool ReadHeader()
    {
        Span<byte> id = stackalloc byte[25];
        if (!_pipe.Read(id))
            return false;
        if (!id.SequenceEqual(FileId))
            throw new InvalidDataException("the child process did not write a NUT stream");
        while (Width == 0)
            if (!_pipe.ReadByte(out var first) || !ReadPacket(first))
                return false;
        return true;
    }

    /// <summary>Reads the next picture's time; its pixels follow by <see cref="ReadPixels"/>. False at the end.</summary>
    public bool ReadFrameHeader(out TimeSpan time)
    {
        time = default;
        byte code;
        do
        {
            if (!_pipe.ReadByte(out code))
                return false;
            // 'N' starts a packet, any other byte is a frame code.
            if (code == 'N' && !ReadPacket(code))
                return false;
        }
        while (code == 'N');
        if (!_codes.ReadFrame(_pipe, code, out var frame))
            return false;
        if (frame.Bytes + frame.Prefix.Length != (long)Width * Height * 3)
            throw new InvalidDataException($"a picture of {frame.Bytes} bytes arrived where {Width}×{Height} pixels were announced");
        _lastPts = FullPts(frame);
        _prefix = frame.Prefix;
        time = TimeSpan.FromTicks((long)((Int128)_lastPts * TimeSpan.TicksPerSecond * _timeNumerator / _timeDenominator));
        return true;
    }

    /// <summary>Reads the picture whose header was read; false when the stream ends in its middle.</summary>
    public bool ReadPixels(Span<byte> pixels)
    {
        _prefix.CopyTo(pixels);
        return _pipe.Read(pixels[_prefix.Length..]);
    }

    private long FullPts(in NutFrame frame)
    {
        if (frame.CodedPts is not { } coded)
            return _lastPts + frame.PtsDelta;
        var range = 1L << _ptsShift;
        if (coded >= range)
            return coded - range;
        // Only the lower bits were sent: the value nearest to the last one that ends in them.
        var delta = _lastPts - ((range - 1) / 2);
        return ((coded - delta) & (range - 1)) + delta;
    }

    private bool ReadPacket(byte first)
    {
        Span<byte> start = stackalloc byte[8];
        start[0] = first;
        if (!_pipe.Read(start[1..]) || !_pipe.ReadNumber(out var length))
            return false;
        if (length is < 4 or > MostHeaderBytes)
            throw new InvalidDataException($"a NUT packet of {length} bytes");
        if (length > 4096 && !_pipe.Read(stackalloc byte[4]))
            return false;
        if (_packet.Length < length)
            _packet = new byte[length];
        if (!_pipe.Read(_packet.AsSpan(0, (int)length)))
            return false;
        var content = new NutFields(_packet.AsSpan(0, (int)length - 4));
        switch (BinaryPrimitives.ReadUInt64BigEndian(start))
        {
            case MainCode:
                ReadMain(ref content);
                break;
            case StreamCode:
                ReadStream(ref content);
                break;
            case SyncCode:
                _lastPts = content.Number(); // one time base, so its index adds nothing to the key time
                break;
        }
        return true;
    }

    private void ReadMain(ref NutFields content)
    {
        if (content.Number() > 3)
            content.Number(); // minor version
        content.Number(); // streams
        content.Number(); // the longest distance between syncpoints
        var timeBases = content.Number();
        if (timeBases != 1)
            throw new InvalidDataException($"a NUT stream with {timeBases} time bases, expected one");
        _timeNumerator = content.Number();
        _timeDenominator = content.Number();
        if (_timeNumerator <= 0 || _timeDenominator <= 0)
            throw new InvalidDataException("a NUT stream without a time base");
        _codes.ReadTable(ref content);
    }

    private void ReadStream(ref NutFields content)
    {
        content.Number(); // stream id
        if (content.Number() != 0)
            throw new InvalidDataException("a NUT stream that holds no video");
        content.Bytes(); // four-character code
        content.Number(); // time base
        _ptsShift = (int)content.Number();
        content.Number(); // the longest distance between times
        content.Number(); // decode delay
        content.Number(); // flags
        content.Bytes(); // codec's own data
        var (width, height) = (content.Number(), content.Number());
        if (width is < 1 or > 16384 || height is < 1 or > 16384 || _ptsShift is < 0 or > 32)
            throw new InvalidDataException($"a NUT stream of {width}×{height} pixels");
        (Width, Height) = ((int)width, (int)height);
    }
}
