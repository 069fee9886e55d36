namespace StoreSensing.Contracts.Geometry;

/// <summary>Whether two polygons share area.</summary>
/// <remarks>
/// Each polygon's edges are cut where they meet the other's. Two simple polygons share area exactly when some piece runs strictly inside the other, or
/// when they are the same: then every piece runs along the other's edges. Polygons that only touch, at a corner or along a wall, share none.
/// </remarks>
public static class PolygonOverlap
{
    // Of the polygons' size: what lies closer to an edge lies on it, so that zones drawn side by side don't overlap by a rounding.
    private const double Tolerance = 1e-9;

    /// <summary>True when some area lies in both.</summary>
    public static bool Overlaps(this Polygon a, Polygon b)
    {
        var tolerance = Tolerance * Math.Max(Extent(a), Extent(b));
        return HasPieceInside(a, b, tolerance, out var runsAlong) || HasPieceInside(b, a, tolerance, out _) || runsAlong;
    }

    // runsAlong: every piece of a runs along b's edges, so that a closed simple curve lies on another one: they are one.
    private static bool HasPieceInside(Polygon a, Polygon b, double tolerance, out bool runsAlong)
    {
        runsAlong = true;
        var cuts = new List<double>();
        for (var i = 0; i < a.Corners.Count; i++)
        {
            var (from, to) = (a.Corners[i], a.Corners[(i + 1) % a.Corners.Count]);
            Cut(from, to, b, cuts);
            for (var c = 0; c + 1 < cuts.Count; c++)
            {
                var middle = At(from, to, (cuts[c] + cuts[c + 1]) / 2);
                if ((cuts[c + 1] - cuts[c]) * Length(from, to) <= tolerance || IsOnEdge(middle, b, tolerance))
                    continue;
                if (b.Contains(middle))
                    return true;
                runsAlong = false;
            }
        }
        return false;
    }

    // Where b's edges meet from–to, as shares of its length in order, both ends included.
    private static void Cut(PlanePoint from, PlanePoint to, Polygon b, List<double> cuts)
    {
        cuts.Clear();
        cuts.AddRange([0, 1]);
        var squared = Dot(from, to, to);
        for (var i = 0; i < b.Corners.Count; i++)
        {
            var (p, q) = (b.Corners[i], b.Corners[(i + 1) % b.Corners.Count]);
            cuts.Add(Dot(from, to, p) / squared); // its corners, too: an edge that runs along ends there
            var (sideP, sideQ) = (Segments.Side(p, from, to), Segments.Side(q, from, to));
            if (sideP != sideQ)
                cuts.Add(Dot(from, to, At(p, q, sideP / (sideP - sideQ))) / squared);
        }
        cuts.RemoveAll(t => !(t is >= 0 and <= 1));
        cuts.Sort();
    }

    private static bool IsOnEdge(PlanePoint point, Polygon polygon, double tolerance)
    {
        for (var i = 0; i < polygon.Corners.Count; i++)
        {
            var (a, b) = (polygon.Corners[i], polygon.Corners[(i + 1) % polygon.Corners.Count]);
            var foot = At(a, b, Math.Clamp(Dot(a, b, point) / Dot(a, b, b), 0, 1));
            if (Length(point, foot) <= tolerance)
                return true;
        }
        return false;
    }

    private static double Dot(PlanePoint from, PlanePoint to, PlanePoint p) => ((to.X - from.X) * (p.X - from.X)) + ((to.Y - from.Y) * (p.Y - from.Y));

    private static PlanePoint At(PlanePoint from, PlanePoint to, double share) => new(from.X + (share * (to.X - from.X)), from.Y + (share * (to.Y - from.Y)));

    private static double Length(PlanePoint a, PlanePoint b) => Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)));

    private static double Extent(Polygon polygon) => polygon.Corners.Max(c => Math.Max(Math.Abs(c.X), Math.Abs(c.Y)));
}
