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
    public static float[] Planes(DecodedPicture picture, int width, int height, (int Columns, int Rows) shown, int[] order, Func<double, int, double> value)
    {
        var planes = new float[3 * width * height];
        for (var plane = 0; plane < 3; plane++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    var colour = x < shown.Columns && y < shown.Rows ? Sample(picture, shown, x, y, order[plane]) : 0;
                    planes[(plane * width * height) + (y * width) + x] = (float)value(colour, plane);
                }
        return planes;
    }

    private static double Sample(DecodedPicture picture, (int Columns, int Rows) shown, int x, int y, int channel)
    {
        var (scaleX, scaleY) = ((double)picture.Width / shown.Columns, (double)picture.Height / shown.Rows);
        var (reachX, reachY) = (Math.Max(1, scaleX), Math.Max(1, scaleY));
        var (centreX, centreY) = ((x + 0.5) * scaleX, (y + 0.5) * scaleY);
        double sum = 0, weights = 0;
        for (var v = Math.Max(0, (int)(centreY - reachY) - 1); v <= Math.Min(picture.Height - 1, centreY + reachY); v++)
        {
            for (var u = Math.Max(0, (int)(centreX - reachX) - 1); u <= Math.Min(picture.Width - 1, centreX + reachX); u++)
            {
                var weight = Math.Max(0, 1 - (Math.Abs(u + 0.5 - centreX) / reachX)) * Math.Max(0, 1 - (Math.Abs(v + 0.5 - centreY) / reachY));
                sum += weight * picture.Pixels[(((v * picture.Width) + u) * 3) + channel];
                weights += weight;
            }
        }
        return sum / weights;
    }
}
