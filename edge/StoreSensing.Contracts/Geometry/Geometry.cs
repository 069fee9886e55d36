namespace StoreSensing.Contracts.Geometry;

/// <summary>A point on a surface: metres on a floor plan, or 0..1 of a picture.</summary>
public readonly record struct PlanePoint(double X, double Y);

/// <summary>A closed polygon, concave allowed; a point on an edge is inside.</summary>
public sealed class Polygon
{
    private readonly PlanePoint[] _corners;

    /// <summary>Throws <see cref="ArgumentException"/> with the reason when the corners make no polygon.</summary>
    public Polygon(IEnumerable<PlanePoint> corners)
    {
        _corners = [.. corners];
        if (Problem(_corners) is { } problem)
            throw new ArgumentException(problem, nameof(corners));
    }

    /// <summary>The corners in order.</summary>
    public IReadOnlyList<PlanePoint> Corners => _corners;

    /// <summary>Its area, in the square of the surface's unit.</summary>
    public double Area => Math.Abs(SignedArea(_corners));

    /// <summary>Why the corners make no polygon, or null when they do.</summary>
    public static string? Problem(IReadOnlyList<PlanePoint> corners)
    {
        if (corners.Count < 3)
            return $"a zone needs at least 3 points, this one has {corners.Count}";
        foreach (var corner in corners)
            if (!double.IsFinite(corner.X) || !double.IsFinite(corner.Y))
                return "a corner is not a finite number";
        if (OnOneLine(corners))
            return "the points lie on one line, so they enclose no area";
        if (RepeatedPoint(corners) is { } repeated)
            return repeated;
        for (var i = 0; i < corners.Count; i++)
            for (var j = i + 2; j < corners.Count; j++)
                if (!(i == 0 && j == corners.Count - 1)
                    && Segments.Cross(corners[i], corners[i + 1], corners[j], corners[(j + 1) % corners.Count]))
                    return $"the edge from point {i + 1} crosses the edge from point {j + 1}";
        return Math.Abs(SignedArea(corners)) < 1e-9 ? "the points enclose almost no area" : null;
    }

    /// <summary>True when the point is inside or on an edge. Even-odd rule; exact for points on axis-aligned and representable edges.</summary>
    public bool Contains(PlanePoint p)
    {
        var inside = false;
        var a = _corners[^1];
        foreach (var b in _corners)
        {
            if (Segments.IsOn(p, a, b))
                return true;
            if (b.Y > p.Y != a.Y > p.Y && p.X < ((a.X - b.X) * (p.Y - b.Y) / (a.Y - b.Y)) + b.X)
                inside = !inside;
            a = b;
        }
        return inside;
    }

    private static bool OnOneLine(IReadOnlyList<PlanePoint> corners)
    {
        var first = corners[0];
        var farthest = corners.MaxBy(c => Math.Abs(c.X - first.X) + Math.Abs(c.Y - first.Y));
        return corners.All(c => Math.Abs(Segments.Side(c, first, farthest)) < 1e-9);
    }

    private static string? RepeatedPoint(IReadOnlyList<PlanePoint> corners)
    {
        for (var i = 0; i < corners.Count; i++)
        {
            var next = (i + 1) % corners.Count;
            if (corners[i] == corners[next])
                return next == 0 ? $"point {i + 1} repeats point 1: leave it out, a zone is closed by itself" : $"point {next + 1} repeats point {i + 1}";
        }
        return null;
    }

    private static double SignedArea(IReadOnlyList<PlanePoint> corners)
    {
        var sum = 0.0;
        for (var i = 0; i < corners.Count; i++)
        {
            var a = corners[i];
            var b = corners[(i + 1) % corners.Count];
            sum += (a.X * b.Y) - (b.X * a.Y);
        }
        return sum / 2;
    }
}

/// <summary>Plane geometry of line segments.</summary>
public static class Segments
{
    /// <summary>Which side of a→b the point lies on: (b−a)×(p−a). Positive is right of a→b where y points down, left where it points up.</summary>
    public static double Side(PlanePoint p, PlanePoint a, PlanePoint b) => ((b.X - a.X) * (p.Y - a.Y)) - ((b.Y - a.Y) * (p.X - a.X));

    /// <summary>Distance from the infinite line through a and b, signed like <see cref="Side"/>.</summary>
    public static double SignedDistance(PlanePoint p, PlanePoint a, PlanePoint b) =>
        Side(p, a, b) / Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)));

    /// <summary>True when p lies on the segment a–b, ends included.</summary>
    public static bool IsOn(PlanePoint p, PlanePoint a, PlanePoint b) =>
        Side(p, a, b) == 0 && p.X >= Math.Min(a.X, b.X) && p.X <= Math.Max(a.X, b.X) && p.Y >= Math.Min(a.Y, b.Y) && p.Y <= Math.Max(a.Y, b.Y);

    /// <summary>True when the segments p–q and a–b have a point in common, ends included.</summary>
    public static bool Cross(PlanePoint p, PlanePoint q, PlanePoint a, PlanePoint b)
    {
        var p1 = Math.Sign(Side(p, a, b));
        var q1 = Math.Sign(Side(q, a, b));
        var a1 = Math.Sign(Side(a, p, q));
        var b1 = Math.Sign(Side(b, p, q));
        if (p1 * q1 < 0 && a1 * b1 < 0)
            return true;
        return IsOn(p, a, b) || IsOn(q, a, b) || IsOn(a, p, q) || IsOn(b, p, q);
    }
}
