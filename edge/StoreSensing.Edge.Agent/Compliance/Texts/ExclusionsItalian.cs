using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>Who is left out of what, exactly, and who is not, in Italian: what several documents say in the same words.</summary>
internal static class ExclusionsItalian
{
    private static readonly string[] Days = ["dom", "lun", "mar", "mer", "gio", "ven", "sab"];

    /// <summary>All that is configured of it, for the list of measures.</summary>
    public static string Measure(PackFacts facts) => string.Join(' ', ((string?[])[StaffZones(facts), OptOut(facts), Hours(facts)]).OfType<string>()) is { Length: > 0 } said
        ? said
        : "Non sono configurati né zone del personale, né zone di rifiuto, né orari del personale.";

    /// <summary>Null where there is none.</summary>
    public static string? StaffZones(PackFacts facts) => facts.StaffZones.Count == 0 ? null : $"Zone del personale ({string.Join(", ", facts.StaffZones)}): {Zones(facts)}";

    /// <summary>Null where there is none.</summary>
    public static string? OptOut(PackFacts facts) => facts.OptOutZones.Count == 0 ? null : $"Zone di rifiuto ({string.Join(", ", facts.OptOutZones)}): {Zones(facts)}";

    /// <summary>How far an opt-out reaches, for whoever steps through it.</summary>
    public static string Reach(PackFacts facts) => facts.Looking > 1
        ? "Vale per ogni telecamera che vi vede lì, finché quella telecamera non vi perde di vista; le altre non ne sanno nulla."
        : "Vale finché la telecamera non vi perde di vista.";

    /// <summary>Null where none are set.</summary>
    public static string? Hours(PackFacts facts) => !facts.StaffHours ? null
        : $"Orari del personale ({string.Join("; ", facts.Config.StaffHours.Select(Hours))}): {(facts.Expression is null ? "escludono solo le espressioni, e qui non se ne valutano." : "in essi non si valuta nessuna espressione.")} Tutto il resto continua in questi orari: i conteggi{(facts.Attention ? ", l’attenzione alle esposizioni" : "")}{(facts.SkinConductance is null ? "" : ", la conduttanza cutanea di chi tocca un sensore e acconsente")}.";

    /// <summary>What keeps no employee from being evaluated; null where nothing is inferred from faces.</summary>
    public static string? Employees(PackFacts facts) => facts.Expression is null ? null
        : $"{(facts.StaffZones.Count == 0 ? "Nessuna zona è segnata come zona del personale, e il programma" : "Il programma")} non distingue i lavoratori dai visitatori. I lavoratori che entrano in {string.Join(", ", facts.ExpressionZones)}{(facts.StaffHours ? " fuori dagli orari del personale" : "")}{(facts.StaffZones.Count == 0 ? "" : " senza essere appena stati in una zona del personale davanti alla stessa telecamera")} sarebbero valutati come i visitatori, ciò che l’art. 5, par. 1, lett. f, del regolamento (UE) 2024/1689 vieta.";

    /// <summary>The same of skin sensors; null where there is none.</summary>
    public static string? EmployeesAtSensors(PackFacts facts) => facts.SkinConductance is null ? null
        : "I sensori per la pelle misurano chiunque li tocchi e acconsenta, anche i lavoratori; in una zona del personale non se ne possono configurare, e uno che vi si porta non comunica nulla, ma null’altro ne tiene lontani i lavoratori al lavoro.";

    private static string Zones(PackFacts facts) =>
        $"di chi una telecamera vi ha visto, quella telecamera non valuta né espressione né attenzione finché non lo perde di vista. Ogni telecamera sa solo ciò che ha visto essa stessa: un’altra non ne sa nulla, neanche sullo stesso pavimento, e chi è perso e ritrovato ricomincia da capo.{(facts.FindsByFaces ? " Le telecamere che trovano le persone dal volto trovano anche questi volti, per contare." : "")} Queste persone si contano come tutte le altre.";

    private static string Hours(StaffHoursConfig hours) => $"{(hours.Days.Count == 7 ? "ogni giorno" : string.Join(", ", hours.Days.Select(d => Days[(int)d])))} {hours.From:HH':'mm}–{hours.To:HH':'mm}";
}
