using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>Who is in a zone now.</summary>
/// <param name="People">People; null when any device withholds its own.</param>
/// <param name="Below">Then: there are fewer people than this; null where a profile never tells it.</param>
/// <param name="At">When that was, UTC.</param>
internal sealed record Present(int? People, int? Below, DateTimeOffset At);

/// <summary>Who is in the zones now.</summary>
public static class Occupancy
{
    /// <summary>The rows that can tell: those of windows that start in this range.</summary>
    public static TimeRange RecentRange(DateTimeOffset now, int windowSeconds) =>
        new(now.AddSeconds(-(ZoneQuery.FreshWindows + 1) * windowSeconds), now.Add(Ingest.CrossChecks.FutureLimit));

    /// <summary>A zone's occupancy that is not told is of fewer people than this; null where the profile never tells it.</summary>
    internal static int? Below(ZoneFigures zone, LayoutPrivacy? privacy) =>
        zone.PersonSecondsWithheld == "profile" || privacy?.Profile == "strict" ? null : privacy?.HeatThreshold;

    /// <summary>
    /// Per zone, the people at the end of each online device's newest window, added up over devices; the time is the oldest of these windows'
    /// ends. A window that ended more than <see cref="ZoneQuery.FreshWindows"/> windows ago tells nothing about now.
    /// </summary>
    internal static IReadOnlyDictionary<string, Present> Now(
        StoreLayout layout, IEnumerable<Row<ZoneFigures>> recent, IReadOnlyList<DeviceRecord> devices, DateTimeOffset now) =>
        Newest(recent, devices, now, z => z.Zone).ToDictionary(here => here.Key, here =>
        {
            var at = here.Min(row => row.Window.End);
            if (here.All(row => row.Figures.OccupancyNow is not null))
                return new Present(here.Sum(row => row.Figures.OccupancyNow), null, at);
            // The most that the devices can have together, and one more.
            var most = here.Select(row => row.Figures.OccupancyNow ?? Below(row.Figures, layout.PrivacyOf(row.Window.Device)) - 1).ToList();
            return new Present(null, most.Contains(null) ? null : most.Sum() + 1, at);
        });

    /// <summary>The same of figures that are always told.</summary>
    /// <param name="recent">Rows of the last windows before now.</param>
    /// <param name="devices">The shop's devices.</param>
    /// <param name="now">UTC.</param>
    /// <param name="place">What the figures are about.</param>
    /// <param name="people">Its people at the end of the window.</param>
    internal static IReadOnlyDictionary<string, (int People, DateTimeOffset At)?> Now<T>(
        IEnumerable<Row<T>> recent, IReadOnlyList<DeviceRecord> devices, DateTimeOffset now, Func<T, string> place, Func<T, int> people) =>
        Newest(recent, devices, now, place).ToDictionary(
            here => here.Key, here => ((int, DateTimeOffset)?)(here.Sum(row => people(row.Figures)), here.Min(row => row.Window.End)));

    private static IEnumerable<IGrouping<string, Row<T>>> Newest<T>(
        IEnumerable<Row<T>> recent, IReadOnlyList<DeviceRecord> devices, DateTimeOffset now, Func<T, string> place)
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
        return newest.GroupBy(n => n.Key.Place, n => n.Value);
    }
}
