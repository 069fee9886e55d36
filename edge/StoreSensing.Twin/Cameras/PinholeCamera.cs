using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;

namespace StoreSensing.Twin.Cameras;

/// <summary>
/// A camera without lens distortion: floor and height in metres to 0..1 of the picture (Hartley and Zisserman, "Multiple View Geometry",
/// 2nd ed., section 6.1). Its floor points and its calibration agree exactly.
/// </summary>
public sealed class PinholeCamera
{
    private const double NearestMetres = 0.2;
    private readonly double[] _p; // 3 × 4, row by row; the third row gives the depth in metres

    private readonly double _focalWidths;

    private PinholeCamera(double[] p, double aspect)
    {
        (_p, Aspect) = (p, aspect);
        // The first row less its share of the picture's middle is the focal length along the right axis.
        _focalWidths = Norm([p[0] - (0.5 * p[8]), p[1] - (0.5 * p[9]), p[2] - (0.5 * p[10])]);
    }

    /// <summary>Width / height of the picture.</summary>
    public double Aspect { get; }

    /// <summary>A camera by where it hangs.</summary>
    /// <param name="place">Point of the floor below it, metres; x to the right and y up as on paper.</param>
    /// <param name="height">Height above the floor, metres.</param>
    /// <param name="tiltDegrees">How far it looks down from the horizontal.</param>
    /// <param name="yawDegrees">Where it looks: 0 along x, 90 along y.</param>
    /// <param name="focalWidths">Focal length in picture widths; 0.5 sees 90°.</param>
    /// <param name="aspect">Width / height of the picture.</param>
    public static PinholeCamera At(PlanePoint place, double height, double tiltDegrees, double yawDegrees, double focalWidths, double aspect)
    {
        var (tilt, yaw) = (double.DegreesToRadians(tiltDegrees), double.DegreesToRadians(yawDegrees));
        double[] forward = [Math.Cos(yaw) * Math.Cos(tilt), Math.Sin(yaw) * Math.Cos(tilt), -Math.Sin(tilt)];
        double[] right = [Math.Sin(yaw), -Math.Cos(yaw), 0];
        double[] down = Cross(forward, right);
        double[] at = [place.X, place.Y, height];
        var p = new double[12];
        for (var i = 0; i < 3; i++)
        {
            p[8 + i] = forward[i];
            p[i] = (focalWidths * right[i]) + (0.5 * forward[i]);
            p[4 + i] = (focalWidths * aspect * down[i]) + (0.5 * forward[i]);
        }
        for (var row = 0; row < 3; row++)
            p[(row * 4) + 3] = -((p[row * 4] * at[0]) + (p[(row * 4) + 1] * at[1]) + (p[(row * 4) + 2] * at[2]));
        return new PinholeCamera(p, aspect);
    }

    /// <summary>The camera that a floor calibration implies, if its pixels are square and its axis hits the picture's middle.</summary>
    /// <remarks>The columns of a floor homography are two rotation axes and the translation, up to the focal length (Zhang 2000, "A Flexible New
    /// Technique for Camera Calibration", section 2.3); both of his constraints together give it. Where they give none, 1.2 picture heights.</remarks>
    /// <param name="pairs">The calibration.</param>
    /// <param name="aspect">Width / height of the picture.</param>
    public static PinholeCamera From(IReadOnlyList<PointPair> pairs, double aspect)
    {
        var g = FloorToPicture.Of(pairs); // picture = g · floor, homogeneous, positive where the pairs lie
        // In picture heights from the middle.
        Span<double> c = [aspect * (g[0] - (g[6] / 2)), aspect * (g[1] - (g[7] / 2)), aspect * (g[2] - (g[8] / 2)), g[3] - (g[6] / 2), g[4] - (g[7] / 2), g[5] - (g[8] / 2)];
        var (p1, q1) = ((c[0] * c[1]) + (c[3] * c[4]), -g[6] * g[7]);
        var (p2, q2) = ((c[0] * c[0]) + (c[3] * c[3]) - (c[1] * c[1]) - (c[4] * c[4]), (g[7] * g[7]) - (g[6] * g[6]));
        var inverse = ((p1 * q1) + (p2 * q2)) / ((p1 * p1) + (p2 * p2));
        var f = inverse > 0 && double.IsFinite(inverse) ? Math.Clamp(1 / Math.Sqrt(inverse), 0.3, 20) : 1.2;
        double[] a = [c[0] / f, c[3] / f, g[6]];
        double[] b = [c[1] / f, c[4] / f, g[7]];
        var scale = 2 / (Norm(a) + Norm(b));
        var up = Cross(a, b).Select(x => x * scale * scale).ToArray(); // a and b scaled are unit axes
        var camera = new PinholeCamera(Matrix(1), aspect);
        var middle = new PlanePoint(pairs.Average(q => q.Floor.X), pairs.Average(q => q.Floor.Y));
        camera.TryProject(middle, 0, out var foot, out _);
        camera.TryProject(middle, 1, out var head, out _);
        // A plan whose y points down is a mirrored one: up is then on the other side.
        return head.Y < foot.Y ? camera : new PinholeCamera(Matrix(-1), aspect);

        double[] Matrix(int sign)
        {
            var z = up.Select(x => x * sign).ToArray();
            return
            [
                g[0] * scale, g[1] * scale, (f * z[0] / aspect) + (z[2] / 2), g[2] * scale,
                g[3] * scale, g[4] * scale, (f * z[1]) + (z[2] / 2), g[5] * scale,
                g[6] * scale, g[7] * scale, z[2], g[8] * scale,
            ];
        }
    }

    /// <summary>Where in the picture a point above the floor is seen, and how deep in front of the camera, metres; false behind it.</summary>
    public bool TryProject(PlanePoint floor, double height, out PlanePoint picture, out double depth)
    {
        depth = (_p[8] * floor.X) + (_p[9] * floor.Y) + (_p[10] * height) + _p[11];
        if (depth < NearestMetres)
        {
            picture = default;
            return false;
        }
        picture = new PlanePoint(
            ((_p[0] * floor.X) + (_p[1] * floor.Y) + (_p[2] * height) + _p[3]) / depth,
            ((_p[4] * floor.X) + (_p[5] * floor.Y) + (_p[6] * height) + _p[7]) / depth);
        return true;
    }

    /// <summary>The box around somebody who stands upright: feet, shoulders at four fifths of the height, head. False when any of it is behind the camera.</summary>
    public bool TryBox(PlanePoint floor, double height, double halfWidth, out Box box, out double depth)
    {
        box = default;
        if (!TryProject(floor, 0, out var foot, out depth) || !TryProject(floor, 0.8 * height, out var shoulder, out var shoulderDepth)
            || !TryProject(floor, height, out var head, out var headDepth))
            return false;
        // Of a round body, the width in the picture goes by the depth.
        var feet = 0.7 * halfWidth * _focalWidths / depth;
        var shoulders = halfWidth * _focalWidths / shoulderDepth;
        var face = 0.4 * halfWidth * _focalWidths / headDepth;
        box = new Box(
            (float)Math.Min(foot.X - feet, Math.Min(shoulder.X - shoulders, head.X - face)), (float)Math.Min(head.Y, foot.Y),
            (float)Math.Max(foot.X + feet, Math.Max(shoulder.X + shoulders, head.X + face)), (float)Math.Max(foot.Y, head.Y));
        return true;
    }

    /// <summary>True when somebody's foot point is in the picture.</summary>
    public bool Sees(PlanePoint floor) => TryProject(floor, 0, out var p, out _) && p.X is >= 0 and <= 1 && p.Y is >= 0 and <= 1;

    /// <summary>Its floor calibration: pairs of a grid over the picture's lower part, as an installer would take them.</summary>
    public IReadOnlyList<PointPair> Calibration()
    {
        var horizonFree = new List<PointPair>();
        foreach (var y in (double[])[0.98, 0.72, 0.46])
            foreach (var x in (double[])[0.05, 0.5, 0.95])
                if (TryFloor(new PlanePoint(x, y), out var floor))
                    horizonFree.Add(new PointPair(new PlanePoint(x, y), floor));
        return horizonFree;
    }

    /// <summary>The floor point seen at a place of the picture; false at and above the horizon.</summary>
    public bool TryFloor(PlanePoint picture, out PlanePoint floor)
    {
        // Two linear equations in x and y.
        var (a, b, e) = (_p[0] - (picture.X * _p[8]), _p[1] - (picture.X * _p[9]), (picture.X * _p[11]) - _p[3]);
        var (c, d, f) = (_p[4] - (picture.Y * _p[8]), _p[5] - (picture.Y * _p[9]), (picture.Y * _p[11]) - _p[7]);
        var determinant = (a * d) - (b * c);
        floor = new PlanePoint(((e * d) - (b * f)) / determinant, ((a * f) - (e * c)) / determinant);
        return Math.Abs(determinant) > 1e-12 && TryProject(floor, 0, out _, out _);
    }

    private static double[] Cross(double[] a, double[] b) =>
        [(a[1] * b[2]) - (a[2] * b[1]), (a[2] * b[0]) - (a[0] * b[2]), (a[0] * b[1]) - (a[1] * b[0])];

    private static double Norm(ReadOnlySpan<double> a) => Math.Sqrt((a[0] * a[0]) + (a[1] * a[1]) + (a[2] * a[2]));
}
