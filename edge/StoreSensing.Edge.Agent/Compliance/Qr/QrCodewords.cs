using System.Text;

namespace StoreSensing.Edge.Agent.Compliance.Qr;

/// <summary>A text as the codewords of a QR code in byte mode (ISO/IEC 18004:2015, 7.4 to 7.6).</summary>
internal static class QrCodewords
{
    private const int ByteMode = 0b0100;

    /// <summary>The smallest version that holds the text, or null.</summary>
    public static QrVersion? VersionFor(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        for (var number = 1; number <= QrVersion.Largest; number++)
        {
            var version = new QrVersion(number);
            if (4 + version.CountBits + (8 * bytes) <= 8 * version.DataCodewords)
                return version;
        }
        return null;
    }

    /// <summary>Data with its error correction, interleaved, as it is laid into the square.</summary>
    public static byte[] Of(string text, QrVersion version) => Interleaved(Data(text, version), version);

    // Mode, count, bytes, a terminator, then alternating pad codewords.
    private static byte[] Data(string text, QrVersion version)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var bits = new List<bool>(8 * version.DataCodewords);
        Append(bits, ByteMode, 4);
        Append(bits, bytes.Length, version.CountBits);
        foreach (var b in bytes)
            Append(bits, b, 8);
        Append(bits, 0, Math.Min(4, (8 * version.DataCodewords) - bits.Count));
        Append(bits, 0, -bits.Count & 7);
        for (var pad = 0xEC; bits.Count < 8 * version.DataCodewords; pad ^= 0xEC ^ 0x11)
            Append(bits, pad, 8);
        var data = new byte[version.DataCodewords];
        for (var i = 0; i < bits.Count; i++)
            data[i / 8] |= (byte)((bits[i] ? 1 : 0) << (7 - (i % 8)));
        return data;
    }

    private static void Append(List<bool> bits, int value, int count)
    {
        for (var bit = count - 1; bit >= 0; bit--)
            bits.Add(((value >> bit) & 1) != 0);
    }

    // The last blocks are a codeword longer where the data doesn't divide evenly.
    private static byte[] Interleaved(byte[] data, QrVersion version)
    {
        var (blocks, shorter) = (version.Blocks, version.DataCodewords / version.Blocks);
        var longer = version.DataCodewords % blocks;
        var parts = new List<(byte[] Data, byte[] Correction)>(blocks);
        var at = 0;
        for (var i = 0; i < blocks; i++)
        {
            var part = data.AsSpan(at, shorter + (i >= blocks - longer ? 1 : 0)).ToArray();
            at += part.Length;
            parts.Add((part, ReedSolomon.Correction(part, version.Correction)));
        }
        var result = new List<byte>(version.Codewords);
        for (var i = 0; i <= shorter; i++)
            result.AddRange(parts.Where(p => i < p.Data.Length).Select(p => p.Data[i]));
        for (var i = 0; i < version.Correction; i++)
            result.AddRange(parts.Select(p => p.Correction[i]));
        return [.. result];
    }
}
