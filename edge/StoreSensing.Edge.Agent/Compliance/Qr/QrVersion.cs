namespace StoreSensing.Edge.Agent.Compliance.Qr;

/// <summary>One size of QR code at error correction level M, which survives 15 % of damage (ISO/IEC 18004:2015, tables 1, 9 and E.1).</summary>
/// <param name="Number">1 to 20; the code has 17 + 4·number modules a side.</param>
internal readonly record struct QrVersion(int Number)
{
    public const int Largest = 20;

    private static ReadOnlySpan<byte> CorrectionPerBlock => [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];

    private static ReadOnlySpan<byte> BlockCounts => [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

    /// <summary>Modules a side.</summary>
    public int Size => 17 + (4 * Number);

    /// <summary>Blocks that the data is dealt into.</summary>
    public int Blocks => BlockCounts[Number - 1];

    /// <summary>Error correction codewords of each block.</summary>
    public int Correction => CorrectionPerBlock[Number - 1];

    /// <summary>Codewords in all: data and correction.</summary>
    public int Codewords => Modules / 8;

    /// <summary>Codewords of data.</summary>
    public int DataCodewords => Codewords - (Blocks * Correction);

    /// <summary>Bits that tell how many bytes follow.</summary>
    public int CountBits => Number < 10 ? 8 : 16;

    /// <summary>Centres of the alignment patterns along each axis, ascending; none in version 1.</summary>
    public int[] Alignment()
    {
        if (Number == 1)
            return [];
        var count = (Number / 7) + 2;
        var step = ((Number * 8) + (count * 3) + 5) / ((count * 4) - 4) * 2;
        var centres = new int[count];
        centres[0] = 6;
        for (var i = count - 1; i > 0; i--)
            centres[i] = Size - 7 - ((count - 1 - i) * step);
        return centres;
    }

    // What finder, alignment, timing, format and version patterns leave of the square.
    private int Modules
    {
        get
        {
            var modules = (((16 * Number) + 128) * Number) + 64;
            if (Number < 2)
                return modules;
            var count = (Number / 7) + 2;
            modules -= (((25 * count) - 10) * count) - 55;
            return Number >= 7 ? modules - 36 : modules;
        }
    }
}
