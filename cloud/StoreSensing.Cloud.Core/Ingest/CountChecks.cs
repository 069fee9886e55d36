using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>Two counts of one place. Each may be withheld, and then there is a reason; what is told may reach back over earlier windows.</summary>
internal static class CountChecks
{
    /// <summary>What contradicts itself in a zone's counts, with the path below the zone; null when nothing does.</summary>
    public static string? Problem(ZoneFigures zone, DateTimeOffset windowStart) => Problem(
        (zone.Visits, "visits"), (zone.EngagedVisits, "engagedVisits"), (zone.CountsSince, "countsSince"), (zone.CountsWithheld, "countsWithheld"), windowStart);

    /// <summary>The same of a line.</summary>
    public static string? Problem(LineFigures line, DateTimeOffset windowStart) =>
        Problem((line.In, "in"), (line.Out, "out"), (line.Since, "since"), (line.Withheld, "withheld"), windowStart);

    private static string? Problem(
        (int? People, string Name) one, (int? People, string Name) other, (DateTimeOffset? Time, string Name) since, (string? Reason, string Name) withheld, DateTimeOffset windowStart)
    {
        if ((one.People is null || other.People is null) != withheld.Reason is not null)
            return withheld.Reason is null ? $" must have {withheld.Name} where {one.Name} or {other.Name} is null" : $".{withheld.Name} is a reason, but nothing is withheld";
        if (since.Time is not { } start)
            return null;
        if (one.People is null && other.People is null)
            return $".{since.Name} is given, but nothing is told";
        return start > windowStart ? $".{since.Name} is after the window's start" : null;
    }
}
