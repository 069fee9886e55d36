using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Twin.Cameras;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Lanes;

/// <summary>What is measured in the built-in scenes.</summary>
public static class TwinPlans
{
    private const double CellMetres = 0.5;

    /// <summary>The scene's floor as a surface.</summary>
    public static Surface FloorOf(StoreScene scene) => Surface.Floor(
        "floor", scene.Name, new(scene.Floor.Left, scene.Floor.Bottom), scene.Floor.Right - scene.Floor.Left, scene.Floor.Top - scene.Floor.Bottom, CellMetres);

    /// <summary>The shop's zones and its door, as one of its cameras measures them.</summary>
    public static LanePlan Of(StoreScene scene, string cameraId, PinholeCamera camera, int windowSeconds) => new()
    {
        Camera = cameraId,
        Surface = FloorOf(scene),
        Placement = new Placement(BoxOf.Person, Homography.From(camera.Calibration())),
        Zones = BuiltInScenes.ShopZones,
        Lines = BuiltInScenes.ShopLines,
        WindowSeconds = windowSeconds,
        Tracker = new TrackerOptions { Capacity = scene.Capacity },
        SteadyWithin = TimeSpan.FromSeconds(1),
    };
}
