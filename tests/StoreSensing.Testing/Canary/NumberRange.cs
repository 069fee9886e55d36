using System.Buffers.Binary;
using System.Globalization;

namespace StoreSensing.Testing.Canary;

/// <summary>Numbers from <paramref name="First"/> on, <paramref name="Count"/> of them: ids that a test had begin there. Large ones, so that none is met by chance.</summary>
public sealed record NumberRange(long First, int Count)
{
    private const int Binary = 6; // bytes: SQLite stores them in six, .NET in eight

    private readonly int _digits = First is > 1L << 40 and < 1L << 47 ? First.ToString(CultureInfo.InvariantCulture).Length : throw new ArgumentOutOfRangeException(nameof(First), "between 2^40 and 2^47");

    private readonly int _hexDigits = First.ToString("x", CultureInfo.InvariantCulture).Length;

    /// <summary>How a number of the range begins here, or null.</summary>
    public string? At(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= Binary)
        {
            if (Holds(BinaryPrimitives.ReadUInt32LittleEndian(bytes) | ((long)BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) << 32)))
                return "id as a little-endian number";
            if (Holds(((long)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes[2..])))
                return "id as a big-endian number";
        }
        if (IsText(bytes, _digits, NumberStyles.None))
            return "id as text";
        return IsText(bytes, _hexDigits, NumberStyles.AllowHexSpecifier) ? "id as hexadecimal text" : null;
    }

    private bool IsText(ReadOnlySpan<byte> bytes, int length, NumberStyles style) =>
        bytes.Length >= length && bytes[0] is >= (byte)'0' and <= (byte)'f' && long.TryParse(bytes[..length], style, CultureInfo.InvariantCulture, out var number) && Holds(number);

    private bool Holds(long number) => number >= First && number < First + Count;
}
