using StoreSensing.Contracts.Geometry;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Walking;

/// <summary>
/// Shortest ways around rectangular obstacles: straight where nothing stands between, else over the obstacles' corners, between which the
/// shortest ways are worked out once (Floyd 1962, "Algorithm 97: Shortest Path"). Finding a way allocates nothing.
/// </summary>
internal sealed class Routes
{
    /// <summary>How far from an obstacle its corners are passed, metres.</summary>
    private const double CornerDistance = 0.3;

    /// <summary>No way leads closer to an obstacle than this, metres, unless it begins or ends there.</summary>
    private const double Clearance = 0.2;
    private readonly FloorArea[] _obstacles;
    private readonly PlanePoint[] _nodes;
    private readonly double[] _distance;
    private readonly int[] _next;

    public Routes(IReadOnlyList<FloorArea> obstacles)
    {
        _obstacles = [.. obstacles];
        _nodes = [.. obstacles.Select(o => o.Grown(CornerDistance)).SelectMany(Corners).Where(p => !_obstacles.Any(o => o.Grown(Clearance).Contains(p)))];
        var n = _nodes.Length;
        _distance = new double[n * n];
        _next = new int[n * n];
        for (var a = 0; a < n; a++)
            for (var b = 0; b < n; b++)
            {
                _distance[(a * n) + b] = IsFree(_nodes[a], _nodes[b]) ? Distance(_nodes[a], _nodes[b]) : double.PositiveInfinity;
                _next[(a * n) + b] = b;
            }
        for (var via = 0; via < n; via++)
            for (var a = 0; a < n; a++)
                for (var b = 0; b < n; b++)
                    if (_distance[(a * n) + via] + _distance[(via * n) + b] is var longer && longer < _distance[(a * n) + b] - 1e-9)
                    {
                        _distance[(a * n) + b] = longer;
                        _next[(a * n) + b] = _next[(a * n) + via];
                    }
    }

    /// <summary>Writes the way's points after <paramref name="from"/>, the last is <paramref name="to"/>; returns how many.</summary>
    public int Find(PlanePoint from, PlanePoint to, Span<PlanePoint> way)
    {
        way[0] = to;
        if (IsFree(from, to))
            return 1;
        var n = _nodes.Length;
        Span<double> last = stackalloc double[n];
        for (var b = 0; b < n; b++)
            last[b] = IsFree(_nodes[b], to) ? Distance(_nodes[b], to) : double.PositiveInfinity;
        var (best, first, end) = (double.PositiveInfinity, -1, -1);
        for (var a = 0; a < n; a++)
        {
            if (!IsFree(from, _nodes[a]))
                continue;
            var begin = Distance(from, _nodes[a]);
            for (var b = 0; b < n; b++)
                if (begin + _distance[(a * n) + b] + last[b] is var length && length < best)
                    (best, first, end) = (length, a, b);
        }
        if (first < 0)
            return 1; // walled in: through the wall rather than never
        var count = 0;
        for (var at = first; count < way.Length - 1; at = _next[(at * n) + end])
        {
            way[count++] = _nodes[at];
            if (at == end)
                break;
        }
        way[count++] = to;
        return count;
    }

    /// <summary>True when nothing stands between the points.</summary>
    public bool IsFree(PlanePoint a, PlanePoint b)
    {
        foreach (var obstacle in _obstacles)
        {
            var grown = obstacle.Grown(Clearance);
            if (Hits(grown.Contains(a) || grown.Contains(b) ? obstacle : grown, a, b))
                return false;
        }
        return true;
    }

    public static double Distance(PlanePoint a, PlanePoint b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));

    // Clips the segment against the rectangle's four sides: Liang and Barsky, "A New Concept and Method for Line Clipping" (1984).
    private static bool Hits(in FloorArea r, PlanePoint a, PlanePoint b)
    {
        var (enter, leave) = (0.0, 1.0);
        return Clip(a.X - b.X, a.X - r.Left, ref enter, ref leave) && Clip(b.X - a.X, r.Right - a.X, ref enter, ref leave)
            && Clip(a.Y - b.Y, a.Y - r.Bottom, ref enter, ref leave) && Clip(b.Y - a.Y, r.Top - a.Y, ref enter, ref leave);
    }

    private static bool Clip(double p, double q, ref double enter, ref double leave)
    {
        if (p == 0)
            return q > 0;
        var t = q / p;
        if (p < 0)
            enter = Math.Max(enter, t);
        else
            leave = Math.Min(leave, t);
        return enter < leave;
    }

    private static IEnumerable<PlanePoint> Corners(FloorArea r) => [new(r.Left, r.Bottom), new(r.Right, r.Bottom), new(r.Right, r.Top), new(r.Left, r.Top)];
}
