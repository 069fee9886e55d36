using MathNet.Numerics.LinearAlgebra.Double;
using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>A point of the picture and where it lies on the floor.</summary>
/// <param name="Picture">0..1 of the picture.</param>
/// <param name="Floor">Metres on the floor plan.</param>
public readonly record struct PointPair(PlanePoint Picture, PlanePoint Floor);

/// <summary>Maps foot points of a picture to metres on the floor.</summary>
/// <remarks>
/// Normalised direct linear transform: Hartley and Zisserman, "Multiple View Geometry in Computer Vision" (2nd ed.), algorithm 4.2; the least
/// squares solution where there are more than four pairs.
/// </remarks>
public sealed class Homography
{
    private readonly double[] _h;

    private Homography(double[] h) => _h = h;

    /// <summary>Finds the map; throws <see cref="ArgumentException"/> with the reason when the pairs don't determine one.</summary>
    public static Homography From(IReadOnlyList<PointPair> pairs)
    {
        if (Problem(pairs) is { } problem)
            throw new ArgumentException(problem, nameof(pairs));
        return Solve(pairs);
    }

    /// <summary>Why the pairs determine no map, or null when they do.</summary>
    public static string? Problem(IReadOnlyList<PointPair> pairs)
    {
        if (pairs.Count < 4)
            return $"a floor calibration needs at least 4 point pairs, this one has {pairs.Count}";
        if (Degenerate([.. pairs.Select(p => p.Picture)]))
            return "three of four points lie on one line in the picture, so they fix no plane: spread them over the floor";
        if (Degenerate([.. pairs.Select(p => p.Floor)]))
            return "three of four points lie on one line on the floor, so they fix no plane: spread them over the floor";
        return null;
    }

    /// <summary>The floor position of a point of the picture, metres; false for points at or beyond the horizon.</summary>
    public bool TryMap(PlanePoint picture, out PlanePoint floor)
    {
        var w = (_h[6] * picture.X) + (_h[7] * picture.Y) + _h[8];
        floor = default;
        if (w * _h[9] <= 1e-9)
            return false;
        floor = new PlanePoint(
            ((_h[0] * picture.X) + (_h[1] * picture.Y) + _h[2]) / w,
            ((_h[3] * picture.X) + (_h[4] * picture.Y) + _h[5]) / w);
        return true;
    }

    /// <summary>Root mean square distance between the pairs' floor points and where the map puts them, metres.</summary>
    public double Residual(IReadOnlyList<PointPair> pairs)
    {
        var sum = 0.0;
        foreach (var pair in pairs)
        {
            if (!TryMap(pair.Picture, out var floor))
                return double.PositiveInfinity;
            sum += Math.Pow(floor.X - pair.Floor.X, 2) + Math.Pow(floor.Y - pair.Floor.Y, 2);
        }
        return Math.Sqrt(sum / pairs.Count);
    }

    private static Homography Solve(IReadOnlyList<PointPair> pairs)
    {
        var (pictures, fromPicture) = Normalise([.. pairs.Select(p => p.Picture)]);
        var (floors, fromFloor) = Normalise([.. pairs.Select(p => p.Floor)]);
        var a = new DenseMatrix(Math.Max(9, 2 * pairs.Count), 9);
        for (var i = 0; i < pairs.Count; i++)
        {
            var (x, y) = (pictures[i].X, pictures[i].Y);
            var (u, v) = (floors[i].X, floors[i].Y);
            a.SetRow(2 * i, [-x, -y, -1, 0, 0, 0, u * x, u * y, u]);
            a.SetRow((2 * i) + 1, [0, 0, 0, -x, -y, -1, v * x, v * y, v]);
        }
        var h = a.Svd().VT.Row(8);
        var normalised = DenseMatrix.OfRowArrays([h[0], h[1], h[2]], [h[3], h[4], h[5]], [h[6], h[7], h[8]]);
        var map = fromFloor.Inverse() * normalised * fromPicture;
        var w = (map[2, 0] * pairs[0].Picture.X) + (map[2, 1] * pairs[0].Picture.Y) + map[2, 2];
        return new Homography([.. map.ToRowMajorArray(), Math.Sign(w)]); // the sign tells the side of the horizon that the floor is on
    }

    private static (PlanePoint[] Points, DenseMatrix Transform) Normalise(PlanePoint[] points)
    {
        var x = points.Average(p => p.X);
        var y = points.Average(p => p.Y);
        var distance = points.Average(p => Math.Sqrt(Math.Pow(p.X - x, 2) + Math.Pow(p.Y - y, 2)));
        var s = Math.Sqrt(2) / distance;
        var moved = points.Select(p => new PlanePoint((p.X - x) * s, (p.Y - y) * s)).ToArray();
        return (moved, DenseMatrix.OfRowArrays([s, 0, -s * x], [0, s, -s * y], [0, 0, 1]));
    }

    // Four points in general position (no three on a line) are enough; they are looked for among all.
    private static bool Degenerate(PlanePoint[] p)
    {
        var extent = Math.Max(p.Max(q => q.X) - p.Min(q => q.X), p.Max(q => q.Y) - p.Min(q => q.Y));
        bool Flat(int a, int b, int c) => Math.Abs(Segments.Side(p[a], p[b], p[c])) <= 1e-6 * extent * extent;
        for (var a = 0; a < p.Length; a++)
            for (var b = a + 1; b < p.Length; b++)
                for (var c = b + 1; c < p.Length; c++)
                    for (var d = c + 1; d < p.Length; d++)
                        if (!Flat(a, b, c) && !Flat(a, b, d) && !Flat(a, c, d) && !Flat(b, c, d))
                            return false;
        return true;
    }
}
