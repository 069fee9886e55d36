using System.Numerics;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection.Motion;

/// <summary>A picture made smaller by a whole number, each pixel the mean of a square; red, green and blue in planes of their own, 0..255.</summary>
internal sealed class SmallPicture
{
    private readonly int _factor;
    private readonly ushort[] _column;

    public SmallPicture(int width, int height, int workingWidth)
    {
        _factor = Math.Max(1, (int)Math.Round((double)width / workingWidth));
        // What the factor leaves over at the right and lower edge, at most factor − 1 pixels, is not looked at.
        Width = Math.Max(1, width / _factor);
        Height = Math.Max(1, height / _factor);
        ScaleX = (float)_factor / width;
        ScaleY = (float)_factor / height;
        _column = new ushort[(width * 3) + Vector<ushort>.Count];
        // Room for whole vectors at the end.
        var size = (Width * Height) + Vector<float>.Count;
        (Red, Green, Blue) = (new float[size], new float[size], new float[size]);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>A pixel's width as a share of the picture's.</summary>
    public float ScaleX { get; }

    /// <summary>A pixel's height as a share of the picture's.</summary>
    public float ScaleY { get; }

    public float[] Red { get; }

    public float[] Green { get; }

    public float[] Blue { get; }

    /// <summary>Forgets the picture.</summary>
    public void Clear()
    {
        Array.Clear(Red);
        Array.Clear(Green);
        Array.Clear(Blue);
        Array.Clear(_column);
    }

    public void Fill(Frame frame)
    {
        var bytesPerRow = frame.Width * 3;
        var used = Width * _factor * 3;
        var scale = 1f / (_factor * _factor);
        for (var y = 0; y < Height; y++)
        {
            _column.AsSpan(0, used).Clear();
            for (var row = 0; row < _factor; row++)
                AddRow(frame.Pixels.Slice(((y * _factor) + row) * bytesPerRow, used));
            Gather(y * Width, scale);
        }
    }

    private void AddRow(ReadOnlySpan<byte> row)
    {
        var sums = _column.AsSpan();
        var i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out var low, out var high);
            var first = sums[i..];
            (new Vector<ushort>(first) + low).CopyTo(first);
            var second = sums[(i + Vector<ushort>.Count)..];
            (new Vector<ushort>(second) + high).CopyTo(second);
        }
        for (; i < row.Length; i++)
            sums[i] += row[i];
    }

    private void Gather(int at, float scale)
    {
        var sums = _column.AsSpan(0, Width * _factor * 3);
        var red = Red.AsSpan(at, Width);
        var green = Green.AsSpan(at, Width);
        var blue = Blue.AsSpan(at, Width);
        var step = _factor * 3;
        for (var x = 0; x < red.Length; x++)
        {
            var square = sums.Slice(x * step, step);
            int r = 0, g = 0, b = 0;
            for (var i = 0; i + 2 < square.Length; i += 3)
            {
                r += square[i];
                g += square[i + 1];
                b += square[i + 2];
            }
            (red[x], green[x], blue[x]) = (r * scale, g * scale, b * scale);
        }
    }
}
