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
    private const int Colours = 3;

    private readonly ResampleAxis _columns = new();
    private readonly ResampleAxis _rows = new();
    private float[] _tall = [];

    /// <summary>Destination columns.</summary>
    public int Columns => _columns.Count;

    /// <summary>Destination rows.</summary>
    public int Rows => _rows.Count;

    /// <summary>Aims at a rectangle of pictures of one size.</summary>
    public void Aim(in PixelRectangle from, int pictureWidth, int pictureHeight, int columns, int rows, BeyondEdge beyond)
    {
        _columns.Aim(from.Left, from.Width, pictureWidth, columns, beyond);
        _rows.Aim(from.Top, from.Height, pictureHeight, rows, beyond);
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
            for (var x = 0; x < red.Length; x++)
            {
                var pixel = Vector128.MultiplyAddEstimate(SumColumns(x), gains, offsets);
                red[x] = pixel.GetElement(0);
                green[x] = pixel.GetElement(1);
                blue[x] = pixel.GetElement(2);
            }
        }
    }

    /// <summary>Writes the destination as (luma × gain) + offset, row by row; luma as in ITU-R BT.601.</summary>
    public void FillGrey(Frame frame, Span<float> grey, float gain, float offset)
    {
        var luma = Vector128.Create(0.2989f, 0.5870f, 0.1140f, 0) * gain;
        for (var y = 0; y < Rows; y++)
        {
            SumRows(frame, y);
            for (var x = 0; x < Columns; x++)
                grey[(y * Columns) + x] = Vector128.Dot(SumColumns(x), luma) + offset;
        }
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
        var source = frame.Pixels[(((_rows.First(y) * frame.Width) + _columns.From) * Colours)..];
        var stride = frame.Width * Colours;
        var i = 0;
        if (needed >= Vector<byte>.Count)
        {
            for (; i <= needed - Vector<byte>.Count; i += Vector<byte>.Count)
                SumBlock(source[i..], stride, weights, sums[i..]);
            if (i < needed)
                SumBlock(source[(needed - Vector<byte>.Count)..], stride, weights, sums[(needed - Vector<byte>.Count)..]); // overlaps what is done
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

    private static void SumBlock(ReadOnlySpan<byte> source, int stride, ReadOnlySpan<float> weights, Span<float> sums)
    {
        var (a, b, c, d) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        for (var k = 0; k < weights.Length; k++)
        {
            var weight = new Vector<float>(weights[k]);
            Vector.Widen(new Vector<byte>(source[(k * stride)..]), out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            a = Vector.MultiplyAddEstimate(ToSingle(first), weight, a);
            b = Vector.MultiplyAddEstimate(ToSingle(second), weight, b);
            c = Vector.MultiplyAddEstimate(ToSingle(third), weight, c);
            d = Vector.MultiplyAddEstimate(ToSingle(fourth), weight, d);
        }
        a.CopyTo(sums);
        b.CopyTo(sums[Vector<float>.Count..]);
        c.CopyTo(sums[(2 * Vector<float>.Count)..]);
        d.CopyTo(sums[(3 * Vector<float>.Count)..]);
    }

    // Bytes fit a signed integer, whose conversion to float is one instruction everywhere.
    private static Vector<float> ToSingle(Vector<uint> values) => Vector.ConvertToSingle(Vector.AsVectorInt32(values));

    /// <summary>Red, green and blue of destination column <paramref name="x"/>; the fourth lane is another pixel's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<float> SumColumns(int x)
    {
        // Aim has made room for every tap of every column; without the bounds' checks this takes half the time.
        ref var source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_tall), (_columns.First(x) - _columns.From) * Colours);
        ref var weights = ref Unsafe.Add(ref MemoryMarshal.GetReference(_columns.AllWeights), x * _columns.Stride);
        var sum = Vector128.LoadUnsafe(ref source) * weights;
        for (var k = 1; k < _columns.Taps; k++)
            sum = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref source, (nuint)(k * Colours)), Vector128.Create(Unsafe.Add(ref weights, k)), sum);
        return sum;
    }
}
