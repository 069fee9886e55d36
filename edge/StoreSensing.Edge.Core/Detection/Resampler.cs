using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>
/// Resamples a rectangle of a picture: for each destination row, source rows are summed first, in vectors over whole rows, then columns, with a
/// pixel's three colours in one vector. One instance, one lane; allocates only when it needs more room than ever before.
/// </summary>
internal sealed class Resampler
{
    /// <summary>Taps of the longest loop of known length: as many weights are read of each column, the last of them 0.</summary>
    public const int UnrolledTaps = 5;

    private const int Colours = 3;

    private readonly ResampleAxis _columns = new();
    private readonly ResampleAxis _rows = new();
    private float[] _tall = [];

    /// <summary>How columns are made.</summary>
    public ResampleAxis ColumnsAxis => _columns;

    /// <summary>How rows are made.</summary>
    public ResampleAxis RowsAxis => _rows;

    /// <summary>Destination columns.</summary>
    public int Columns => _columns.Count;

    /// <summary>Destination rows.</summary>
    public int Rows => _rows.Count;

    /// <summary>Aims at a rectangle of pictures of one size; with <paramref name="coarseRows"/> rows' weights are 256ths.</summary>
    public void Aim(in PixelRectangle from, int pictureWidth, int pictureHeight, int columns, int rows, BeyondEdge beyond, bool coarseRows = false)
    {
        _columns.Aim(from.Left, from.Width, pictureWidth, columns, beyond);
        _rows.Aim(from.Top, from.Height, pictureHeight, rows, beyond, coarseRows);
        // Behind the last pixel taps of no weight are read, and the fourth lane of a pixel's vector; room from the beginning as the axes have it.
        var needed = ((pictureWidth + _columns.Stride) * Colours) + 1;
        if (_tall.Length < needed)
            _tall = new float[Math.Max(needed, ((pictureWidth + ResampleAxis.Generous(pictureWidth, columns)) * Colours) + 1)];
    }

    /// <summary>Writes the destination to the upper left of the planes, and black to the rest of them.</summary>
    public void Fill(Frame frame, in Planes planes, in InputColours colours)
    {
        planes.Blacken(Columns, Rows, colours);
        var gains = Vector128.Create(colours.Red.Gain, colours.Green.Gain, colours.Blue.Gain, 0);
        var offsets = Vector128.Create(colours.Red.Offset, colours.Green.Offset, colours.Blue.Offset, 0);
        for (var y = 0; y < Rows; y++)
        {
            SumRows(frame, y);
            var red = planes.Red.Slice(y * planes.Columns, Columns);
            var green = planes.Green.Slice(y * planes.Columns, Columns);
            var blue = planes.Blue.Slice(y * planes.Columns, Columns);
            // Two and three taps are what enlarging and a slight reduction need: the most pixels, and loops of known length.
            if (_columns.Taps <= 2)
                SumColumns<Two>(red, green, blue, gains, offsets);
            else if (_columns.Taps == 3)
                SumColumns<Three>(red, green, blue, gains, offsets);
            else if (_columns.Taps <= UnrolledTaps)
                SumColumns<Five>(red, green, blue, gains, offsets);
            else
                SumColumns<Many>(red, green, blue, gains, offsets);
        }
        _tall.AsSpan().Clear(); // the last rows of the picture
    }

    /// <summary>Writes the destination as (luma × gain) + offset, row by row; luma as in ITU-R BT.601.</summary>
    public void FillGrey(Frame frame, Span<float> grey, float gain, float offset)
    {
        var luma = Vector128.Create(0.2989f, 0.5870f, 0.1140f, 0) * gain;
        for (var y = 0; y < Rows; y++)
        {
            SumRows(frame, y);
            ref var tall = ref MemoryMarshal.GetArrayDataReference(_tall);
            ref var weights = ref MemoryMarshal.GetReference(_columns.AllWeights);
            for (var x = 0; x < Columns; x++)
            {
                var pixel = Sum<Many>(ref Unsafe.Add(ref tall, (_columns.First(x) - _columns.From) * Colours), ref Unsafe.Add(ref weights, x * _columns.Stride), _columns.Taps);
                grey[(y * Columns) + x] = Vector128.Dot(pixel, luma) + offset;
            }
        }
        _tall.AsSpan().Clear();
    }

    /// <summary>The weighted sum of the source rows of destination row <paramref name="y"/>, from the first column that is needed on.</summary>
    private void SumRows(Frame frame, int y)
    {
        var weights = _rows.Weights(y);
        var needed = (_columns.To - _columns.From) * Colours;
        if (weights.IsEmpty || needed <= 0)
        {
            _tall.AsSpan().Clear();
            return;
        }
        var sums = _tall.AsSpan(0, needed);
        var stride = frame.Width * Colours;
        var source = frame.Pixels.Slice(((_rows.First(y) * frame.Width) + _columns.From) * Colours, ((weights.Length - 1) * stride) + needed);
        var i = 0;
        if (needed >= Vector<byte>.Count)
        {
            // The slices above hold every block of every row.
            ref var first = ref MemoryMarshal.GetReference(source);
            ref var sum = ref MemoryMarshal.GetReference(sums);
            for (; i <= needed - Vector<byte>.Count; i += Vector<byte>.Count)
                SumBlock(ref Unsafe.Add(ref first, i), stride, weights, ref Unsafe.Add(ref sum, i));
            var last = needed - Vector<byte>.Count; // overlaps what is done
            if (i < needed)
                SumBlock(ref Unsafe.Add(ref first, last), stride, weights, ref Unsafe.Add(ref sum, last));
            return;
        }
        for (; i < needed; i++)
        {
            var sum = 0f;
            for (var k = 0; k < weights.Length; k++)
                sum += weights[k] * source[(k * stride) + i];
            sums[i] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumBlock(ref byte source, int stride, ReadOnlySpan<float> weights, ref float sums)
    {
        var (a, b, c, d) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        for (var k = 0; k < weights.Length; k++)
        {
            var weight = new Vector<float>(weights[k]);
            Vector.Widen(Vector.LoadUnsafe(ref source, (nuint)(k * stride)), out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            a = Vector.MultiplyAddEstimate(ToSingle(first), weight, a);
            b = Vector.MultiplyAddEstimate(ToSingle(second), weight, b);
            c = Vector.MultiplyAddEstimate(ToSingle(third), weight, c);
            d = Vector.MultiplyAddEstimate(ToSingle(fourth), weight, d);
        }
        a.StoreUnsafe(ref sums);
        b.StoreUnsafe(ref sums, (nuint)Vector<float>.Count);
        c.StoreUnsafe(ref sums, (nuint)(2 * Vector<float>.Count));
        d.StoreUnsafe(ref sums, (nuint)(3 * Vector<float>.Count));
    }

    // Bytes fit a signed integer, whose conversion to float is one instruction everywhere.
    private static Vector<float> ToSingle(Vector<uint> values) => Vector.ConvertToSingle(Vector.AsVectorInt32(values));

    private void SumColumns<TTaps>(Span<float> red, Span<float> green, Span<float> blue, Vector128<float> gains, Vector128<float> offsets)
        where TTaps : struct, ITaps
    {
        // Aim has made room for every tap of every column; without the bounds' checks this takes half the time.
        ref var tall = ref MemoryMarshal.GetArrayDataReference(_tall);
        ref var weights = ref MemoryMarshal.GetReference(_columns.AllWeights);
        var (from, stride, taps) = (_columns.From, _columns.Stride, _columns.Taps);
        var firsts = _columns.AllFirst;
        green = green[..red.Length];
        blue = blue[..red.Length];
        for (var x = 0; x < red.Length; x++)
        {
            var sum = Sum<TTaps>(ref Unsafe.Add(ref tall, (firsts[x] - from) * Colours), ref Unsafe.Add(ref weights, x * stride), taps);
            var pixel = Vector128.MultiplyAddEstimate(sum, gains, offsets);
            red[x] = pixel.GetElement(0);
            green[x] = pixel.GetElement(1);
            blue[x] = pixel.GetElement(2);
        }
    }

    /// <summary>Red, green and blue of a destination pixel; the fourth lane is another pixel's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sum<TTaps>(ref float source, ref float weights, int taps)
        where TTaps : struct, ITaps
    {
        var sum = Vector128.LoadUnsafe(ref source) * Vector128.Create(weights);
        if (TTaps.AtMost >= 2)
            sum = Add(ref source, ref weights, 1, sum);
        if (TTaps.AtMost >= 3)
            sum = Add(ref source, ref weights, 2, sum);
        if (TTaps.AtMost >= UnrolledTaps)
            sum = Add(ref source, ref weights, 4, Add(ref source, ref weights, 3, sum));
        for (var k = UnrolledTaps; k < taps && TTaps.AtMost > UnrolledTaps; k++)
            sum = Add(ref source, ref weights, k, sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Add(ref float source, ref float weights, int tap, Vector128<float> sum) =>
        Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref source, (nuint)(tap * Colours)), Vector128.Create(Unsafe.Add(ref weights, tap)), sum);

    /// <summary>How many taps a loop is compiled for.</summary>
    private interface ITaps
    {
        static abstract int AtMost { get; }
    }

    private readonly struct Two : ITaps
    {
        public static int AtMost => 2;
    }

    private readonly struct Three : ITaps
    {
        public static int AtMost => 3;
    }

    private readonly struct Five : ITaps
    {
        public static int AtMost => UnrolledTaps;
    }

    private readonly struct Many : ITaps
    {
        public static int AtMost => int.MaxValue;
    }
}
