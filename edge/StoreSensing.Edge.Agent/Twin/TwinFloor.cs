using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Twin.Cameras;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Edge.Agent.Twin;

/// <summary>A camera of a simulated floor: what the configuration says, and where it must hang for that.</summary>
internal sealed record TwinCamera(CameraConfig Config, LanePlan Plan, PinholeCamera View);

/// <summary>One surface of a configuration with the shop that is simulated on it.</summary>
/// <param name="Surface">The surface's id.</param>
/// <param name="Scene">Who comes, and where they go.</param>
/// <param name="Cameras">The cameras that look at it.</param>
/// <param name="IsGuessed">The camera has no calibration, so its place was assumed.</param>
internal sealed record TwinFloor(string Surface, StoreScene Scene, IReadOnlyList<TwinCamera> Cameras, bool IsGuessed)
{
    private const double Aspect = 4.0 / 3; // as long as no picture has said otherwise
    private const double FarthestMetres = 12;

    /// <summary>The plan by which the floor is counted: zones and lines are the same for each of its cameras.</summary>
    public LanePlan Plan => Cameras[0].Plan with { Tracker = Cameras[0].Plan.Tracker with { Capacity = Scene.Capacity } };

    /// <summary>The floors of a configuration; cameras that find faces without a calibration see no floor and have none.</summary>
    public static IReadOnlyList<TwinFloor> Of(EdgeConfig config) =>
        [.. config.Cameras.Where(c => c.Calibration.Count > 0 || LaneModels.Boxes(c.Detector) == BoxOf.Person).GroupBy(c => c.Surface).Select(cameras => Of(config, [.. cameras]))];

    private static TwinFloor Of(EdgeConfig config, IReadOnlyList<CameraConfig> cameras)
    {
        var quiet = config with { Expression = null };
        var views = cameras.Select(c => new TwinCamera(c, LanePlans.Of(quiet, c, LaneModels.Boxes(c.Detector), _ => throw new InvalidOperationException("no expression is looked for")), View(c))).ToList();
        var builtIn = cameras.Select(c => c.Input).FirstOrDefault(TwinInput.Is) is { } input ? BuiltInScenes.Of(TwinInput.Parse(input).Scene) : null;
        var isPicture = views[0].Plan.Surface.Unit == SurfaceUnit.Image;
        return new TwinFloor(cameras[0].Surface, builtIn ?? (isPicture ? OnPicture(config, views[0]) : OnPlan(views[0].Plan)), views, isPicture && builtIn is null);
    }

    private static PinholeCamera View(CameraConfig camera) =>
        camera.Calibration.Count > 0 ? PinholeCamera.From(camera.Calibration, Aspect)
        : TwinInput.Is(camera.Input) ? BuiltIn(TwinInput.Parse(camera.Input))
        // Assumed: at a door's height, looking down a little.
        : PinholeCamera.At(new PlanePoint(0, 0), 2.8, tiltDegrees: 35, yawDegrees: 90, focalWidths: 0.6, Aspect);

    private static PinholeCamera BuiltIn(TwinInput input) => BuiltInScenes.CamerasOf(input.Scene)[input.Camera - 1];

    private static StoreScene OnPlan(LanePlan plan)
    {
        var s = plan.Surface;
        return PlanScene.Of(new FloorArea(s.Origin.X, s.Origin.Y, s.Origin.X + (s.Columns * s.CellWidth), s.Origin.Y + (s.Rows * s.CellHeight)), plan.Zones, plan.Lines);
    }

    // What was drawn on the picture, laid on the floor that the assumed camera sees. Left and right stay what they are.
    private static StoreScene OnPicture(EdgeConfig config, TwinCamera camera)
    {
        var zones = camera.Plan.Zones
            .Select(z => (z.Id, Corners: z.Polygon.Corners.Select(c => OnFloor(camera.View, c)).ToList()))
            .Where(z => Polygon.Problem(z.Corners) is null).Select(z => new ZonePlan(z.Id, new Polygon(z.Corners))).ToList();
        var lines = config.Lines.Where(l => camera.Plan.Lines.Any(p => p.Id == l.Id))
            .Select(l => new LinePlan(l.Id, OnFloor(camera.View, l.From), OnFloor(camera.View, l.To), LanePlans.InIsPositive(l, SurfaceUnit.Metre), 0.25))
            .Where(l => l.From != l.To).ToList();
        return PlanScene.Of(new FloorArea(-8, 1, 8, FarthestMetres), zones, lines);
    }

    // Points near the horizon and above lie too far away for anybody to be counted there: the farthest below them that is near enough.
    private static PlanePoint OnFloor(PinholeCamera camera, PlanePoint picture)
    {
        for (var y = picture.Y; y < 1; y += 0.01)
            if (camera.TryFloor(picture with { Y = y }, out var floor) && floor.Y <= FarthestMetres)
                return floor;
        return camera.TryFloor(picture with { Y = 1 }, out var nearest) ? nearest : new PlanePoint(0, 2);
    }
}
