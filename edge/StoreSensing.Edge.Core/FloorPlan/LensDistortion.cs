using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>A lens that bends straight lines. Lengths in units of the picture: x of its width, y of its height.</summary>
/// <remarks>
/// Brown, "Close-range camera calibration" (Photogrammetric Engineering 37, 1971), with the coefficients' order and signs as OpenCV's
/// calib3d has them, so that its calibrations can be copied: focal = [fx / width, fy / height], centre = [cx / width, cy / height].
/// The way back has no formula and is found by Newton's method. It exists where the distortion is one-to-one: out to the radius at which
/// r·(1 + k1·r² + k2·r⁴ + k3·r⁶) stops growing. Beyond that nothing is mapped.
/// </remarks>
public sealed record LensDistortion
{
    private const int Rounds = 30;
    private const double Far = 10; // tan 84°: beyond, no lens of this model looks
    private readonly double _farthest;

    /// <summary>A lens with OpenCV's coefficients; throws <see cref="ArgumentException"/> with the reason when it can't show the whole picture.</summary>
    public LensDistortion(PlanePoint focal, PlanePoint centre, double k1, double k2 = 0, double p1 = 0, double p2 = 0, double k3 = 0)
    {
        (Focal, Centre, K1, K2, P1, P2, K3) = (focal, centre, k1, k2, p1, p2, k3);
        _farthest = FarthestRadius();
        if (FirstProblem() is { } problem)
            throw new ArgumentException(problem);
    }

    /// <summary>Focal length by picture width and by picture height.</summary>
    public PlanePoint Focal { get; }

    /// <summary>The optical axis, 0..1 of the picture.</summary>
    public PlanePoint Centre { get; }

    /// <summary>Radial coefficient of r².</summary>
    public double K1 { get; }

    /// <summary>Radial coefficient of r⁴.</summary>
    public double K2 { get; }

    /// <summary>First tangential coefficient.</summary>
    public double P1 { get; }

    /// <summary>Second tangential coefficient.</summary>
    public double P2 { get; }

    /// <summary>Radial coefficient of r⁶.</summary>
    public double K3 { get; }

    /// <summary>Where a point of an ideal picture lies in the real one; false beyond the lens's domain.</summary>
    public bool TryDistort(PlanePoint ideal, out PlanePoint real)
    {
        var (x, y) = ((ideal.X - Centre.X) / Focal.X, (ideal.Y - Centre.Y) / Focal.Y);
        var (dx, dy) = Bend(x, y);
        real = new PlanePoint(Centre.X + (dx * Focal.X), Centre.Y + (dy * Focal.Y));
        return (x * x) + (y * y) <= _farthest * _farthest;
    }

    /// <summary>Where a point of the real picture would lie in an ideal one; false where the lens shows nothing there.</summary>
    public bool TryUndistort(PlanePoint real, out PlanePoint ideal)
    {
        var (u, v) = ((real.X - Centre.X) / Focal.X, (real.Y - Centre.Y) / Focal.Y);
        var (x, y) = Start(u, v);
        ideal = default;
        for (var round = 0; round < Rounds; round++)
        {
            var (bx, by) = Bend(x, y);
            var (ex, ey) = (bx - u, by - v);
            if (!double.IsFinite(ex + ey))
                return false;
            if ((ex * ex) + (ey * ey) < 1e-26)
            {
                ideal = new PlanePoint(Centre.X + (x * Focal.X), Centre.Y + (y * Focal.Y));
                return (x * x) + (y * y) <= _farthest * _farthest * (1 + 1e-9);
            }
            var (xx, xy, yy) = Slope(x, y);
            var determinant = (xx * yy) - (xy * xy);
            if (!(Math.Abs(determinant) > 1e-12))
                return false;
            x -= ((yy * ex) - (xy * ey)) / determinant;
            y -= ((xx * ey) - (xy * ex)) / determinant;
        }
        return false;
    }

    // A barrel's real point lies further in than the ideal one, from where Newton's steps climb to it; they must not begin beyond the domain.
    private (double X, double Y) Start(double u, double v)
    {
        var radius = Math.Sqrt((u * u) + (v * v));
        var shrink = radius > _farthest ? 0.999 * _farthest / radius : 1;
        return (u * shrink, v * shrink);
    }

    private (double X, double Y) Bend(double x, double y)
    {
        var r2 = (x * x) + (y * y);
        var radial = 1 + (r2 * (K1 + (r2 * (K2 + (r2 * K3)))));
        return (
            (x * radial) + (2 * P1 * x * y) + (P2 * (r2 + (2 * x * x))),
            (y * radial) + (P1 * (r2 + (2 * y * y))) + (2 * P2 * x * y));
    }

    // The derivative of Bend, a symmetric matrix.
    private (double XX, double XY, double YY) Slope(double x, double y)
    {
        var r2 = (x * x) + (y * y);
        var radial = 1 + (r2 * (K1 + (r2 * (K2 + (r2 * K3)))));
        var growth = 2 * (K1 + (r2 * ((2 * K2) + (3 * r2 * K3))));
        return (
            radial + (x * x * growth) + (2 * P1 * y) + (6 * P2 * x),
            (x * y * growth) + (2 * P1 * x) + (2 * P2 * y),
            radial + (y * y * growth) + (6 * P1 * y) + (2 * P2 * x));
    }

    // The first radius at which r·(1 + k1·r² + …) stops growing: the smallest positive root of 1 + 3·k1·q + 5·k2·q² + 7·k3·q³ in q = r².
    private double FarthestRadius()
    {
        double Growth(double q) => 1 + (q * ((3 * K1) + (q * ((5 * K2) + (q * 7 * K3)))));
        const int steps = 4000;
        for (var i = 1; i <= steps; i++)
        {
            if (Growth(Far * Far * i / steps * i / steps) > 0)
                continue;
            var (low, high) = (Far * Far * (i - 1) / steps * (i - 1) / steps, Far * Far * i / steps * i / steps);
            for (var round = 0; round < 60; round++)
                (low, high) = Growth((low + high) / 2) > 0 ? ((low + high) / 2, high) : (low, (low + high) / 2);
            return Math.Sqrt(low);
        }
        return Far;
    }

    private string? FirstProblem()
    {
        if (!(Focal.X > 0 && Focal.Y > 0) || !double.IsFinite(Focal.X + Focal.Y + Centre.X + Centre.Y + K1 + K2 + P1 + P2 + K3))
            return "a lens needs finite numbers and focal lengths above 0";
        for (var i = 0; i <= 10; i++)
            foreach (PlanePoint edge in (PlanePoint[])[new(i / 10.0, 0), new(i / 10.0, 1), new(0, i / 10.0), new(1, i / 10.0)])
                if (!TryUndistort(edge, out _))
                    return string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"with these lens coefficients the point [{edge.X}, {edge.Y}] of the picture shows nothing: they fold the picture; are they for focal lengths divided by width and height?");
        return null;
    }
}
