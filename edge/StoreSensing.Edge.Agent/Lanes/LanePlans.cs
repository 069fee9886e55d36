using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>Turns the configuration into what each camera's lane measures.</summary>
internal static class LanePlans
{
    /// <summary>Half the width of a line's hysteresis band where the configuration says nothing: metres, share of the picture.</summary>
    private const double MetreBand = 0.25;
    private const double ImageBand = 0.01;

    /// <summary>A stride takes about a second: over one to each side, boxes that swing with the legs stand still.</summary>
    private static readonly TimeSpan SteadyWithin = TimeSpan.FromSeconds(1);

    /// <summary>The surfaces that figures lie on: the floor plan if any camera is calibrated, and each other camera's picture.</summary>
    public static IReadOnlyList<Surface> Surfaces(EdgeConfig config) =>
        [.. config.Cameras.GroupBy(c => c.Surface).Select(cameras => SurfaceOf(config, cameras.First()))];

    /// <summary>The zones in which expression is looked for.</summary>
    public static IReadOnlyList<string> ExpressionZones(EdgeConfig config) =>
        config.Expression is null ? [] : [.. config.Zones.Where(z => z.Expression).Select(z => z.Id)];

    /// <summary>The plan of one camera's lane.</summary>
    public static LanePlan Of(EdgeConfig config, CameraConfig camera, BoxOf boxes, Func<IReadOnlyList<ExpressionZone>, ExpressionPlan> expression)
    {
        var surface = SurfaceOf(config, camera);
        var zones = config.Zones.Where(z => z.Surface == surface.Id).ToList();
        var expressionZones = config.Expression is null ? [] : zones.Where(z => z.Expression).Select(z => new ExpressionZone(z.Id, new Polygon(z.Polygon))).ToList();
        return new LanePlan
        {
            Camera = camera.Id,
            Surface = surface,
            Placement = new Placement(boxes, camera.Calibration.Count > 0 ? Homography.From(camera.Calibration) : null),
            Zones = [.. zones.Select(z => new ZonePlan(z.Id, new Polygon(z.Polygon)))],
            Lines = [.. config.Lines.Where(l => l.Surface == surface.Id).Select(l => Line(l, surface))],
            WindowSeconds = config.WindowSeconds,
            ZoneOptions = new ZoneOptions
            {
                Gap = TimeSpan.FromSeconds(config.Visits.GapSeconds),
                Visit = TimeSpan.FromSeconds(config.Visits.VisitSeconds),
                Engaged = TimeSpan.FromSeconds(config.Visits.EngagedSeconds),
            },
            Tracker = DetectorTracking.Options(camera, config.Visits.GapSeconds),
            SteadyWithin = SteadyWithin,
            Masks = camera.Masks,
            Expression = expressionZones.Count > 0 ? expression(expressionZones) : null,
        };
    }

    /// <summary>True when <c>in</c> leads to the side where <see cref="Segments.Side"/> is positive: left where y points up (metres), right where it points down.</summary>
    public static bool InIsPositive(LineConfig line, SurfaceUnit unit) => (unit == SurfaceUnit.Metre) == (line.InSide == "left");

    private static LinePlan Line(LineConfig line, Surface surface) => new(
        line.Id,
        line.From,
        line.To,
        InIsPositive(line, surface.Unit),
        line.Band ?? (surface.Unit == SurfaceUnit.Metre ? MetreBand : ImageBand));

    private static Surface SurfaceOf(EdgeConfig config, CameraConfig camera) =>
        camera.Calibration.Count > 0 && config.Floor is { } floor
            ? Surface.Floor(EdgeConfigReader.FloorSurface, floor.Name, floor.Origin, floor.Width, floor.Height, floor.Cell)
            : Surface.Picture(camera.Id, camera.Name, aspect: 4.0 / 3);
}
