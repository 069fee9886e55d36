using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>
/// Lays person-seconds over the windows in which people were there. A device tells the seconds of visits together, once enough of them have ended, so the
/// window they come with may be much shorter than the visits: put into it alone they would be a crowd that never was. Each telling is spread evenly over the
/// observed time since the last one of its session, from the first window on that may have had a visit. One zone, windows in their order.
/// </summary>
internal sealed class PresenceSpread
{
    private readonly Dictionary<(string Device, string Session), List<(WindowOrigin Window, double ObservedSeconds)>> _open = [];

    /// <summary>The windows of which this one tells, each with its observed seconds and its part of the person-seconds; none while nothing is told.</summary>
    public IEnumerable<(WindowOrigin Window, double ObservedSeconds, double PersonSeconds)> Add(Row<ZoneFigures> row)
    {
        var zone = row.Figures;
        if (zone.PersonSecondsWithheld == "profile")
            return [];
        var session = (row.Window.Device, row.Window.Session);
        if (!_open.TryGetValue(session, out var open))
            _open[session] = open = [];
        // Nobody came, and nobody's seconds wait.
        if (open.Count == 0 && zone is { PersonSecondsWithheld: "no-visits", Visits: 0 })
            return [(row.Window, zone.ObservedSeconds, 0)];
        open.Add((row.Window, zone.ObservedSeconds));
        if (zone.PersonSeconds is not { } told)
            return [];
        var observed = open.Sum(w => w.ObservedSeconds);
        _open.Remove(session);
        return open.Select(w => (w.Window, w.ObservedSeconds, observed > 0 ? told * w.ObservedSeconds / observed : told / open.Count));
    }
}
