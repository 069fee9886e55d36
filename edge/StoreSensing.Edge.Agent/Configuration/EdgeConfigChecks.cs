using StoreSensing.Configuration;
using StoreSensing.Edge.Core.Anonymisation;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>What one key can't know about another: doubled ids, surfaces that don't exist, expression without its notice.</summary>
internal static class EdgeConfigChecks
{
    private const double LeastFaceRate = 4;
    private const double MostFaceRate = 30;

    public static void Apply(ConfigSection root, EdgeConfig config)
    {
        if (config.Cameras.Count == 0)
            WithoutCameras(root, config);
        Doubled(root, "cameras", config.Cameras.Select(c => c.Id));
        Doubled(root, "zones", config.Zones.Select(z => z.Id));
        Doubled(root, "lines", config.Lines.Select(l => l.Id));
        Doubled(root, "displays", config.Displays.Select(d => d.Id));
        for (var i = 0; i < config.Cameras.Count; i++)
            Camera(root, config, i);
        for (var i = 0; i < config.Zones.Count; i++)
            Surface(root, config, $"zones[{i}].surface", config.Zones[i].Surface);
        for (var i = 0; i < config.Lines.Count; i++)
        {
            Surface(root, config, $"lines[{i}].surface", config.Lines[i].Surface);
            if (config.Lines[i].From == config.Lines[i].To)
                root.RefuseAt($"lines[{i}].to", "is the same point as 'from', so the line has no length");
        }
        for (var i = 0; i < config.Queues.Count; i++)
            Queue(root, config, i);
        for (var i = 0; i < config.Displays.Count; i++)
            DisplayChecks.Apply(root, config, i);
        OneTime(root, config);
        Sizes(root, config);
        config.Mqtt.Check(root);
        if (config.Visits.EngagedSeconds < config.Visits.VisitSeconds)
            root.RefuseAt("visits.engagedSeconds", "must not be below visitSeconds: an engaged visit is a visit");
        Expression(root, config);
    }

    // Sensors alone need zones to tell of, and those a floor plan; all else is counted in pictures.
    private static void WithoutCameras(ConfigSection root, EdgeConfig config)
    {
        if (config.SkinConductance is null)
        {
            root.RefuseAt("cameras", "needs at least one entry");
            return;
        }
        if (config.Zones.Count > 0 && config.Floor is null)
            root.RefuseAt("zones", "there is no camera whose picture they could lie on: they need a 'floor' section");
        foreach (var (key, count) in new[] { ("lines", config.Lines.Count), ("queues", config.Queues.Count), ("displays", config.Displays.Count), ("expression", config.Expression is null ? 0 : 1) })
            if (count > 0)
                root.RefuseAt(key, "needs a camera");
    }

    private static void Doubled(ConfigSection root, string list, IEnumerable<string> ids)
    {
        var seen = new HashSet<string>();
        var i = 0;
        foreach (var id in ids)
        {
            if (id.Length > 0 && !seen.Add(id))
                root.RefuseAt($"{list}[{i}].id", "is used twice: ids must differ");
            i++;
        }
    }

    private static void Camera(ConfigSection root, EdgeConfig config, int i)
    {
        var camera = config.Cameras[i];
        if (camera.Calibration.Count > 0 && config.Floor is null)
            root.RefuseAt($"cameras[{i}].calibration", "needs a 'floor' section that says how large the plan is");
        if (camera.Fine && camera.Detector != "centernet")
            root.RefuseAt($"cameras[{i}].fine", $"works with the detector centernet only, this camera has {camera.Detector}: leave it out");
        if (1 / camera.FramesPerSecond >= config.Visits.GapSeconds)
            root.RefuseAt($"cameras[{i}].framesPerSecond", $"is too few for visits.gapSeconds {config.Visits.GapSeconds}: at least two pictures must fall into a gap");
        if (EdgeConfigReader.FaceDetectors.Contains(camera.Detector) && camera.FramesPerSecond is < LeastFaceRate or > MostFaceRate)
            root.RefuseAt($"cameras[{i}].framesPerSecond", $"must be {LeastFaceRate} to {MostFaceRate} with {camera.Detector}: on fewer pictures nobody can tell a face that stands still from a printed one");
        if (camera.Id == EdgeConfigReader.FloorSurface && camera.Calibration.Count == 0 && config.Floor is not null)
            root.RefuseAt($"cameras[{i}].id", "is the name of the floor plan: give the uncalibrated camera another id");
    }

    // Cameras on one floor plan are merged by time: recordings of a known time and cameras of today have none in common.
    private static void OneTime(ConfigSection root, EdgeConfig config)
    {
        var floor = config.Cameras.Where(c => c.Calibration.Count > 0).ToList();
        if (floor.Count > 1 && floor.Any(c => c.StartedAt is not null) && floor.Find(c => c.StartedAt is null) is { } without)
            root.RefuseAt($"cameras[{config.Cameras.ToList().IndexOf(without)}].startedAt", "is missing: another camera on the floor plan is a recording of a given time, and people are merged by time");
    }

    // What the wire's schemas allow: beyond it the cloud would refuse every message.
    private static void Sizes(ConfigSection root, EdgeConfig config)
    {
        AtMost(root, "cameras", config.Cameras.Count, WireBounds.Cameras);
        AtMost(root, "zones", config.Zones.Count, WireBounds.Zones);
        AtMost(root, "lines", config.Lines.Count, WireBounds.Lines);
        AtMost(root, "displays", config.Displays.Count, WireBounds.Displays);
        AtMost(root, "skinConductance.sensors", config.SkinConductance?.Sensors.Count ?? 0, WireBounds.Sensors);
        for (var i = 0; i < config.Zones.Count; i++)
            AtMost(root, $"zones[{i}].polygon", config.Zones[i].Polygon.Count, WireBounds.Corners);
        for (var i = 0; i < config.Displays.Count; i++)
        {
            AtMost(root, $"displays[{i}].area", config.Displays[i].Area.Count, WireBounds.Corners);
            AtMost(root, $"displays[{i}].target", config.Displays[i].Target.Count, WireBounds.Corners);
        }
        if (config.Floor is not { } floor)
            return;
        var plan = Edge.Core.FloorPlan.Surface.Floor("floor", "", floor.Origin, floor.Width, floor.Height, floor.Cell);
        if (plan.Columns > WireBounds.GridSide || plan.Rows > WireBounds.GridSide || plan.Columns * plan.Rows > WireBounds.Cells)
            root.RefuseAt("floor.cellMetres", $"makes {plan.Columns} × {plan.Rows} cells; at most {WireBounds.GridSide} a side and {WireBounds.Cells} in all are possible: choose larger cells");
    }

    private static void AtMost(ConfigSection root, string path, int count, int most)
    {
        if (count > most)
            root.RefuseAt(path, $"has {count} entries, at most {most} are possible");
    }

    private static void Surface(ConfigSection root, EdgeConfig config, string path, string surface)
    {
        if (config.Cameras.Count == 0 && (config.Floor is null || surface.Length == 0))
            return;
        var surfaces = config.Cameras.Count == 0 ? [EdgeConfigReader.FloorSurface] : config.Cameras.Select(c => c.Surface).Where(s => s.Length > 0).Distinct().ToList();
        if (surface.Length == 0 && surfaces.Count > 1)
            root.RefuseAt(path, $"is missing: there are several surfaces, say which: {string.Join(", ", surfaces)}");
        else if (surface.Length > 0 && !surfaces.Contains(surface))
            root.RefuseAt(path, $"no camera looks at this surface{Nearest.Suggest(surface, surfaces)}");
    }

    private static void Queue(ConfigSection root, EdgeConfig config, int i)
    {
        var (queue, ids) = (config.Queues[i], config.Zones.Select(z => z.Id).ToList());
        if (queue.Zone.Length > 0 && !ids.Contains(queue.Zone))
            root.RefuseAt($"queues[{i}].zone", $"there is no such zone{Nearest.Suggest(queue.Zone, ids)}");
        if (queue.Zone.Length > 0 && config.Queues.Take(i).Any(q => q.Zone == queue.Zone))
            root.RefuseAt($"queues[{i}].zone", "has a queue already: a zone has one");
        if (queue.ServiceZone is null == (queue.ServicePolygon.Count == 0))
            root.RefuseAt($"queues[{i}]", "needs either serviceZone or servicePolygon");
        else if (queue.ServiceZone == queue.Zone)
            root.RefuseAt($"queues[{i}].serviceZone", "is the zone in which people queue: who joins would be served at once");
        else if (queue.ServiceZone is { } service && !ids.Contains(service))
            root.RefuseAt($"queues[{i}].serviceZone", $"there is no such zone{Nearest.Suggest(service, ids)}");
        else if (queue.ServiceZone is { } at && ids.Contains(queue.Zone) && config.Zones.Where(z => z.Id == at || z.Id == queue.Zone).Select(z => z.Surface).Where(s => s.Length > 0).Distinct().Count() > 1)
            root.RefuseAt($"queues[{i}].serviceZone", "lies on another surface than the zone in which people queue");
    }

    private static void Expression(ConfigSection root, EdgeConfig config)
    {
        var zones = config.Zones.Count(z => z.Expression);
        if (zones > 0 && config.Expression is null)
            root.RefuseAt("expression", "is missing: zones with 'expression: true' need its purpose, noticePlace, noticeSince, lawfulBasis and retentionDays (people must be told before it starts)");
        if (zones > 0 && config.Privacy == PrivacyProfile.Traffic.Name)
            root.RefuseAt("privacy", "the profile traffic tells no expressions: use standard, or take 'expression: true' from the zones");
        if (zones == 0 && config.Expression is not null)
            root.RefuseAt("expression", "no zone has 'expression: true', so it would never be looked for");
        if (config.Expression is { Models: "emotion" } && Expressive(config).FirstOrDefault(c => c.FaceNetwork != "blazeface") is { } other)
            root.RefuseAt("expression.models", $"'emotion' was measured on faces found by blazeface, and camera '{other.Id}' finds them with {other.FaceNetwork}: its mistakes there are unknown; use blazeface there, or with yunet one of the sets with fer");
        if (config.Expression is { } expression && expression.Models.StartsWith("fer", StringComparison.Ordinal) && WithoutLandmarks(config) is { } camera)
            root.RefuseAt("expression.models", $"'{expression.Models}' levels faces by their landmarks, and camera '{camera.Id}' finds faces with {camera.FaceNetwork}, which gives none of the mouth: use yunet or yunet-s there");
    }

    // Of the cameras that look at a zone with expression, one whose faces have no landmarks.
    private static CameraConfig? WithoutLandmarks(EdgeConfig config) => Expressive(config).FirstOrDefault(c => !EdgeConfigReader.WithLandmarks.Contains(c.FaceNetwork));

    private static IEnumerable<CameraConfig> Expressive(EdgeConfig config)
    {
        var surfaces = config.Zones.Where(z => z.Expression).Select(z => z.Surface).ToList();
        return config.Cameras.Where(c => surfaces.Contains(c.Surface) || surfaces.Contains(""));
    }
}
