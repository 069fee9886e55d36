using System.Text;
using StoreSensing.Edge.Agent.Compliance.Qr;

namespace StoreSensing.Edge.Agent.Tests.Compliance;

/// <summary>Reads an undamaged QR code of byte mode and level M, from its modules alone.</summary>
internal static class QrReader
{
    public static string Read(QrCode code) => Read(code.Size, (x, y) => code[x, y]);

    public static string Read(int size, Func<int, int, bool> dark)
    {
        var version = new QrVersion((size - 17) / 4);
        var codewords = Codewords(dark, Mask(dark), version);
        var data = Deinterleaved(codewords, version);
        var bits = string.Concat(data.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        bits[..4].ShouldBe("0100");
        var length = Convert.ToInt32(bits.Substring(4, version.CountBits), 2);
        var bytes = Enumerable.Range(0, length).Select(i => Convert.ToByte(bits.Substring(4 + version.CountBits + (8 * i), 8), 2)).ToArray();
        return Encoding.UTF8.GetString(bytes);
    }

    // The copy of the format beside the upper left finder: bits 14 to 10 tell level and mask.
    private static int Mask(Func<int, int, bool> dark)
    {
        var bits = 0;
        for (var x = 0; x < 5; x++)
            bits = (bits << 1) | (dark(x, 8) ? 1 : 0);
        bits ^= 0b10101;
        (bits >> 3).ShouldBe(0b00);
        return bits & 7;
    }

    private static List<byte> Codewords(Func<int, int, bool> dark, int mask, QrVersion version)
    {
        var bits = new List<bool>();
        var upwards = true;
        for (var right = version.Size - 1; right > 0; right -= 2, upwards = !upwards)
        {
            right -= right == 6 ? 1 : 0;
            for (var i = 0; i < version.Size; i++)
            {
                var y = upwards ? version.Size - 1 - i : i;
                foreach (var x in new[] { right, right - 1 })
                    if (!IsPattern(x, y, version.Size, version))
                        bits.Add(dark(x, y) ^ Inverted(mask, x, y));
            }
        }
        return [.. bits.Chunk(8).Where(c => c.Length == 8).Select(c => (byte)c.Aggregate(0, (b, bit) => (b << 1) | (bit ? 1 : 0)))];
    }

    private static bool IsPattern(int x, int y, int size, QrVersion version)
    {
        if (x == 6 || y == 6 || (x < 9 && y < 9) || (x < 9 && y >= size - 8) || (x >= size - 8 && y < 9))
            return true;
        if (version.Number >= 7 && ((x < 6 && y >= size - 11) || (y < 6 && x >= size - 11)))
            return true;
        var centres = version.Alignment();
        return centres.Any(cx => centres.Any(cy => Math.Abs(x - cx) <= 2 && Math.Abs(y - cy) <= 2
            && !((cx == 6 && cy == 6) || (cx == 6 && cy == size - 7) || (cx == size - 7 && cy == 6))));
    }

    private static bool Inverted(int mask, int x, int y) => mask switch
    {
        0 => (y + x) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (y + x) % 3 == 0,
        4 => ((y / 2) + (x / 3)) % 2 == 0,
        5 => (y * x % 2) + (y * x % 3) == 0,
        6 => ((y * x % 2) + (y * x % 3)) % 2 == 0,
        _ => (((y + x) % 2) + (y * x % 3)) % 2 == 0,
    };

    private static IEnumerable<byte> Deinterleaved(List<byte> codewords, QrVersion version)
    {
        var (blocks, shorter, longer) = (version.Blocks, version.DataCodewords / version.Blocks, version.DataCodewords % version.Blocks);
        for (var block = 0; block < blocks; block++)
        {
            for (var i = 0; i < shorter; i++)
                yield return codewords[(i * blocks) + block];
            if (block >= blocks - longer)
                yield return codewords[(shorter * blocks) + block - (blocks - longer)];
        }
    }
}
