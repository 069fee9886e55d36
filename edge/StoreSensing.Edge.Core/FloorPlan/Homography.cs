using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>A point of the picture and where it lies on the floor.</summary>
/// <param name="Picture">0..1 of the picture.</param>
/// <param name="Floor">Metres on the floor plan.</param>
public readonly record struct PointPair(PlanePoint Picture, PlanePoint Floor);

/// <summary>Maps foot points of a picture to metres on the floor.</summary>
public sealed class Homography
{
    private readonly double[] _h;
    private readonly double[] _back;

    internal Homography(double[] h)
    {
        _h = h;
        _back = Inverse(h);
    }

    /// <summary>The way back, floor to picture, row by row; its scale is free, its sign is not: positive depth in front of the camera.</summary>
    internal ReadOnlySpan<double> FloorToPicture => _back;

    /// <summary>The map with the least squared distance on the floor, all pairs believed; throws <see cref="ArgumentException"/> when the pairs determine none.</summary>
    public static Homography From(IReadOnlyList<PointPair> pairs)
    {
        if (Problem(pairs) is { } problem)
            throw new ArgumentException(problem, nameof(pairs));
        return HomographyFit.Of(pairs);
    }

    /// <summary>Why the pairs determine no map, or null when they do. All pairs are believed; <see cref="FloorFit"/> looks for wrong ones.</summary>
    public static string? Problem(IReadOnlyList<PointPair> pairs)
    {
        if (Degeneracy.Of(pairs) is { } degenerate)
            return degenerate;
        var fit = HomographyFit.Of(pairs);
        for (var i = 0; i < pairs.Count; i++)
            if (!fit.TryMap(pairs[i].Picture, out _))
                return $"the point pairs contradict each other: with them, pair {i + 1} would lie behind the horizon; is the order of picture and floor points the same?";
        return null;
    }

    /// <summary>The floor position of a point of the picture, metres; false for points at or beyond the horizon.</summary>
    public bool TryMap(PlanePoint picture, out PlanePoint floor)
    {
        var w = (_h[6] * picture.X) + (_h[7] * picture.Y) + _h[8]; // 1 in the middle of the pairs, 0 on the horizon
        floor = default;
        if (!(w > 1e-6))
            return false;
        floor = new PlanePoint(
            ((_h[0] * picture.X) + (_h[1] * picture.Y) + _h[2]) / w,
            ((_h[3] * picture.X) + (_h[4] * picture.Y) + _h[5]) / w);
        return true;
    }

    /// <summary>Where in the picture a floor position is; false for positions at or behind the camera.</summary>
    public bool TryUnmap(PlanePoint floor, out PlanePoint picture)
    {
        var w = (_back[6] * floor.X) + (_back[7] * floor.Y) + _back[8];
        picture = new PlanePoint(
            ((_back[0] * floor.X) + (_back[1] * floor.Y) + _back[2]) / w,
            ((_back[3] * floor.X) + (_back[4] * floor.Y) + _back[5]) / w);
        // The same plane of numbers holds what lies behind the camera; only points that map forward again are seen.
        return w > 0 && double.IsFinite(picture.X + picture.Y) && TryMap(picture, out _);
    }

    /// <summary>
    /// How many metres of floor one unit of the picture is at a point, by the derivatives [∂X/∂x, ∂X/∂y, ∂Y/∂x, ∂Y/∂y]; false beyond the horizon.
    /// </summary>
    public bool TryScale(PlanePoint picture, out Scale scale)
    {
        scale = default;
        if (!TryMap(picture, out var floor))
            return false;
        var w = (_h[6] * picture.X) + (_h[7] * picture.Y) + _h[8];
        scale = new Scale(
            (_h[0] - (floor.X * _h[6])) / w, (_h[1] - (floor.X * _h[7])) / w,
            (_h[3] - (floor.Y * _h[6])) / w, (_h[4] - (floor.Y * _h[7])) / w);
        return true;
    }

    /// <summary>Root mean square distance between the pairs' floor points and where the map puts them, metres.</summary>
    public double Residual(IReadOnlyList<PointPair> pairs)
    {
        var sum = 0.0;
        foreach (var pair in pairs)
            sum += SquaredError(pair);
        return Math.Sqrt(sum / pairs.Count);
    }

    /// <summary>Squared distance between a pair's floor point and where the map puts it, square metres; infinite beyond the horizon.</summary>
    internal double SquaredError(in PointPair pair)
    {
        if (!TryMap(pair.Picture, out var floor))
            return double.PositiveInfinity;
        var (x, y) = (floor.X - pair.Floor.X, floor.Y - pair.Floor.Y);
        return (x * x) + (y * y);
    }

    // By cofactors, divided by the determinant so that a point in front of the camera keeps a positive last coordinate.
    private static double[] Inverse(double[] h)
    {
        double[] cofactors =
        [
            (h[4] * h[8]) - (h[5] * h[7]), (h[2] * h[7]) - (h[1] * h[8]), (h[1] * h[5]) - (h[2] * h[4]),
            (h[5] * h[6]) - (h[3] * h[8]), (h[0] * h[8]) - (h[2] * h[6]), (h[2] * h[3]) - (h[0] * h[5]),
            (h[3] * h[7]) - (h[4] * h[6]), (h[1] * h[6]) - (h[0] * h[7]), (h[0] * h[4]) - (h[1] * h[3]),
        ];
        var determinant = (h[0] * cofactors[0]) + (h[1] * cofactors[3]) + (h[2] * cofactors[6]);
        return [.. cofactors.Select(c => c / determinant)];
    }
}

/// <summary>Metres of floor per unit of the picture at one point.</summary>
/// <param name="XByX">∂X/∂x.</param>
/// <param name="XByY">∂X/∂y.</param>
/// <param name="YByX">∂Y/∂x.</param>
/// <param name="YByY">∂Y/∂y.</param>
public readonly record struct Scale(double XByX, double XByY, double YByX, double YByY)
{
    /// <summary>Square metres of floor per unit of picture area.</summary>
    public double Area => Math.Abs((XByX * YByY) - (XByY * YByX));

    /// <summary>The most metres of floor that a step of one unit in the picture can be: the largest singular value.</summary>
    public double Most
    {
        get
        {
            var squares = (XByX * XByX) + (XByY * XByY) + (YByX * YByX) + (YByY * YByY);
            return Math.Sqrt((squares + Math.Sqrt(Math.Max(0, (squares * squares) - (4 * Area * Area)))) / 2);
        }
    }
}
