using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.FloorPlan;

namespace StoreSensing.Twin.Cameras;

/// <summary>The way back of a calibration: from metres on the floor to 0..1 of the picture.</summary>
internal static class FloorToPicture
{
    /// <summary>The 3 × 3 map, row by row, with a positive depth where the pairs lie; of more than four pairs, the inverse of their best fit.</summary>
    public static double[] Of(IReadOnlyList<PointPair> pairs)
    {
        var fit = Homography.From(pairs);
        var (left, right) = (pairs.Min(p => p.Picture.X), pairs.Max(p => p.Picture.X));
        var (top, bottom) = (pairs.Min(p => p.Picture.Y), pairs.Max(p => p.Picture.Y));
        // Four places between the pairs determine it exactly; they are on the floor's side of the horizon, as the pairs are.
        var at = pairs.Count == 4
            ? [.. pairs.Select(p => p.Picture)]
            : new PlanePoint[] { new(left, bottom), new(right, bottom), new(right, top), new(left, top) }.Select(p => Nearest(fit, p, pairs)).ToArray();
        var rows = new double[8, 9];
        for (var i = 0; i < 4; i++)
        {
            fit.TryMap(at[i], out var floor);
            double[] x = [floor.X, floor.Y, 1, 0, 0, 0, -at[i].X * floor.X, -at[i].X * floor.Y, at[i].X];
            double[] y = [0, 0, 0, floor.X, floor.Y, 1, -at[i].Y * floor.X, -at[i].Y * floor.Y, at[i].Y];
            for (var k = 0; k < 9; k++)
                (rows[2 * i, k], rows[(2 * i) + 1, k]) = (x[k], y[k]);
        }
        double[] g = [.. Solve(rows), 1];
        fit.TryMap(at[0], out var first);
        var sign = Math.Sign((g[6] * first.X) + (g[7] * first.Y) + g[8]);
        return [.. g.Select(value => value * sign)];
    }

    private static PlanePoint Nearest(Homography fit, PlanePoint corner, IReadOnlyList<PointPair> pairs) =>
        fit.TryMap(corner, out _) ? corner : pairs.Select(p => p.Picture).MinBy(p => Math.Pow(p.X - corner.X, 2) + Math.Pow(p.Y - corner.Y, 2));

    // Gauss with the largest pivot of the column.
    private static double[] Solve(double[,] rows)
    {
        const int N = 8;
        for (var column = 0; column < N; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < N; row++)
                if (Math.Abs(rows[row, column]) > Math.Abs(rows[pivot, column]))
                    pivot = row;
            for (var k = 0; k <= N; k++)
                (rows[column, k], rows[pivot, k]) = (rows[pivot, k], rows[column, k]);
            for (var row = 0; row < N; row++)
            {
                if (row == column)
                    continue;
                var factor = rows[row, column] / rows[column, column];
                for (var k = column; k <= N; k++)
                    rows[row, k] -= factor * rows[column, k];
            }
        }
        return [.. Enumerable.Range(0, N).Select(i => rows[i, N] / rows[i, i])];
    }
}
