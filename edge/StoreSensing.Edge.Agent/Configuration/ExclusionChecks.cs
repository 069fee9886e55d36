using StoreSensing.Configuration;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Agent.Lanes;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>Where people work nobody's emotions are inferred, and nobody is looked at who asked not to be: what contradicts that is refused.</summary>
internal static class ExclusionChecks
{
    /// <summary>The prohibition that these checks keep.</summary>
    public const string Law = "Article 5(1)(f) of Regulation (EU) 2024/1689 (AI Act) forbids inferring emotions of people at work";

    public static void Apply(ConfigSection root, EdgeConfig config)
    {
        for (var i = 0; i < config.Zones.Count; i++)
            Zone(root, config, i);
        for (var i = 0; i < config.Displays.Count; i++)
            Display(root, config, i);
        for (var i = 0; i < config.SkinConductance?.Sensors.Count; i++)
            if (config.Zones.FirstOrDefault(z => z.Id == config.SkinConductance.Sensors[i].Zone) is { Staff: true } zone)
                root.RefuseAt($"skinConductance.sensors[{i}].zone", $"is a staff zone, and {Law}: put the sensor where visitors are, or take 'staff: true' from zone '{zone.Id}'");
        if (config.StaffHours.Count > 0 && LanePlans.StaffHoursOf(config).CoverTheWeek)
            root.RefuseAt("staffHours", "cover the whole week: the shop would never be open");
    }

    private static void Zone(ConfigSection root, EdgeConfig config, int i)
    {
        var zone = config.Zones[i];
        if (!zone.Expression)
            return;
        if (zone.Staff)
            root.RefuseAt($"zones[{i}].expression", $"'{zone.Id}' is a staff zone, and {Law}: take 'expression: true' from it");
        else if (OverlappedBy(config, zone.Polygon, zone.Surface) is { } staff)
            root.RefuseAt($"zones[{i}].polygon", $"'{zone.Id}' looks for expressions and overlaps the staff zone '{staff.Id}', and {Law}: draw the two apart");
        if (zone.OptOut)
            root.RefuseAt($"zones[{i}].optOut", $"whoever stands in '{zone.Id}' asks not to be looked at, so no expression could ever be read in it: take 'expression: true' from it, or draw the opt-out zone by itself");
    }

    private static void Display(ConfigSection root, EdgeConfig config, int i)
    {
        var display = config.Displays[i];
        var zone = config.Zones.FirstOrDefault(z => z.Id == display.Zone);
        var surface = config.Cameras.FirstOrDefault(c => display.Camera.Length == 0 || c.Id == display.Camera)?.Surface ?? "";
        if (zone is { Staff: true })
            root.RefuseAt($"displays[{i}].zone", $"'{zone.Id}' is a staff zone: the interest of people at work would be watched, and {Law}");
        else if (OverlappedBy(config, zone?.Polygon ?? display.Area, surface) is { } staff)
            root.RefuseAt(zone is null ? $"displays[{i}].area" : $"displays[{i}].zone", $"overlaps the staff zone '{staff.Id}': the interest of people at work would be watched, and {Law}; draw the two apart");
        if (zone is { OptOut: true })
            root.RefuseAt($"displays[{i}].zone", $"'{zone.Id}' is an opt-out zone: whoever stands in it asks not to be looked at, so no attention could ever be seen");
    }

    // The first staff zone on the surface that shares area with the polygon; corners that make no polygon are refused elsewhere.
    private static ZoneConfig? OverlappedBy(EdgeConfig config, IReadOnlyList<PlanePoint> corners, string surface) => Polygon.Problem(corners) is not null
        ? null
        : config.Zones.FirstOrDefault(z => z.Staff && AreOne(z.Surface, surface) && Polygon.Problem(z.Polygon) is null && new Polygon(z.Polygon).Overlaps(new Polygon(corners)));

    // Where there is one surface only, nobody has to name it.
    private static bool AreOne(string a, string b) => a.Length == 0 || b.Length == 0 || a == b;
}
