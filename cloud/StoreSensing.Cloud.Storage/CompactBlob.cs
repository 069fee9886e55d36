using System.Buffers.Binary;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage;

/// <summary>Lists of numbers as bytes.</summary>
/// <remarks>
/// <code>
/// byte 0      format, 1
/// ascending   count, then differences, each a zigzag LEB128 varint
/// counts      varints
/// doubles     8 bytes each, little-endian
/// </code>
/// </remarks>
internal static class CompactBlob
{
    private const byte Format = 1;

    public static byte[] OfHeat(HeatFigures heat)
    {
        var blob = new MemoryStream();
        blob.WriteByte(Format);
        WriteAscending(blob, heat.Cells.Select(c => (long)c), heat.Cells.Count);
        Span<byte> eight = stackalloc byte[8];
        foreach (var value in heat.PersonSeconds ?? heat.People!.Select(people => (double)people))
        {
            BinaryPrimitives.WriteDoubleLittleEndian(eight, value);
            blob.Write(eight);
        }
        return blob.ToArray();
    }

    public static (int[] Cells, double[] Values) ToHeat(ReadOnlySpan<byte> blob)
    {
        var at = Start(blob);
        var cells = ReadAscending(blob, ref at).Select(c => (int)c).ToArray();
        var values = new double[cells.Length];
        for (var i = 0; i < values.Length; i++, at += 8)
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(blob.Slice(at, 8));
        return (cells, values);
    }

    public static byte[] OfSketch(SketchFigures sketch)
    {
        var blob = new MemoryStream();
        blob.WriteByte(Format);
        WriteAscending(blob, sketch.Buckets.Select(b => (long)b), sketch.Buckets.Count);
        foreach (var count in sketch.Counts)
            WriteVarint(blob, count);
        return blob.ToArray();
    }

    public static SketchFigures ToSketch(ReadOnlySpan<byte> blob)
    {
        var at = Start(blob);
        var buckets = new int[ReadVarint(blob, ref at)];
        var bucket = 0L;
        for (var i = 0; i < buckets.Length; i++)
            buckets[i] = (int)(bucket += ReadVarint(blob, ref at));
        var counts = new int[buckets.Length];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = (int)ReadVarint(blob, ref at);
        return new SketchFigures { Buckets = buckets, Counts = counts };
    }

    public static byte[] OfRanges(SeqRanges ranges)
    {
        var blob = new MemoryStream();
        blob.WriteByte(Format);
        WriteAscending(blob, ranges.Ranges.SelectMany(r => new[] { r.First, r.Last }), ranges.Ranges.Count * 2);
        return blob.ToArray();
    }

    public static SeqRanges ToRanges(ReadOnlySpan<byte> blob)
    {
        var at = Start(blob);
        var ends = ReadAscending(blob, ref at);
        return new SeqRanges(ends.Chunk(2).Select(pair => new SeqRange(pair[0], pair[1])));
    }

    private static int Start(ReadOnlySpan<byte> blob) =>
        blob.Length > 0 && blob[0] == Format ? 1 : throw new InvalidDataException("a stored list of numbers has an unknown format");

    private static void WriteAscending(MemoryStream blob, IEnumerable<long> numbers, int count)
    {
        WriteVarint(blob, count);
        var previous = 0L;
        foreach (var number in numbers)
        {
            WriteVarint(blob, number - previous);
            previous = number;
        }
    }

    private static long[] ReadAscending(ReadOnlySpan<byte> blob, ref int at)
    {
        var numbers = new long[ReadVarint(blob, ref at)];
        var previous = 0L;
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = previous += ReadVarint(blob, ref at);
        return numbers;
    }

    private static void WriteVarint(MemoryStream blob, long value)
    {
        var zigzag = (ulong)((value << 1) ^ (value >> 63));
        while (zigzag >= 0x80)
        {
            blob.WriteByte((byte)(zigzag | 0x80));
            zigzag >>= 7;
        }
        blob.WriteByte((byte)zigzag);
    }

    private static long ReadVarint(ReadOnlySpan<byte> blob, ref int at)
    {
        var zigzag = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = blob[at++];
            zigzag |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
        }
    }
}
