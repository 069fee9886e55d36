using System.Numerics;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Faces;

namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>How a calibrated camera hangs over its floor: place, height, direction.</summary>
/// <remarks>
/// Square pixels, principal point in the picture's middle (or the lens's own of both). The columns of a floor homography are two axes of the rotation and
/// the translation, up to the focal length; that these axes are orthogonal and equally long gives it: Zhang, "A Flexible New Technique for Camera
/// Calibration", PAMI 22 (2000), sections 2.3 and 3.1, here both constraints by least squares. A camera that looks straight down or along the floor
/// gives none: then it is assumed to be 1.2 picture heights, as of lenses that see about 70° of a wide picture.
/// </remarks>
public sealed class CameraStand
{
    private const double UsualFocal = 1.2; // picture heights
    private const double LeastFocal = 0.4;
    private const double MostFocal = 6;

    // Floor axes in the camera's (x right, y down, z ahead); a plan whose y points down makes them a mirrored set, which is no matter: nothing here multiplies crosswise.
    private readonly Vector3 _x;
    private readonly Vector3 _y;
    private readonly Vector3 _up;
    private readonly Vector3 _origin;

    private CameraStand(Vector3 x, Vector3 y, Vector3 up, Vector3 origin, double focal, bool assumed)
    {
        (_x, _y, _up, _origin, FocalHeights, IsFocalAssumed) = (x, y, up, origin, focal, assumed);
        Place = new PlanePoint(-Vector3.Dot(x, origin), -Vector3.Dot(y, origin));
        Height = -Vector3.Dot(up, origin);
    }

    /// <summary>The point of the floor below it, metres.</summary>
    public PlanePoint Place { get; }

    /// <summary>Its height above the floor, metres.</summary>
    public double Height { get; }

    /// <summary>Focal length in picture heights.</summary>
    public double FocalHeights { get; }

    /// <summary>True when the calibration did not tell the focal length: directions may then be several degrees off.</summary>
    public bool IsFocalAssumed { get; }

    /// <summary>The camera behind a view; null when its map fits no camera above a floor.</summary>
    /// <param name="view">The view.</param>
    /// <param name="aspect">Width / height of the picture.</param>
    public static CameraStand? Of(FloorView view, double aspect)
    {
        var g = view.Map.FloorToPicture;
        var centre = view.Lens?.Centre ?? new PlanePoint(0.5, 0.5);
        // In picture heights from the principal point.
        Span<double> c =
        [
            aspect * (g[0] - (centre.X * g[6])), aspect * (g[1] - (centre.X * g[7])), aspect * (g[2] - (centre.X * g[8])),
            g[3] - (centre.Y * g[6]), g[4] - (centre.Y * g[7]), g[5] - (centre.Y * g[8]),
        ];
        var (focal, assumed) = view.Lens is { } lens ? (lens.Focal.Y, false) : Focal(c, g);
        var x = new Vector3((float)(c[0] / focal), (float)(c[3] / focal), (float)g[6]);
        var y = new Vector3((float)(c[1] / focal), (float)(c[4] / focal), (float)g[7]);
        var t = new Vector3((float)(c[2] / focal), (float)(c[5] / focal), (float)g[8]);
        var scale = (x.Length() + y.Length()) / 2;
        if (!(scale > 0) || !float.IsFinite(scale))
            return null;
        (x, y) = Orthogonal(Vector3.Normalize(x), Vector3.Normalize(y));
        t /= scale;
        var up = Vector3.Normalize(Vector3.Cross(x, y));
        // The camera is above the floor: its own origin lies on the side that is up.
        if (Vector3.Dot(up, t) > 0)
            up = -up;
        var stand = new CameraStand(x, y, up, t, focal, assumed);
        return double.IsFinite(stand.Height + stand.Place.X + stand.Place.Y) && stand.Height > 0.1 ? stand : null;
    }

    /// <summary>Where a head is turned to on the floor, degrees: 0 along x, 90 along y; null for one that looks straight up or down.</summary>
    /// <param name="position">Where the person stands, metres.</param>
    /// <param name="height">The eyes' height, metres.</param>
    /// <param name="pose">The head's pose, seen from the camera.</param>
    public double? Azimuth(PlanePoint position, double height, HeadPose pose)
    {
        var head = _origin + (_x * (float)position.X) + (_y * (float)position.Y) + (_up * (float)height);
        var towards = -Vector3.Normalize(head); // to the camera
        var right = Vector3.Normalize(Vector3.UnitX - (towards * towards.X));
        var above = -Vector3.UnitY - (towards * -towards.Y);
        above = Vector3.Normalize(above - (right * Vector3.Dot(above, right)));
        var (yaw, pitch) = (float.DegreesToRadians(pose.Yaw), float.DegreesToRadians(pose.Pitch));
        var facing = (right * (MathF.Sin(yaw) * MathF.Cos(pitch))) + (above * MathF.Sin(pitch)) + (towards * (MathF.Cos(yaw) * MathF.Cos(pitch)));
        var (alongX, alongY) = (Vector3.Dot(facing, _x), Vector3.Dot(facing, _y));
        return (alongX * alongX) + (alongY * alongY) > 1e-4f ? double.RadiansToDegrees(Math.Atan2(alongY, alongX)) : null;
    }

    // With f the focal length: a·b / f² + a₃b₃ = 0 and (a·a − b·b) / f² + a₃² − b₃² = 0, of the first two rows' and the third row's parts.
    private static (double Focal, bool Assumed) Focal(ReadOnlySpan<double> c, ReadOnlySpan<double> g)
    {
        var (p1, q1) = ((c[0] * c[1]) + (c[3] * c[4]), -g[6] * g[7]);
        var (p2, q2) = ((c[0] * c[0]) + (c[3] * c[3]) - (c[1] * c[1]) - (c[4] * c[4]), (g[7] * g[7]) - (g[6] * g[6]));
        var focal = Math.Sqrt(((p1 * p1) + (p2 * p2)) / ((p1 * q1) + (p2 * q2)));
        return focal is >= LeastFocal and <= MostFocal ? (focal, false) : (UsualFocal, true);
    }

    // Both axes turned alike until they are at right angles.
    private static (Vector3 X, Vector3 Y) Orthogonal(Vector3 x, Vector3 y)
    {
        var (sum, difference) = (Vector3.Normalize(x + y), Vector3.Normalize(x - y));
        return (Vector3.Normalize(sum + difference), Vector3.Normalize(sum - difference));
    }
}
