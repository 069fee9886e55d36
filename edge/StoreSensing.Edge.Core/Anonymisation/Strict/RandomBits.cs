using System.Buffers.Binary;

namespace StoreSensing.Edge.Core.Anonymisation.Strict;

/// <summary>Uniform integers without bias, from a cryptographically secure source of bytes that is handed in. Not thread-safe.</summary>
/// <param name="fill">Fills a span with random bytes.</param>
public sealed class RandomBits(RandomBits.Fill fill)
{
    private readonly byte[] _buffer = new byte[4096];
    private int _used = 4096;

    /// <summary>Fills a span with random bytes, e.g. <c>RandomNumberGenerator.Fill</c>.</summary>
    public delegate void Fill(Span<byte> bytes);

    /// <summary>A number of 0 … <paramref name="bound"/> − 1, each as likely as any other.</summary>
    public long Below(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        // What lies beyond the last whole multiple of the bound is drawn again.
        var limit = ulong.MaxValue - (ulong.MaxValue % (ulong)bound);
        ulong drawn;
        do
            drawn = Next();
        while (drawn >= limit);
        return (long)(drawn % (ulong)bound);
    }

    private ulong Next()
    {
        if (_used + sizeof(ulong) > _buffer.Length)
        {
            fill(_buffer);
            _used = 0;
        }
        var bits = BinaryPrimitives.ReadUInt64LittleEndian(_buffer.AsSpan(_used));
        // What was used must not be found in memory beside what it hides.
        _buffer.AsSpan(_used, sizeof(ulong)).Clear();
        _used += sizeof(ulong);
        return bits;
    }
}
