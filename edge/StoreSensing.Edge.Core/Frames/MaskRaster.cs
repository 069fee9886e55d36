using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.Frames;

/// <summary>Turns polygons into runs of the pixels that they touch.</summary>
internal static class MaskRaster
{
    /// <summary>Runs as first pixel (row × width + column) and count, in order, none across rows, overlapping polygons merged.</summary>
    public static (int Start, int Length)[] Runs(IReadOnlyList<Polygon> polygons, int width, int height)
    {
        var covered = new bool[width];
        var runs = new List<(int, int)>();
        for (var row = 0; row < height; row++)
        {
            Array.Clear(covered);
            foreach (var polygon in polygons)
                CoverRow(polygon, row, width, height, covered);
            for (var column = 0; column < width; column++)
            {
                if (!covered[column])
                    continue;
                var first = column;
                while (column < width && covered[column])
                    column++;
                runs.Add(((row * width) + first, column - first));
            }
        }
        return [.. runs];
    }

    private static void CoverRow(Polygon polygon, int row, int width, int height, bool[] covered)
    {
        // Inside: pairs of crossings with the row's middle. Touched: every edge's stretch within the row, which also catches slivers
        // and corners that the middle misses.
        var corners = polygon.Corners;
        var crossings = new List<double>();
        var middle = row + 0.5;
        for (var i = 0; i < corners.Count; i++)
        {
            var (ax, ay) = (corners[i].X * width, corners[i].Y * height);
            var next = corners[(i + 1) % corners.Count];
            var (bx, by) = (next.X * width, next.Y * height);
            if (ay > middle != by > middle)
                crossings.Add(ax + ((middle - ay) / (by - ay) * (bx - ax)));
            CoverEdge(ax, ay, bx, by, row, width, covered);
        }
        crossings.Sort();
        for (var i = 0; i + 1 < crossings.Count; i += 2)
            Cover(crossings[i], crossings[i + 1], width, covered);
    }

    private static void CoverEdge(double ax, double ay, double bx, double by, int row, int width, bool[] covered)
    {
        var (top, bottom) = (Math.Max(Math.Min(ay, by), row), Math.Min(Math.Max(ay, by), row + 1));
        // Meeting the row only at its border touches none of its pixels.
        if (ay == by ? ay <= row || ay >= row + 1 : top >= bottom)
            return;
        var (left, right) = ay == by ? (ax, bx) : (At(top), At(bottom));
        Cover(Math.Min(left, right), Math.Max(left, right), width, covered);

        double At(double y) => ax + ((y - ay) / (by - ay) * (bx - ax));
    }

    private static void Cover(double left, double right, int width, bool[] covered)
    {
        var first = (int)Math.Clamp(Math.Floor(left), 0, width);
        var end = (int)Math.Clamp(Math.Ceiling(right), 0, width);
        for (var column = first; column < end; column++)
            covered[column] = true;
    }
}
