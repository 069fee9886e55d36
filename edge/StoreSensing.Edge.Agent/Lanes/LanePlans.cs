using System.Globalization;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation.Strict;
using StoreSensing.Edge.Core.Attention;
using StoreSensing.Edge.Core.Exclusion;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
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
    public static IReadOnlyList<Surface> Surfaces(EdgeConfig config) => config is { Cameras.Count: 0, Floor: { } floor }
        ? [Seen(Plan(floor), [])]
        : [.. config.Cameras.GroupBy(c => c.Surface).Select(cameras => Seen(SurfaceOf(config, cameras.First()), [.. cameras]))];

    // With the part of each cell that any of its cameras sees; a picture that is not masked is seen whole.
    private static Surface Seen(Surface surface, IReadOnlyList<CameraConfig> cameras)
    {
        if (surface.Unit == SurfaceUnit.Image)
            return cameras[0].Masks.Count == 0 ? surface : surface with { Visible = [.. VisibleArea.Unmasked(surface, cameras[0].Masks).Select(s => (float)s)] };
        var views = cameras.Select(c => PlacementOf(c, LaneModels.Boxes(c.Detector)).View).OfType<FloorView>().ToList();
        return surface with { Visible = [.. VisibleArea.Shares(surface, views).Select(s => (float)s)] };
    }

    /// <summary>The zones in which expression is looked for.</summary>
    public static IReadOnlyList<string> ExpressionZones(EdgeConfig config) =>
        config.Expression is null ? [] : [.. config.Zones.Where(z => z.Expression).Select(z => z.Id)];

    /// <summary>Cameras that look at each zone with expression.</summary>
    public static IReadOnlyDictionary<string, int> Watchers(EdgeConfig config) =>
        config.Zones.Where(z => z.Expression).ToDictionary(z => z.Id, z => Math.Max(1, config.Cameras.Count(c => c.Surface == z.Surface)));

    /// <summary>The cells under each zone of a surface.</summary>
    public static IReadOnlyList<int[]> ZoneCells(EdgeConfig config, Surface surface) =>
        [.. config.Zones.Where(z => z.Surface == surface.Id).Select(z => surface.CellsOf(new Polygon(z.Polygon)))];

    /// <summary>The groups of figures that share the privacy budget.</summary>
    public static FigureGroups Groups(EdgeConfig config) => new(config.Zones.Count > 0, config.Lines.Count > 0);

    /// <summary>The plan of one camera's lane; distances on its picture are in the proportions of <paramref name="first"/>, 4:3 while there is none.</summary>
    public static LanePlan Of(EdgeConfig config, CameraConfig camera, BoxOf boxes, Func<IReadOnlyList<ExpressionZone>, ExpressionPlan> expression, Frame? first = null)
    {
        var surface = SurfaceOf(config, camera);
        if (surface.Unit == SurfaceUnit.Image && first is not null)
            surface = surface with { Aspect = (double)first.Width / first.Height };
        var zones = config.Zones.Where(z => z.Surface == surface.Id).ToList();
        var expressionZones = config.Expression is null ? [] : zones.Where(z => z.Expression).Select(z => new ExpressionZone(z.Id, new Polygon(z.Polygon))).ToList();
        var merged = Merged(config).Contains(camera);
        return new LanePlan
        {
            Camera = camera.Id,
            Surface = surface,
            Placement = PlacementOf(camera, boxes),
            Zones = [.. zones.Select(z => new ZonePlan(z.Id, new Polygon(z.Polygon)))],
            Lines = [.. config.Lines.Where(l => l.Surface == surface.Id).Select(l => Line(l, surface))],
            Overlap = Enum.Parse<ZoneOverlap>(config.Overlap, ignoreCase: true),
            Queues = [.. config.Queues.Where(q => zones.Any(z => z.Id == q.Zone)).Select(q => Queue(q, zones))],
            WindowSeconds = config.WindowSeconds,
            ZoneOptions = new ZoneOptions
            {
                Gap = TimeSpan.FromSeconds(config.Visits.GapSeconds),
                Visit = TimeSpan.FromSeconds(config.Visits.VisitSeconds),
                Engaged = TimeSpan.FromSeconds(config.Visits.EngagedSeconds),
            },
            Tracker = DetectorTracking.Options(camera, config.Visits.GapSeconds, merged),
            SteadyWithin = merged ? TimeSpan.Zero : SteadyWithin, // merged people's paths are steadied afterwards
            Masks = camera.Masks,
            Expression = expressionZones.Count > 0 ? expression(expressionZones) : null,
            Attention = Attention(config, camera, surface),
            Exclusions = Exclusions(config, zones, readsExpression: expressionZones.Count > 0),
        };
    }

    /// <summary>When only staff is in the shop.</summary>
    public static StaffHours StaffHoursOf(EdgeConfig config) => new(
        config.StaffHours.SelectMany(h => h.Days.Select(day => new StaffSpan(day, (int)h.From.ToTimeSpan().TotalMinutes, MinutesOf(h)))), config.Occupancy.TimeZone);

    /// <summary>True when a display or a zone with expression asks for the faces in a camera's picture.</summary>
    public static bool LooksAtFaces(EdgeConfig config, CameraConfig camera) =>
        config.Displays.Any(d => d.Camera == camera.Id) || (config.Expression is not null && config.Zones.Any(z => z.Expression && z.Surface == camera.Surface));

    /// <summary>The cameras whose sightings are counted together: all on the floor plan, when they are several.</summary>
    public static IReadOnlyList<CameraConfig> Merged(EdgeConfig config) =>
        config.Floor is not null && config.Cameras.Where(c => c.Calibration.Count > 0).ToList() is { Count: > 1 } cameras ? cameras : [];

    /// <summary>What is counted on the floor plan when its cameras are merged.</summary>
    public static LanePlan OfFloor(EdgeConfig config, IReadOnlyList<CameraConfig> cameras) =>
        Of(config with { Expression = null, Displays = [] }, cameras[0], BoxOf.Person, _ => throw new InvalidOperationException("expression stays with the cameras")) with { Camera = MergedFloor.Name, SteadyWithin = SteadyWithin };

    /// <summary>How a camera's boxes become places.</summary>
    public static Placement PlacementOf(CameraConfig camera, BoxOf boxes) =>
        camera.Calibration.Count > 0 ? new Placement(boxes, Fit(camera).Map, camera.Lens, camera.Masks) : new Placement(boxes, null);

    /// <summary>The calibration of a camera that has one.</summary>
    public static FloorFit Fit(CameraConfig camera) => FloorFit.Of(FloorView.Undistorted(camera.Calibration, camera.Lens));

    /// <summary>What an installer should know of a camera's calibration, in a sentence; null without one.</summary>
    public static string? CalibrationNote(CameraConfig camera)
    {
        if (camera.Calibration.Count == 0)
            return null;
        var fit = Fit(camera);
        var used = camera.Calibration.Count - fit.LeftOut.Count;
        var left = fit.LeftOut.Count == 0
            ? ""
            : $"; left out because they contradict the others: {string.Join(", ", fit.LeftOut.Select(i => $"pair {i + 1} {Show(camera.Calibration[i])}"))}";
        return string.Create(CultureInfo.InvariantCulture, $"camera '{camera.Id}': {used} point pairs agree within {fit.ResidualMetres:0.00} m{left}");
    }

    /// <summary>What an installer should know of the configuration though it is not wrong, a sentence each.</summary>
    public static IEnumerable<string> Notes(EdgeConfig config) => config.Cameras.Select(CalibrationNote).Concat(config.Displays.Select(d => DisplayNote(config, d))).Concat(ExclusionNotes.Of(config)).OfType<string>();

    // Who is lost from sight at the edge has not been seen to leave, so that whether interest was lost stays unknown.
    private static string? DisplayNote(EdgeConfig config, DisplayConfig display)
    {
        const double Edge = 0.03;
        var surface = config.Cameras.First(c => c.Id == display.Camera);
        return surface.Calibration.Count == 0 && display.Area.Any(p => p.X is < Edge or > 1 - Edge)
            ? $"display '{display.Id}': its area reaches the left or right edge of the picture, where people are lost from sight before they leave it: whether interest was lost stays unknown; draw it a face's width inside"
            : null;
    }

    private static string Show(PointPair p) =>
        string.Create(CultureInfo.InvariantCulture, $"[{p.Picture.X}, {p.Picture.Y}, {p.Floor.X}, {p.Floor.Y}]");

    /// <summary>True when <c>in</c> leads to the side where <see cref="Segments.Side"/> is positive: left where y points up (metres), right where it points down.</summary>
    public static bool InIsPositive(LineConfig line, SurfaceUnit unit) => (unit == SurfaceUnit.Metre) == (line.InSide == "left");

    /// <summary>What keeps the count of people inside; null while no line is an entrance.</summary>
    public static OccupancyLedger? Occupancy(EdgeConfig config) =>
        config.Lines.Any(l => l.Entrance) ? new OccupancyLedger(config.Occupancy.ResetAt, config.Occupancy.TimeZone) : null;

    private static AttentionPlan? Attention(EdgeConfig config, CameraConfig camera, Surface surface)
    {
        var displays = config.Displays.Where(d => d.Camera == camera.Id).Select(d => new DisplayPlan(d.Id, new Polygon(d.Area))
        {
            Target = d.Target.Count == 0 ? null : d.Target,
            WithinDegrees = config.Attention.WithinDegrees,
        }).ToList();
        return displays.Count == 0 ? null : new AttentionPlan(displays)
        {
            Entrances = [.. config.Lines.Where(l => l.Entrance && l.Surface == surface.Id).Select(l => Line(l, surface))],
        };
    }

    // Hours and schedules are of expressions: where none is read there is nothing for them to leave out.
    private static ExclusionPlan Exclusions(EdgeConfig config, List<ZoneConfig> zones, bool readsExpression) => new()
    {
        StaffZones = [.. zones.Where(z => z.Staff).Select(z => new Polygon(z.Polygon))],
        OptOutZones = [.. zones.Where(z => z.OptOut).Select(z => new Polygon(z.Polygon))],
        StaffHours = readsExpression && config.StaffHours.Count > 0 ? StaffHoursOf(config) : null,
        Sampling = readsExpression && config.Expression?.Sampling is { } sampling ? new SamplingPlan(sampling.EveryMinutes, sampling.ForMinutes) : null,
    };

    private static int MinutesOf(StaffHoursConfig hours) => hours.To == hours.From ? 24 * 60 : (int)(hours.To - hours.From).TotalMinutes;

    private static QueuePlan Queue(QueueConfig queue, List<ZoneConfig> zones)
    {
        var service = queue.ServiceZone is { } id ? zones.First(z => z.Id == id).Polygon : queue.ServicePolygon;
        return new QueuePlan(queue.Zone, new Polygon(zones.First(z => z.Id == queue.Zone).Polygon), new Polygon(service), TimeSpan.FromSeconds(queue.ReachSeconds));
    }

    private static LinePlan Line(LineConfig line, Surface surface) => new(
        line.Id,
        line.From,
        line.To,
        InIsPositive(line, surface.Unit),
        line.Band ?? (surface.Unit == SurfaceUnit.Metre ? MetreBand : ImageBand),
        line.Entrance);

    private static Surface Plan(FloorConfig floor) => Surface.Floor(EdgeConfigReader.FloorSurface, floor.Name, floor.Origin, floor.Width, floor.Height, floor.Cell);

    private static Surface SurfaceOf(EdgeConfig config, CameraConfig camera) =>
        camera.Calibration.Count > 0 && config.Floor is { } floor
            ? Plan(floor)
            : Surface.Picture(camera.Id, camera.Name, aspect: 4.0 / 3);
}
