using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>
/// What <see cref="Resampler"/> does, in 16-bit integers, eight destination pixels at a time: a fraction of the time where a processor multiplies
/// and adds pairs of them (AVX2). Rows' weights must be 256ths; columns' are rounded to 1/32767.
/// </summary>
internal sealed class IntegerResampler
{
    private const int Colours = 3;
    private const int Group = 8; // destination pixels at a time
    private const int Block = 64; // bytes of a row at a time
    private const int MostPairs = 3; // of taps
    private const int PairLength = 4 * Group; // weights of a pair of taps for a group, each once for each colour and an idle lane
    private const int One = short.MaxValue; // as a column's weight
    private const short Black = short.MinValue; // a level of 0 in a sum of rows: 256ths less 128 levels, which just fit

    // From the pixels of two taps, R0 G0 B0 R1 G1 B1, 16 bits each: R0 R1, G0 G1, B0 B1, nothing; the same in both halves.
    private static readonly Vector256<byte> _byColour = Vector256.Create(Vector128.Create(0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11, 128, 128, 128, (byte)128));

    private ResampleAxis _columns = new();
    private ResampleAxis _rows = new();
    private int[] _offsets = [];
    private int[] _pairs = [];
    private short[] _tall = [];
    private int _pairsPerPixel;

    /// <summary>Takes axes that are aimed at a picture; false where this can't be done here and <see cref="Resampler"/> must do it.</summary>
    public bool Aim(ResampleAxis columns, ResampleAxis rows, int pictureWidth)
    {
        if (!Avx2.IsSupported || columns.Taps > 2 * MostPairs || columns.Count < Group || (columns.To - columns.From) * Colours < Block)
            return false;
        for (var x = 0; x < columns.Count; x++)
            if (columns.Weights(x).IsEmpty) // beyond the edge
                return false;
        (_columns, _rows, _pairsPerPixel) = (columns, rows, (columns.Taps + 1) / 2);
        var groups = (columns.Count + Group - 1) / Group;
        // Room for the most pairs, and behind the last pixel for taps of no weight and a whole vector.
        Reserve(ref _offsets, groups * Group);
        Reserve(ref _pairs, groups * MostPairs * PairLength);
        Reserve(ref _tall, ((pictureWidth + (2 * MostPairs)) * Colours) + Group);
        for (var group = 0; group < groups; group++)
            Weigh(group);
        return true;
    }

    /// <summary>Writes the destination to the upper left of the planes, and black to the rest of them.</summary>
    public void Fill(Frame frame, in Planes planes, in InputColours colours)
    {
        planes.Blacken(_columns.Count, _rows.Count, colours);
        var levels = Levels.Of(colours);
        for (var y = 0; y < _rows.Count; y++)
        {
            SumRows(frame, y);
            if (_pairsPerPixel == 1)
                SumColumns<OnePair>(planes, y * planes.Columns, levels);
            else if (_pairsPerPixel == 2)
                SumColumns<TwoPairs>(planes, y * planes.Columns, levels);
            else
                SumColumns<ThreePairs>(planes, y * planes.Columns, levels);
        }
        _tall.AsSpan().Clear(); // the last rows of the picture
    }

    private static void Reserve<T>(ref T[] room, int needed)
    {
        if (room.Length < needed)
            room = new T[needed];
    }

    /// <summary>The first pixel of a group: the last group overlaps the one before, so that every group is full.</summary>
    private int Start(int group) => Math.Min(group * Group, _columns.Count - Group);

    private void Weigh(int group)
    {
        // A vector holds a pixel and the fourth one after it: so transposing within halves is enough to have eight of a colour in a row.
        for (var i = 0; i < Group; i++)
        {
            var x = Start(group) + i;
            _offsets[(group * Group) + i] = (_columns.First(x) - _columns.From) * Colours;
            var weights = _columns.Weights(x);
            var sum = 0f;
            for (var pair = 0; pair < _pairsPerPixel; pair++)
            {
                var (even, odd) = (Weight(weights, 2 * pair, ref sum), Weight(weights, (2 * pair) + 1, ref sum));
                var at = (((group * _pairsPerPixel) + pair) * PairLength) + (i % 4 * 8) + (i / 4 * 4);
                _pairs.AsSpan(at, 4).Fill(even | (odd << 16));
            }
        }
    }

    // Sums are rounded, so that all of a pixel's weights together are exactly one.
    private static int Weight(ReadOnlySpan<float> weights, int tap, ref float sum)
    {
        if (tap >= weights.Length)
            return 0;
        var before = (int)MathF.Round(sum * One);
        sum += weights[tap];
        return (int)MathF.Round(sum * One) - before;
    }

    /// <summary>The weighted sum of the source rows of destination row <paramref name="y"/>, in 256ths of a level.</summary>
    private void SumRows(Frame frame, int y)
    {
        var weights = _rows.Weights(y);
        if (weights.IsEmpty)
        {
            _tall.AsSpan().Fill(Black);
            return;
        }
        var needed = (_columns.To - _columns.From) * Colours;
        var stride = frame.Width * Colours;
        // The slice holds every block of every row.
        ref var source = ref MemoryMarshal.GetReference(
            frame.Pixels.Slice(((_rows.First(y) * frame.Width) + _columns.From) * Colours, ((weights.Length - 1) * stride) + needed));
        ref var tall = ref MemoryMarshal.GetReference(_tall.AsSpan(0, needed));
        for (var i = 0; i <= needed - Block; i += Block)
            SumBlock(ref Unsafe.Add(ref source, i), stride, weights, ref Unsafe.Add(ref tall, i));
        if (needed % Block != 0) // overlaps what is done
            SumBlock(ref Unsafe.Add(ref source, needed - Block), stride, weights, ref Unsafe.Add(ref tall, needed - Block));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumBlock(ref byte source, int stride, ReadOnlySpan<float> weights, ref short tall)
    {
        var black = Vector256.Create(Black).AsUInt16();
        var (a, b, c, d) = (black, black, black, black);
        for (var k = 0; k < weights.Length; k++)
        {
            var weight = Vector256.Create((ushort)(int)(weights[k] * ResampleAxis.Parts));
            ref var row = ref Unsafe.Add(ref source, k * stride);
            a += Wide(ref row, 0) * weight;
            b += Wide(ref row, 16) * weight;
            c += Wide(ref row, 32) * weight;
            d += Wide(ref row, 48) * weight;
        }
        a.AsInt16().StoreUnsafe(ref tall);
        b.AsInt16().StoreUnsafe(ref tall, 16);
        c.AsInt16().StoreUnsafe(ref tall, 32);
        d.AsInt16().StoreUnsafe(ref tall, 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Wide(ref byte source, nuint at) => Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref source, at)).AsUInt16();

    private void SumColumns<TPairs>(in Planes planes, int row, in Levels levels)
        where TPairs : struct, IPairs
    {
        // Aim has made room for every pair of every group, and the slices are as long as the destination.
        ref var red = ref MemoryMarshal.GetReference(planes.Red.Slice(row, _columns.Count));
        ref var green = ref MemoryMarshal.GetReference(planes.Green.Slice(row, _columns.Count));
        ref var blue = ref MemoryMarshal.GetReference(planes.Blue.Slice(row, _columns.Count));
        ref var tall = ref MemoryMarshal.GetArrayDataReference(_tall);
        ref var offset = ref MemoryMarshal.GetArrayDataReference(_offsets);
        ref var pairs = ref MemoryMarshal.GetArrayDataReference(_pairs);
        var (gains, offsets) = (levels.Gains, levels.Offsets);
        var (redGain, greenGain, blueGain) = (Vector256.Create(gains[0]), Vector256.Create(gains[1]), Vector256.Create(gains[2]));
        var (redOffset, greenOffset, blueOffset) = (Vector256.Create(offsets[0]), Vector256.Create(offsets[1]), Vector256.Create(offsets[2]));
        var last = _columns.Count - Group;
        for (var next = 0; next < _columns.Count; next += Group)
        {
            var a = Sum<TPairs>(ref tall, offset, Unsafe.Add(ref offset, 4), ref pairs);
            var b = Sum<TPairs>(ref tall, Unsafe.Add(ref offset, 1), Unsafe.Add(ref offset, 5), ref Unsafe.Add(ref pairs, 8));
            var c = Sum<TPairs>(ref tall, Unsafe.Add(ref offset, 2), Unsafe.Add(ref offset, 6), ref Unsafe.Add(ref pairs, 16));
            var d = Sum<TPairs>(ref tall, Unsafe.Add(ref offset, 3), Unsafe.Add(ref offset, 7), ref Unsafe.Add(ref pairs, 24));
            pairs = ref Unsafe.Add(ref pairs, TPairs.Count * PairLength);
            offset = ref Unsafe.Add(ref offset, Group);
            var (redGreenLow, blueLow) = (Avx2.UnpackLow(a, b).AsInt64(), Avx2.UnpackHigh(a, b).AsInt64());
            var (redGreenHigh, blueHigh) = (Avx2.UnpackLow(c, d).AsInt64(), Avx2.UnpackHigh(c, d).AsInt64());
            var x = (nuint)Math.Min(next, last);
            Value(Avx2.UnpackLow(redGreenLow, redGreenHigh), redGain, redOffset).StoreUnsafe(ref red, x);
            Value(Avx2.UnpackHigh(redGreenLow, redGreenHigh), greenGain, greenOffset).StoreUnsafe(ref green, x);
            Value(Avx2.UnpackLow(blueLow, blueHigh), blueGain, blueOffset).StoreUnsafe(ref blue, x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Value(Vector256<long> sums, Vector256<float> gain, Vector256<float> offset) =>
        Vector256.MultiplyAddEstimate(Vector256.ConvertToSingle(sums.AsInt32()), gain, offset);

    /// <summary>Two destination pixels: red, green, blue and nothing of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Sum<TPairs>(ref short tall, int first, int second, ref int pairs)
        where TPairs : struct, IPairs
    {
        ref var low = ref Unsafe.Add(ref tall, first);
        ref var high = ref Unsafe.Add(ref tall, second);
        var sum = Pair(ref low, ref high, ref pairs);
        if (TPairs.Count > 1)
            sum += Pair(ref Unsafe.Add(ref low, 2 * Colours), ref Unsafe.Add(ref high, 2 * Colours), ref Unsafe.Add(ref pairs, PairLength));
        if (TPairs.Count > 2)
            sum += Pair(ref Unsafe.Add(ref low, 4 * Colours), ref Unsafe.Add(ref high, 4 * Colours), ref Unsafe.Add(ref pairs, 2 * PairLength));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Pair(ref short first, ref short second, ref int weights)
    {
        var pixels = Vector256.Create(Vector128.LoadUnsafe(ref first), Vector128.LoadUnsafe(ref second));
        return Avx2.MultiplyAddAdjacent(Avx2.Shuffle(pixels.AsByte(), _byColour).AsInt16(), Vector256.LoadUnsafe(ref weights).AsInt16());
    }

    /// <summary>How sums become a network's values: red, green, blue.</summary>
    private readonly record struct Levels(Vector128<float> Gains, Vector128<float> Offsets)
    {
        public static Levels Of(in InputColours colours)
        {
            const float unit = 1f / (ResampleAxis.Parts * One);
            const float black = (float)Black / ResampleAxis.Parts;
            var gains = Vector128.Create(colours.Red.Gain, colours.Green.Gain, colours.Blue.Gain, 0);
            return new Levels(gains * unit, Vector128.Create(colours.Red.Offset, colours.Green.Offset, colours.Blue.Offset, 0) - (gains * black));
        }
    }

    /// <summary>How many pairs of taps a loop is compiled for.</summary>
    private interface IPairs
    {
        static abstract int Count { get; }
    }

    private readonly struct OnePair : IPairs
    {
        public static int Count => 1;
    }

    private readonly struct TwoPairs : IPairs
    {
        public static int Count => 2;
    }

    private readonly struct ThreePairs : IPairs
    {
        public static int Count => 3;
    }
}
