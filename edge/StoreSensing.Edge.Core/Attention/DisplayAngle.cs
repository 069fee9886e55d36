using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.Attention;

/// <summary>How far a head is turned away from a display.</summary>
internal static class DisplayAngle
{
    /// <summary>Degrees between the head's direction and the nearest part of the display, 0 when turned to it; null when the direction is unknown.</summary>
    /// <param name="display">The display.</param>
    /// <param name="position">Where the person stands, on the surface.</param>
    /// <param name="heading">Where the head is turned to.</param>
    public static double? Of(DisplayPlan display, PlanePoint position, in Heading heading) => display.Target is { } target
        ? heading.AzimuthDegrees is { } azimuth ? OnFloor(target, position, azimuth) : null
        : heading.Pose is { } pose ? AtCamera(display, pose.Yaw, pose.Pitch) : null;

    // Raised or lowered too far counts as turned away by as much beyond the limit as it is beyond its own.
    private static double AtCamera(DisplayPlan display, double yaw, double pitch)
    {
        var beyond = Math.Abs(pitch) - display.PitchDegrees;
        return beyond > 0 ? Math.Max(Math.Abs(yaw), display.WithinDegrees + beyond) : Math.Abs(yaw);
    }

    // Seen from outside, a display spans less than half a turn: all its corners lie within ±180° of the first.
    private static double OnFloor(IReadOnlyList<PlanePoint> target, PlanePoint position, double azimuth)
    {
        var first = Bearing(position, target[0]);
        var (least, most) = (0.0, 0.0);
        for (var i = 1; i < target.Count; i++)
        {
            var corner = Wrapped(Bearing(position, target[i]) - first);
            (least, most) = (Math.Min(least, corner), Math.Max(most, corner));
        }
        var direction = Wrapped(azimuth - first);
        return direction >= least && direction <= most
            ? 0
            : Math.Min(Math.Abs(Wrapped(direction - least)), Math.Abs(Wrapped(direction - most)));
    }

    private static double Bearing(PlanePoint from, PlanePoint to) => double.RadiansToDegrees(Math.Atan2(to.Y - from.Y, to.X - from.X));

    private static double Wrapped(double degrees) => degrees - (360 * Math.Round(degrees / 360));
}
