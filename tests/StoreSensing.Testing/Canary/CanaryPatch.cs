using System.Runtime.InteropServices;

namespace StoreSensing.Testing.Canary;

/// <summary>A patch of pseudo-random colours that is painted over people, and every form of it that must not be found anywhere.</summary>
public sealed class CanaryPatch
{
    private const int Run = 16;
    private const int ShortRun = 10; // a quarter of the width has hardly more grey values

    private static readonly (float Gain, float Offset)[] InputScales = [(1, 0), (1 / 255f, 0), (2 / 255f, -1), (1 / 127.5f, -1)];
    private readonly byte[] _pixels;

    public CanaryPatch(int width, int height, int seed)
    {
        (Width, Height) = (width, height);
        _pixels = new byte[width * height * 3];
        new Random(seed).NextBytes(_pixels);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>RGBRGB…, rows top to bottom.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Paints it into a picture of packed RGB; what reaches over the edges is cut off.</summary>
    public void Paint(Span<byte> picture, int pictureWidth, int left, int top)
    {
        var pictureHeight = picture.Length / 3 / pictureWidth;
        var (from, to) = (Math.Max(left, 0), Math.Min(left + Width, pictureWidth));
        for (var y = Math.Max(0, -top); y < Height && top + y < pictureHeight && from < to; y++)
            _pixels.AsSpan(((y * Width) + from - left) * 3, (to - from) * 3).CopyTo(picture[((((top + y) * pictureWidth) + from) * 3)..]);
    }

    /// <summary>Every form: channels in both orders and apart, grey, halved and quartered, as numbers for a network.</summary>
    public IEnumerable<Needle> Needles() => Whole().Concat(Tensors()).Concat(Scaled(2)).Concat(Scaled(4));

    private IEnumerable<Needle> Whole()
    {
        for (var y = 0; y < Height; y++)
        {
            var rgb = _pixels.AsSpan(y * Width * 3, Width * 3).ToArray();
            foreach (var (form, row) in Rows(rgb))
                foreach (var run in Runs(row, Run))
                    foreach (var needle in Writings.All($"{form} of the picture", run))
                        yield return needle;
        }
    }

    // As the networks take them: 0..255, 0..1, −1..1; float32.
    private IEnumerable<Needle> Tensors()
    {
        for (var y = 0; y < Height; y++)
            foreach (var (form, row) in Rows(_pixels.AsSpan(y * Width * 3, Width * 3).ToArray()))
                foreach (var (gain, offset) in InputScales)
                    foreach (var run in Runs(MemoryMarshal.AsBytes<float>(Array.ConvertAll(row, v => (v * gain) + offset)).ToArray(), Run * 4))
                        yield return new Needle($"{form} of the picture as float32", run[..Run]);
    }

    private IEnumerable<Needle> Scaled(int factor)
    {
        for (var top = 0; top < factor; top++)
            for (var left = 0; left < factor; left++)
                for (var y = top; y + factor <= Height; y += factor)
                    foreach (var sampling in Enum.GetValues<Sampling>())
                        foreach (var (form, row) in Rows(Shrunk(left, y, factor, sampling)))
                            foreach (var run in Runs(row, row.Length >= Run ? Run : ShortRun))
                                foreach (var needle in Writings.Plain($"{form} of the picture at 1/{factor}", run))
                                    yield return needle;
    }

    private byte[] Shrunk(int left, int top, int factor, Sampling sampling)
    {
        var row = new byte[(Width - left) / factor * 3];
        for (var i = 0; i < row.Length; i++)
        {
            var (x, channel) = (left + (i / 3 * factor), i % 3);
            var sum = 0;
            for (var dy = 0; dy < factor; dy++)
                for (var dx = 0; dx < factor; dx++)
                    sum += _pixels[((((top + dy) * Width) + x + dx) * 3) + channel];
            row[i] = sampling switch
            {
                Sampling.Nearest => _pixels[(((top * Width) + x) * 3) + channel],
                Sampling.MeanRounded => (byte)((sum + (factor * factor / 2)) / (factor * factor)),
                _ => (byte)(sum / (factor * factor)),
            };
        }
        return row;
    }

    /// <summary>A row of packed RGB in other layouts.</summary>
    private static IEnumerable<(string Form, byte[] Row)> Rows(byte[] rgb)
    {
        var pixels = rgb.Length / 3;
        byte[] Made(int channels, Func<int, int, double> value) => [.. Enumerable.Range(0, pixels * channels).Select(i => (byte)Math.Clamp(value(i / channels, i % channels), 0, 255))];
        double Luma(int x) => (0.299 * rgb[3 * x]) + (0.587 * rgb[(3 * x) + 1]) + (0.114 * rgb[(3 * x) + 2]);
        yield return ("RGB", rgb);
        yield return ("BGR", Made(3, (x, c) => rgb[(3 * x) + 2 - c]));
        yield return ("RGBA", Made(4, (x, c) => c == 3 ? 255 : rgb[(3 * x) + c]));
        yield return ("BGRA", Made(4, (x, c) => c == 3 ? 255 : rgb[(3 * x) + 2 - c]));
        yield return ("red", Made(1, (x, _) => rgb[3 * x]));
        yield return ("green", Made(1, (x, _) => rgb[(3 * x) + 1]));
        yield return ("blue", Made(1, (x, _) => rgb[(3 * x) + 2]));
        yield return ("grey", Made(1, (x, _) => Math.Round(Luma(x))));
        yield return ("grey (cut)", Made(1, (x, _) => Math.Floor(Luma(x))));
        yield return ("grey (16..235)", Made(1, (x, _) => Math.Round(16 + (Luma(x) * 219 / 255))));
    }

    private static IEnumerable<byte[]> Runs(byte[] row, int length)
    {
        for (var from = 0; from + length <= row.Length; from += length)
            yield return row[from..(from + length)];
    }

    private enum Sampling
    {
        Nearest,
        MeanRounded,
        MeanCut,
    }
}
