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

    internal Homography(double[] h) => _h = h;

    /// <summary>Finds the map with the least squared distance on the floor; throws <see cref="ArgumentException"/> when the pairs determine none.</summary>
    public static Homography From(IReadOnlyList<PointPair> pairs)
    {
        if (Problem(pairs) is { } problem)
            throw new ArgumentException(problem, nameof(pairs));
        return HomographyFit.Of(pairs);
    }

    /// <summary>Why the pairs determine no map, or null when they do.</summary>
    public static string? Problem(IReadOnlyList<PointPair> pairs)
    {
        if (pairs.Count < 4)
            return $"a floor calibration needs at least 4 point pairs, this one has {pairs.Count}";
        for (var i = 0; i < pairs.Count; i++)
            if (!double.IsFinite(pairs[i].Picture.X + pairs[i].Picture.Y + pairs[i].Floor.X + pairs[i].Floor.Y))
                return $"point pair {i + 1} has a coordinate that is not a finite number";
        PlanePoint[] pictures = [.. pairs.Select(p => p.Picture)];
        PlanePoint[] floors = [.. pairs.Select(p => p.Floor)];
        if (!HasFrame(pictures))
            return "three of four points lie on one line in the picture, so they fix no plane: spread them over the floor";
        if (!HasFrame(floors))
            return "three of four points lie on one line on the floor, so they fix no plane: spread them over the floor";
        if (!HasFrame(pictures, floors))
            return "no four points fix a plane both in the picture and on the floor: spread them over the floor";
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

    // Four points with no three on a line fix a plane; they are looked for among all, the same four in every plane given.
    private static bool HasFrame(params PlanePoint[][] planes)
    {
        var limits = planes.Select(p => 1e-6 * Math.Pow(Math.Max(p.Max(q => q.X) - p.Min(q => q.X), p.Max(q => q.Y) - p.Min(q => q.Y)), 2)).ToArray();
        bool Flat(int a, int b, int c) => planes.Zip(limits).Any(x => Math.Abs(Segments.Side(x.First[a], x.First[b], x.First[c])) <= x.Second);
        var count = planes[0].Length;
        for (var a = 0; a < count; a++)
            for (var b = a + 1; b < count; b++)
                for (var c = b + 1; c < count; c++)
                    for (var d = c + 1; !Flat(a, b, c) && d < count; d++)
                        if (!Flat(a, b, d) && !Flat(a, c, d) && !Flat(b, c, d))
                            return true;
        return false;
    }
}
