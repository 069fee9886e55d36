namespace StoreSensing.Edge.Agent.Compliance.Qr;

/// <summary>The error correction of QR codes: Reed–Solomon over GF(2⁸) with the polynomial x⁸+x⁴+x³+x²+1 (ISO/IEC 18004:2015, 7.5.2).</summary>
internal static class ReedSolomon
{
    private const int Polynomial = 0x11D;

    /// <summary>The remainder of data·xⁿ divided by the generator of degree n = <paramref name="count"/>: the error correction codewords.</summary>
    public static byte[] Correction(ReadOnlySpan<byte> data, int count)
    {
        var generator = Generator(count);
        var remainder = new byte[count];
        foreach (var codeword in data)
        {
            var factor = (byte)(codeword ^ remainder[0]);
            remainder.AsSpan(1).CopyTo(remainder);
            remainder[^1] = 0;
            for (var i = 0; i < count; i++)
                remainder[i] ^= Multiply(generator[i], factor);
        }
        return remainder;
    }

    // (x − 2⁰)(x − 2¹)…(x − 2ⁿ⁻¹), highest power first, without its leading 1.
    private static byte[] Generator(int degree)
    {
        var generator = new byte[degree];
        generator[^1] = 1;
        byte root = 1;
        for (var i = 0; i < degree; i++)
        {
            for (var j = 0; j < degree; j++)
                generator[j] = (byte)(Multiply(generator[j], root) ^ (j + 1 < degree ? generator[j + 1] : 0));
            root = Multiply(root, 2);
        }
        return generator;
    }

    private static byte Multiply(byte a, byte b)
    {
        var product = 0;
        for (var bit = 7; bit >= 0; bit--)
        {
            product = (product << 1) ^ ((product >> 7) * Polynomial);
            product ^= ((b >> bit) & 1) * a;
        }
        return (byte)product;
    }
}
