using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>Who is left out of what, exactly, and who is not, in English: what several documents say in the same words.</summary>
internal static class ExclusionsEnglish
{
    /// <summary>All that is configured of it, for the list of measures.</summary>
    public static string Measure(PackFacts facts) => string.Join(' ', ((string?[])[StaffZones(facts), OptOut(facts), Hours(facts)]).OfType<string>()) is { Length: > 0 } said
        ? said
        : "No staff zones, no opt-out zones and no staff hours are configured.";

    /// <summary>Null where there is none.</summary>
    public static string? StaffZones(PackFacts facts) => facts.StaffZones.Count == 0 ? null : $"Staff zones ({string.Join(", ", facts.StaffZones)}): {Zones(facts)}";

    /// <summary>Null where there is none.</summary>
    public static string? OptOut(PackFacts facts) => facts.OptOutZones.Count == 0 ? null : $"Opt-out zones ({string.Join(", ", facts.OptOutZones)}): {Zones(facts)}";

    /// <summary>How far an opt-out reaches, for whoever steps through it.</summary>
    public static string Reach(PackFacts facts) => facts.Looking > 1
        ? "It holds for each camera that sees you there, until that camera loses you from view; the other cameras don’t know of it."
        : "It holds until the camera loses you from view.";

    /// <summary>Null where none are set.</summary>
    public static string? Hours(PackFacts facts) => !facts.StaffHours ? null
        : $"Staff hours ({string.Join("; ", facts.Config.StaffHours.Select(Hours))}): {(facts.Expression is null ? "they leave out expressions only, and none are evaluated." : "no expression is evaluated in them.")} Everything else goes on in these hours: counting{(facts.Attention ? ", attention to displays" : "")}{(facts.SkinConductance is null ? "" : ", skin conductance of whoever touches a sensor and consents")}.";

    /// <summary>What keeps no employee from being evaluated; null where nothing is inferred from faces.</summary>
    public static string? Employees(PackFacts facts) => facts.Expression is null ? null
        : $"{(facts.StaffZones.Count == 0 ? "No zone is marked as a staff zone, and the program" : "The program")} can’t tell employees from visitors. Employees who come into {string.Join(", ", facts.ExpressionZones)}{(facts.StaffHours ? " outside the staff hours" : "")}{(facts.StaffZones.Count == 0 ? "" : " without having just stood in a staff zone before the same camera")} would be evaluated like visitors, which Art. 5(1)(f) of the AI Act forbids.";

    /// <summary>The same of skin sensors; null where there is none.</summary>
    public static string? EmployeesAtSensors(PackFacts facts) => facts.SkinConductance is null ? null
        : "Skin sensors measure whoever touches them and consents, employees as well; in a staff zone none can be configured and one that is carried there tells nothing, but nothing else keeps employees at work from them.";

    private static string Zones(PackFacts facts) =>
        $"of somebody whom a camera has seen stand there, that camera evaluates neither expression nor attention until it loses them from view. Each camera goes by what it saw itself: another camera does not know, on the same floor either, and who is lost and found again begins anew.{(facts.FindsByFaces ? " Cameras that find people by their faces find these faces, too, to count." : "")} They are counted like everybody.";

    private static string Hours(StaffHoursConfig hours) => $"{(hours.Days.Count == 7 ? "daily" : string.Join(", ", hours.Days.Select(d => d.ToString()[..3])))} {hours.From:HH':'mm}–{hours.To:HH':'mm}";
}
