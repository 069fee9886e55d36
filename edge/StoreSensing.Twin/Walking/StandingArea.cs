using StoreSensing.Contracts.Geometry;
using StoreSensing.Twin.Randomness;

namespace StoreSensing.Twin.Walking;

/// <summary>Where in an area people stand: a little away from its edge, if it is large enough for that.</summary>
internal sealed class StandingArea
{
    private const double Margin = 0.3;
    private const int Tries = 40;
    private readonly Polygon _area;
    private readonly double _margin;
    private readonly PlanePoint _least;
    private readonly PlanePoint _most;

    public StandingArea(Polygon area)
    {
        _area = area;
        _least = new PlanePoint(area.Corners.Min(c => c.X), area.Corners.Min(c => c.Y));
        _most = new PlanePoint(area.Corners.Max(c => c.X), area.Corners.Max(c => c.Y));
        _margin = Math.Min(Margin, Math.Min(_most.X - _least.X, _most.Y - _least.Y) / 5);
        var random = new Pcg32(1, 1);
        Middle = Found(ref random) ?? area.Corners[0];
    }

    /// <summary>Some place in it.</summary>
    public PlanePoint Middle { get; }

    /// <summary>True when the point is in it, margin included.</summary>
    public bool Holds(PlanePoint p) =>
        _area.Contains(new PlanePoint(p.X - _margin, p.Y - _margin)) && _area.Contains(new PlanePoint(p.X + _margin, p.Y - _margin))
        && _area.Contains(new PlanePoint(p.X - _margin, p.Y + _margin)) && _area.Contains(new PlanePoint(p.X + _margin, p.Y + _margin));

    /// <summary>A random place in it.</summary>
    public PlanePoint Spot(ref Pcg32 random) => Found(ref random) ?? Middle;

    private PlanePoint? Found(ref Pcg32 random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var p = new PlanePoint(random.Uniform(_least.X, _most.X), random.Uniform(_least.Y, _most.Y));
            if (Holds(p))
                return p;
        }
        return null;
    }
}
