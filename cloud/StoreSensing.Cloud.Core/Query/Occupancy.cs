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
        IEnumerable<Row<ZoneFigures>> recent, IReadOnlyList<DeviceRecord> devices, DateTimeOffset now) =>
        Now(recent, devices, now, z => z.Zone, z => z.OccupancyNow);

    /// <summary>The same of any figures.</summary>
    /// <param name="recent">Rows of the last windows before now.</param>
    /// <param name="devices">The shop's devices.</param>
    /// <param name="now">UTC.</param>
    /// <param name="place">What the figures are about.</param>
    /// <param name="people">Its people at the end of the window.</param>
    internal static IReadOnlyDictionary<string, (int People, DateTimeOffset At)?> Now<T>(
        IEnumerable<Row<T>> recent, IReadOnlyList<DeviceRecord> devices, DateTimeOffset now, Func<T, string> place, Func<T, int> people)
    {
        var sessions = devices.Where(d => d.Status?.State == "online").ToDictionary(d => d.Address.Device, d => d.Status!.Session);
        var newest = new Dictionary<(string Place, string Device), Row<T>>();
        foreach (var row in recent)
        {
            // Only the session that is online counts: after a restart within a window the old one's people are no longer watched.
            if (!sessions.TryGetValue(row.Window.Device, out var session) || session != row.Window.Session)
                continue;
            if ((now - row.Window.End).TotalSeconds > ZoneQuery.FreshWindows * row.Window.Seconds)
                continue;
            var key = (place(row.Figures), row.Window.Device);
            if (!newest.TryGetValue(key, out var known) || row.Window.Start >= known.Window.Start)
                newest[key] = row;
        }
        return newest.GroupBy(n => n.Key.Place).ToDictionary(
            here => here.Key,
            here => ((int, DateTimeOffset)?)(here.Sum(n => people(n.Value.Figures)), here.Min(n => n.Value.Window.End)));
    }
}
