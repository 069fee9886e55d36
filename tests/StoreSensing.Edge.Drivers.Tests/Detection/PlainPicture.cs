using StoreSensing.Testing;

namespace StoreSensing.Edge.Drivers.Tests.Detection;

/// <summary>
/// What detectors do to a picture before a network sees it, written down once more as plainly as possible: one destination pixel at a time, in
/// doubles, every source pixel weighed by a triangle as wide as the reduction.
/// </summary>
internal static class PlainPicture
{
    /// <summary>Columns and rows that a picture fills of an input when its proportions are kept.</summary>
    public static (int Columns, int Rows) Shown(DecodedPicture picture, int width, int height)
    {
        var scale = Math.Min((double)width / picture.Width, (double)height / picture.Height);
        return ((int)Math.Round(picture.Width * scale), (int)Math.Round(picture.Height * scale));
    }

    /// <summary>Planes of an input; <paramref name="order"/> says which colour each plane is, <paramref name="value"/> what becomes of 0..255 in a plane.</summary>
    /// <remarks>With <paramref name="coarseRows"/> rows are weighed in 256ths, as all networks but PicoDet's get them.</remarks>
    public static float[] Planes(DecodedPicture picture, int width, int height, (int Columns, int Rows) shown, int[] order, Func<double, int, double> value, bool coarseRows = true)
    {
        var planes = new float[3 * width * height];
        for (var plane = 0; plane < 3; plane++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    var colour = x < shown.Columns && y < shown.Rows ? Sample(picture, shown, x, y, order[plane], coarseRows) : 0;
                    planes[(plane * width * height) + (y * width) + x] = (float)value(colour, plane);
                }
        return planes;
    }

    private static double Sample(DecodedPicture picture, (int Columns, int Rows) shown, int x, int y, int channel, bool coarseRows)
    {
        var columns = Weights(x, picture.Width, shown.Columns);
        var rows = Weights(y, picture.Height, shown.Rows);
        if (coarseRows)
            rows = Coarse(rows);
        var sum = 0.0;
        foreach (var (v, ofRow) in rows)
            foreach (var (u, ofColumn) in columns)
                sum += ofRow * ofColumn * picture.Pixels[(((v * picture.Width) + u) * 3) + channel];
        return sum;
    }

    private static List<(int Pixel, double Weight)> Weights(int i, int source, int shown)
    {
        var scale = (double)source / shown;
        var (reach, centre) = (Math.Max(1, scale), (i + 0.5) * scale);
        var weights = new List<(int Pixel, double Weight)>();
        for (var pixel = Math.Max(0, (int)(centre - reach) - 1); pixel <= Math.Min(source - 1, centre + reach); pixel++)
            weights.Add((pixel, Math.Max(0, 1 - (Math.Abs(pixel + 0.5 - centre) / reach))));
        var sum = weights.Sum(w => w.Weight);
        return [.. weights.Select(w => (w.Pixel, w.Weight / sum))];
    }

    /// <summary>Whole 256ths: the sum of all weights up to each pixel is rounded, half up.</summary>
    private static List<(int Pixel, double Weight)> Coarse(List<(int Pixel, double Weight)> weights)
    {
        var (sum, before) = (0.0, 0.0);
        var coarse = new List<(int Pixel, double Weight)>();
        foreach (var (pixel, weight) in weights)
        {
            sum += weight;
            var rounded = Math.Floor((sum * 256) + 0.501);
            coarse.Add((pixel, (rounded - before) / 256));
            before = rounded;
        }
        return coarse;
    }
}
