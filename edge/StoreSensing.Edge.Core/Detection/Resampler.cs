using System.Numerics;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>
/// Resamples a rectangle of a picture row by row: rows are summed first, in vectors over whole source rows, then columns. One instance, one
/// lane; allocates only when it needs more room than ever before.
/// </summary>
internal sealed class Resampler
{
    private readonly ResampleAxis _columns = new();
    private readonly ResampleAxis _rows = new();
    private float[] _tall = [];
    private float[] _row = [];

    /// <summary>Destination columns.</summary>
    public int Columns => _columns.Count;

    /// <summary>Destination rows.</summary>
    public int Rows => _rows.Count;

    /// <summary>Aims at a rectangle of pictures of one size.</summary>
    public void Aim(in PixelRectangle from, int pictureWidth, int pictureHeight, int columns, int rows, BeyondEdge beyond)
    {
        _columns.Aim(from.Left, from.Width, pictureWidth, columns, beyond);
        _rows.Aim(from.Top, from.Height, pictureHeight, rows, beyond);
        if (_tall.Length < pictureWidth * 3)
            _tall = new float[pictureWidth * 3];
        if (_row.Length < columns * 3)
            _row = new float[columns * 3];
    }

    /// <summary>Destination row <paramref name="y"/>, RGBRGB…; overwritten by the next call.</summary>
    public ReadOnlySpan<float> Row(Frame frame, int y)
    {
        var row = _row.AsSpan(0, Columns * 3);
        var rowWeights = _rows.Weights(y);
        var needed = (_columns.To - _columns.From) * 3;
        if (rowWeights.IsEmpty || needed <= 0)
        {
            row.Clear();
            return row;
        }
        var tall = _tall.AsSpan(0, needed);
        tall.Clear();
        for (var k = 0; k < rowWeights.Length; k++)
            AddScaled(frame.Pixels.Slice((((_rows.First(y) + k) * frame.Width) + _columns.From) * 3, needed), rowWeights[k], tall);
        for (var x = 0; x < Columns; x++)
            SumColumns(tall, x, row.Slice(3 * x, 3));
        return row;
    }

    private void SumColumns(ReadOnlySpan<float> tall, int x, Span<float> pixel)
    {
        float r = 0, g = 0, b = 0;
        var weights = _columns.Weights(x);
        if (!weights.IsEmpty)
        {
            var taps = tall.Slice((_columns.First(x) - _columns.From) * 3, weights.Length * 3);
            for (var k = 0; k < weights.Length; k++)
            {
                r += weights[k] * taps[3 * k];
                g += weights[k] * taps[(3 * k) + 1];
                b += weights[k] * taps[(3 * k) + 2];
            }
        }
        (pixel[0], pixel[1], pixel[2]) = (r, g, b);
    }

    private static void AddScaled(ReadOnlySpan<byte> source, float weight, Span<float> sums)
    {
        var i = 0;
        for (; i <= source.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(source[i..]), out var low, out var high);
            Vector.Widen(low, out var a, out var b);
            Vector.Widen(high, out var c, out var d);
            AddScaled(a, weight, sums[i..]);
            AddScaled(b, weight, sums[(i + Vector<float>.Count)..]);
            AddScaled(c, weight, sums[(i + (2 * Vector<float>.Count))..]);
            AddScaled(d, weight, sums[(i + (3 * Vector<float>.Count))..]);
        }
        for (; i < source.Length; i++)
            sums[i] += weight * source[i];
    }

    // Bytes fit a signed integer, whose conversion to float is one instruction everywhere.
    private static void AddScaled(Vector<uint> values, float weight, Span<float> sums) =>
        (new Vector<float>(sums) + (Vector.ConvertToSingle(Vector.AsVectorInt32(values)) * weight)).CopyTo(sums);
}
