namespace StoreSensing.Edge.Agent.Compliance.Qr;

/// <summary>A QR code: a square of dark and light modules (ISO/IEC 18004:2015), byte mode, error correction level M.</summary>
internal sealed class QrCode
{
    private const int MediumLevel = 0b00;
    private readonly bool[,] _dark;
    private readonly bool[,] _fixed;
    private readonly QrVersion _version;

    private QrCode(QrVersion version, int mask, byte[] codewords)
    {
        _version = version;
        _dark = new bool[Size, Size];
        _fixed = new bool[Size, Size];
        Patterns();
        Format(mask); // reserves its modules before data is laid
        Lay(codewords);
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
                _dark[y, x] ^= !_fixed[y, x] && Inverts(mask, x, y);
    }

    /// <summary>Modules a side, without the quiet zone of four that must surround it.</summary>
    public int Size => _version.Size;

    /// <summary>Whether the module in a column and a row is dark.</summary>
    public bool this[int x, int y] => _dark[y, x];

    /// <summary>The code of a text with the mask that scanners read best.</summary>
    /// <exception cref="ArgumentException">The text is too long.</exception>
    public static QrCode Of(string text) => Enumerable.Range(0, 8).Select(mask => Of(text, mask)).MinBy(code => QrPenalty.Of(code))!;

    /// <summary>The code of a text with a given mask, 0 to 7.</summary>
    /// <exception cref="ArgumentException">The text is too long.</exception>
    public static QrCode Of(string text, int mask) => QrCodewords.VersionFor(text) is { } version
        ? new QrCode(version, mask, QrCodewords.Of(text, version))
        : throw new ArgumentException("is too long for a QR code", nameof(text));

    // Which modules a mask turns over (table 10).
    private static bool Inverts(int mask, int x, int y) => mask switch
    {
        0 => (x + y) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (x + y) % 3 == 0,
        4 => ((x / 3) + (y / 2)) % 2 == 0,
        5 => (x * y % 2) + (x * y % 3) == 0,
        6 => ((x * y % 2) + (x * y % 3)) % 2 == 0,
        7 => (((x + y) % 2) + (x * y % 3)) % 2 == 0,
        _ => throw new ArgumentOutOfRangeException(nameof(mask), mask, "0 to 7"),
    };

    private void Patterns()
    {
        for (var i = 0; i < Size; i++)
        {
            Set(6, i, i % 2 == 0);
            Set(i, 6, i % 2 == 0);
        }
        foreach (var (x, y) in new[] { (3, 3), (Size - 4, 3), (3, Size - 4) })
            Rings(x, y, 4, distance => distance is not 2 and not 4);
        var centres = _version.Alignment();
        for (var i = 0; i < centres.Length; i++)
            for (var j = 0; j < centres.Length; j++)
                if (!((i == 0 && j == 0) || (i == 0 && j == centres.Length - 1) || (i == centres.Length - 1 && j == 0)))
                    Rings(centres[i], centres[j], 2, distance => distance != 1);
        if (_version.Number >= 7)
            Version();
    }

    private void Rings(int x, int y, int radius, Func<int, bool> isDark)
    {
        for (var dy = -radius; dy <= radius; dy++)
            for (var dx = -radius; dx <= radius; dx++)
                if (x + dx >= 0 && x + dx < Size && y + dy >= 0 && y + dy < Size)
                    Set(x + dx, y + dy, isDark(Math.Max(Math.Abs(dx), Math.Abs(dy))));
    }

    /// <summary>Level and mask as 15 bits with their BCH code (7.9).</summary>
    internal static int FormatBits(int level, int mask)
    {
        var data = (level << 3) | mask;
        var remainder = data;
        for (var i = 0; i < 10; i++)
            remainder = (remainder << 1) ^ ((remainder >> 9) * 0b101_0011_0111);
        return ((data << 10) | remainder) ^ 0b101_0100_0001_0010;
    }

    /// <summary>The version as 18 bits with their Golay code (7.10).</summary>
    internal static int VersionBits(int version)
    {
        var remainder = version;
        for (var i = 0; i < 12; i++)
            remainder = (remainder << 1) ^ ((remainder >> 11) * 0b1_1111_0010_0101);
        return (version << 12) | remainder;
    }

    private void Format(int mask)
    {
        var bits = FormatBits(MediumLevel, mask);
        for (var i = 0; i < 15; i++)
        {
            var dark = ((bits >> i) & 1) != 0;
            var (x, y) = i switch { < 6 => (8, i), 6 => (8, 7), 7 => (8, 8), 8 => (7, 8), _ => (14 - i, 8) };
            Set(x, y, dark);
            (x, y) = i < 8 ? (Size - 1 - i, 8) : (8, Size - 15 + i);
            Set(x, y, dark);
        }
        Set(8, Size - 8, true);
    }

    private void Version()
    {
        var bits = VersionBits(_version.Number);
        for (var i = 0; i < 18; i++)
        {
            var dark = ((bits >> i) & 1) != 0;
            Set(Size - 11 + (i % 3), i / 3, dark);
            Set(i / 3, Size - 11 + (i % 3), dark);
        }
    }

    // In columns two wide, from the lower right corner up and down, past the timing pattern (7.7.3).
    private void Lay(byte[] codewords)
    {
        var bit = 0;
        for (var right = Size - 1; right >= 1; right -= 2)
        {
            if (right == 6)
                right = 5;
            for (var step = 0; step < Size; step++)
            {
                var y = ((right + 1) & 2) == 0 ? Size - 1 - step : step;
                for (var x = right; x > right - 2; x--)
                {
                    if (_fixed[y, x] || bit >= 8 * codewords.Length)
                        continue;
                    _dark[y, x] = ((codewords[bit / 8] >> (7 - (bit % 8))) & 1) != 0;
                    bit++;
                }
            }
        }
    }

    private void Set(int x, int y, bool dark) => (_dark[y, x], _fixed[y, x]) = (dark, true);
}
