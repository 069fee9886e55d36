using StoreSensing.Contracts.Wire;

namespace StoreSensing.Edge.Agent.Compliance.Fields;

/// <summary>What stands between a figure and the wire.</summary>
internal enum GuardKind
{
    /// <summary>A figure about a place, told as it is.</summary>
    None,

    /// <summary>Told in steps of so many people; the rest waits.</summary>
    Steps,

    /// <summary>Told with noise, of at least so many people.</summary>
    Noise,

    /// <summary>Told of at least so many people.</summary>
    People,

    /// <summary>Told per cell of the floor, of at least so many people in it.</summary>
    Cell,

    /// <summary>Told of at least so many contact sessions.</summary>
    Sessions,

    /// <summary>It depends on the people who are there, and is told as it is, in every window.</summary>
    Unguarded,

    /// <summary>The profile never tells it: it is null or left out.</summary>
    Never,

    /// <summary>Says when, what and how much was observed, and what was withheld; nothing about people.</summary>
    Frame,

    /// <summary>How many figures wait or were withheld: it depends loosely on people, and is told as it is.</summary>
    Waiting,

    /// <summary>How fast the device works: it depends loosely on how many people are in view, and is told as it is.</summary>
    Load,

    /// <summary>Says how the device is or how it is configured; nothing about people.</summary>
    Device,
}

/// <summary>What guards one field under the profile in force.</summary>
/// <param name="Kind">How.</param>
/// <param name="Least">People or sessions needed; 0 where none are.</param>
internal readonly record struct FieldGuard(GuardKind Kind, int Least = 0)
{
    // What the profile holds back, by where it stands; all other figures of a metric are told as they are.
    private static readonly (MessageKind Kind, string Prefix, Func<DisclosureRules, FieldGuard> Guard)[] Guarded =
    [
        (MessageKind.Zone, "zones[].visits", r => r.Count),
        (MessageKind.Zone, "zones[].engagedVisits", r => r.Count),
        (MessageKind.Zone, "zones[].personSeconds", r => r.PersonSeconds),
        (MessageKind.Zone, "zones[].occupancy", r => r.Presence),
        (MessageKind.Zone, "zones[].dwell.", r => r.Dwell),
        (MessageKind.Line, "lines[].in", r => r.Count),
        (MessageKind.Line, "lines[].out", r => r.Count),
        (MessageKind.Heat, "surfaces[].cells[]", r => r.Heat),
        (MessageKind.Heat, "surfaces[].personSeconds[]", r => r.Heat),
        (MessageKind.Heat, "surfaces[].people[]", r => r.Ends),
        (MessageKind.Heat, "surfaces[].merge.", r => r.Merge),
        (MessageKind.Flow, "surfaces[].block.", r => r.Ways),
        (MessageKind.Queue, "queues[].wait.", r => r.Dwell),
        (MessageKind.Queue, "queues[].littleRatio", r => r.Dwell),
        (MessageKind.Attention, "displays[].funnel.", r => r.Dwell),
        (MessageKind.Attention, "displays[].attention.", r => r.Dwell),
        (MessageKind.Attention, "displays[].interest.", r => r.Dwell),
        (MessageKind.Expression, "zones[].shares.", r => r.Expression),
        (MessageKind.Arousal, "zones[].arousal.", r => r.Arousal),
    ];

    // Names of places and times: they are the same whoever is there.
    private static readonly string[] Framing = ["zone", "surface", "layer", "columns", "rows", "line", "queue", "display", "group", "observedSeconds", "since", "countsSince", "withheld", "resetAt", "timeZone"];

    /// <summary>The guard of a field.</summary>
    public static FieldGuard Of(MessageKind kind, string path, DisclosureRules rules)
    {
        if (!MessageKinds.Metrics.Contains(kind))
            return new FieldGuard(kind == MessageKind.Status && path.StartsWith("cameras[].frames", StringComparison.Ordinal) ? GuardKind.Load : GuardKind.Device);
        if (path == "suppressed")
            return rules.Waiting;
        var name = path[(path.LastIndexOf("[].", StringComparison.Ordinal) is var i and >= 0 ? i + 3 : 0)..];
        if (!path.Contains("[]", StringComparison.Ordinal) || name.EndsWith("Withheld", StringComparison.Ordinal))
            return new FieldGuard(GuardKind.Frame);
        if (Array.Find(Guarded, g => g.Kind == kind && path.StartsWith(g.Prefix, StringComparison.Ordinal)) is { Guard: { } guard })
            return guard(rules);
        return new FieldGuard(Framing.Contains(name) ? GuardKind.Frame : GuardKind.None);
    }
}
