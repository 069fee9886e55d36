using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>
/// Turns heads' poses, which are seen from the camera, into directions on the floor plan. Where the camera hangs and looks follows from its floor
/// calibration, once the proportions of its pictures are known.
/// </summary>
internal sealed class CameraAim(FloorView? view)
{
    private const double EyeHeight = 1.59; // metres: 0.936 of 1.70 m (Drillis and Contini 1966)
    private CameraStand? _stand;
    private bool _known;

    /// <summary>Where the head of somebody at a place is turned to, degrees on the floor: 0 along x, 90 along y; null without a calibration that tells.</summary>
    public double? Azimuth(Frame frame, PlanePoint position, HeadPose pose)
    {
        if (!_known)
            (_stand, _known) = (view is null ? null : CameraStand.Of(view, (double)frame.Width / frame.Height), true);
        return _stand?.Azimuth(position, EyeHeight, pose);
    }
}
