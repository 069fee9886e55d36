using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>Where employees may be evaluated though nothing in the configuration contradicts the law: sentences for whoever sets it up.</summary>
internal static class ExclusionNotes
{
    public static IEnumerable<string> Of(EdgeConfig config) => [.. Service(config), .. Hours(config)];

    // Whoever serves stands there all day: the likeliest place for an employee's face.
    private static IEnumerable<string> Service(EdgeConfig config)
    {
        if (config.Expression is null || config.Zones.Any(z => z.Staff))
            yield break;
        foreach (var zone in config.Zones.Where(z => z.Expression))
            if (config.Queues.FirstOrDefault(q => Serves(config, q, zone)) is { } queue)
                yield return $"zone '{zone.Id}' looks for expressions where queue '{queue.Zone}' is served, and no zone is marked staff: employees may stand there, and {ExclusionChecks.Law}; draw a zone with 'staff: true' where they stand, or take 'expression: true' from '{zone.Id}'";
    }

    private static bool Serves(EdgeConfig config, QueueConfig queue, ZoneConfig zone) => queue.ServiceZone is { } id
        ? id == zone.Id
        : config.Zones.First(z => z.Id == queue.Zone).Surface == zone.Surface && new Polygon(queue.ServicePolygon).Overlaps(new Polygon(zone.Polygon));

    private static IEnumerable<string> Hours(EdgeConfig config)
    {
        if (config.StaffHours.Count == 0)
            yield break;
        if (config.Displays.Count > 0)
            yield return $"staffHours leave out expressions only: attention to {Named("display", config.Displays.Select(d => d.Id))} is measured in these hours, too, of whoever passes";
        if (config.SkinConductance?.Sensors.Where(s => s.Consent == "contact").Select(s => s.Id).ToList() is { Count: > 0 } sensors)
            yield return $"staffHours leave out expressions only: {Named("sensor", sensors)} {(sensors.Count == 1 ? "takes" : "take")} a touch for consent, so skin conductance is measured in these hours, too, of whoever touches; use 'consent: ask' where employees might";
    }

    private static string Named(string noun, IEnumerable<string> ids) => ids.ToList() is [var only] ? $"{noun} '{only}'" : $"{noun}s {string.Join(", ", ids.Select(id => $"'{id}'"))}";
}
