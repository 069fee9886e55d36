using StoreSensing.Configuration;
using StoreSensing.Edge.Core.Anonymisation;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>What must be true of a display beside the rest of the configuration.</summary>
internal static class DisplayChecks
{
    public static void Apply(ConfigSection root, EdgeConfig config, int i)
    {
        var (display, at) = (config.Displays[i], $"displays[{i}]");
        var camera = Camera(root, config, display, at);
        Area(root, config, display, camera, at);
        if (display.Target.Count > 0 && camera is { Calibration.Count: 0 })
            root.RefuseAt($"{at}.target", $"needs a calibrated camera, and '{camera.Id}' is not: without one nobody knows where a head is turned to but at the camera. Leave target out if the camera stands in the display, or give it a calibration");
        if (camera is not null && !EdgeConfigReader.WithLandmarks.Contains(camera.FaceNetwork) && config.Attention.Pose == "landmarks")
            root.RefuseAt(at, $"camera '{camera.Id}' finds faces with {camera.FaceNetwork}, which gives no landmarks to see a head's direction by: use yunet there, or attention.pose auto, facemesh or fsanet");
        if (config.Privacy == PrivacyProfile.Traffic.Name)
            root.RefuseAt(at, "the profile traffic tells no attention: use standard, or take the display out");
    }

    private static CameraConfig? Camera(ConfigSection root, EdgeConfig config, DisplayConfig display, string at)
    {
        var ids = config.Cameras.Select(c => c.Id).ToList();
        if (display.Camera.Length == 0 && ids.Count > 1)
            root.RefuseAt($"{at}.camera", $"is missing: there are several cameras, say which one sees the people who look at it: {string.Join(", ", ids)}");
        else if (display.Camera.Length > 0 && !ids.Contains(display.Camera))
            root.RefuseAt($"{at}.camera", $"there is no such camera{Nearest.Suggest(display.Camera, ids)}");
        else
            return config.Cameras.FirstOrDefault(c => display.Camera.Length == 0 || c.Id == display.Camera);
        return null;
    }

    private static void Area(ConfigSection root, EdgeConfig config, DisplayConfig display, CameraConfig? camera, string at)
    {
        var ids = config.Zones.Select(z => z.Id).ToList();
        if (display.Zone is null == (display.Area.Count == 0))
            root.RefuseAt(at, "needs either zone or area, one of the two: where people pass it");
        else if (camera is { Calibration.Count: 0 } && display.Area.Any(p => p.X is < -0.5 or > 1.5 || p.Y is < -0.5 or > 1.5))
            root.RefuseAt($"{at}.area", $"lies outside the picture: camera '{camera.Id}' is not calibrated, so corners are 0..1 of its picture, not metres");
        else if (display.Zone is { } zone && !ids.Contains(zone))
            root.RefuseAt($"{at}.zone", $"there is no such zone{Nearest.Suggest(zone, ids)}");
        else if (display.Zone is { } of && camera is not null && config.Zones.First(z => z.Id == of).Surface is { Length: > 0 } surface && surface != camera.Surface)
            root.RefuseAt($"{at}.zone", $"lies on the surface '{surface}', but camera '{camera.Id}' places people on '{camera.Surface}'");
    }
}
