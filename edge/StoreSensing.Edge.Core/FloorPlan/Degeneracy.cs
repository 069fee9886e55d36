using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>Says why point pairs fix no plane.</summary>
internal static class Degeneracy
{
    /// <summary>The reason, or null when the pairs fix a plane.</summary>
    public static string? Of(IReadOnlyList<PointPair> pairs)
    {
        if (pairs.Count < 4)
            return $"a floor calibration needs at least 4 point pairs, this one has {pairs.Count}";
        for (var i = 0; i < pairs.Count; i++)
            if (!double.IsFinite(pairs[i].Picture.X + pairs[i].Picture.Y + pairs[i].Floor.X + pairs[i].Floor.Y))
                return $"point pair {i + 1} has a coordinate that is not a finite number";
        PlanePoint[] pictures = [.. pairs.Select(p => p.Picture)];
        PlanePoint[] floors = [.. pairs.Select(p => p.Floor)];
        if (FewDistinct(pictures) is { } picture)
            return $"the point pairs have only {picture} different points in the picture, at least 4 are needed";
        if (FewDistinct(floors) is { } floor)
            return $"the point pairs have only {floor} different points on the floor, at least 4 are needed";
        if (!HasFrame(pictures))
            return "three of four points lie on one line in the picture, so they fix no plane: spread them over the floor";
        if (!HasFrame(floors))
            return "three of four points lie on one line on the floor, so they fix no plane: spread them over the floor";
        return HasFrame(pictures, floors) ? null : "no four points fix a plane both in the picture and on the floor: spread them over the floor";
    }

    private static int? FewDistinct(PlanePoint[] points) => points.Distinct().Count() is var count && count < 4 ? count : null;

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
