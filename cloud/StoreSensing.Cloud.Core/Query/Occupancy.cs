using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>Who is in the zones now.</summary>
public static class Occupancy
{
    /// <summary>The rows that can tell: those of windows that start in this range.</summary>
    public static TimeRange RecentRange(DateTimeOffset now, int windowSeconds) =>
        new(now.AddSeconds(-(ZoneQuery.FreshWindows + 1) * windowSeconds), now.Add(Ingest.CrossChecks.FutureLimit));

    /// <summary>
    /// Per zone, the people at the end of each online device's newest window, added up over devices; the time is the oldest of these windows'
    /// ends. A window that ended more than <see cref="ZoneQuery.FreshWindows"/> windows ago tells nothing about now.
    /// </summary>
    public static IReadOnlyDictionary<string, (int People, DateTimeOffset At)?> Now(
        IEnumerable<Row<ZoneFigures>> recent, IReadOnlyList<DeviceRecord> devices, DateTimeOffset now)
    {
        var sessions = devices.Where(d => d.Status?.State == "online").ToDictionary(d => d.Address.Device, d => d.Status!.Session);
        var newest = new Dictionary<(string Zone, string Device), Row<ZoneFigures>>();
        foreach (var row in recent)
        {
            // Only the session that is online counts: after a restart within a window the old one's people are no longer watched.
            if (!sessions.TryGetValue(row.Window.Device, out var session) || session != row.Window.Session)
                continue;
            if ((now - row.Window.End).TotalSeconds > ZoneQuery.FreshWindows * row.Window.Seconds)
                continue;
            var key = (row.Figures.Zone, row.Window.Device);
            if (!newest.TryGetValue(key, out var known) || row.Window.Start >= known.Window.Start)
                newest[key] = row;
        }
        return newest.GroupBy(n => n.Key.Zone).ToDictionary(
            zone => zone.Key,
            zone => ((int, DateTimeOffset)?)(zone.Sum(n => n.Value.Figures.OccupancyNow), zone.Min(n => n.Value.Window.End)));
    }
}
