using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Anonymisation;

namespace StoreSensing.Edge.Agent.Compliance.Fields;

/// <summary>What stands between a figure and the wire.</summary>
internal enum GuardKind
{
    /// <summary>A figure about a place, told as it is.</summary>
    None,

    /// <summary>Told of at least so many people.</summary>
    People,

    /// <summary>Told of at least so many contact sessions.</summary>
    Sessions,

    /// <summary>The profile never tells it: it is null.</summary>
    Never,

    /// <summary>Says when, what and how much was observed, and what was withheld; nothing about people.</summary>
    Frame,

    /// <summary>Says how the device is or how it is configured; nothing about people.</summary>
    Device,
}

/// <summary>What guards one field under the profile in force.</summary>
internal readonly record struct FieldGuard(GuardKind Kind, int Least = 0)
{
    // The figures that wait for enough people, by where they stand; all others of a metric are told as they are.
    private static readonly (MessageKind Kind, string Prefix, Func<DisclosureRules, FieldGuard> Guard)[] Guarded =
    [
        (MessageKind.Zone, "zones[].dwell.", r => r.Dwell),
        (MessageKind.Heat, "surfaces[].people[]", r => r.Dwell),
        (MessageKind.Flow, "surfaces[].block.", r => r.Dwell),
        (MessageKind.Queue, "queues[].wait.", r => r.Dwell),
        (MessageKind.Queue, "queues[].littleRatio", r => r.Dwell),
        (MessageKind.Attention, "displays[].funnel.", r => r.Dwell),
        (MessageKind.Attention, "displays[].attention.", r => r.Dwell),
        (MessageKind.Attention, "displays[].interest.", r => r.Dwell),
        (MessageKind.Expression, "zones[].shares.", r => r.Expression),
        (MessageKind.Arousal, "zones[].arousal.", r => r.Arousal),
    ];

    // Names of places, times and what was withheld: they are the same whoever is there.
    private static readonly string[] Framing = ["zone", "surface", "layer", "columns", "rows", "cells[]", "line", "queue", "display", "group", "observedSeconds", "resetAt", "timeZone"];

    /// <summary>The guard of a field.</summary>
    public static FieldGuard Of(MessageKind kind, string path, DisclosureRules rules)
    {
        if (!MessageKinds.Metrics.Contains(kind))
            return new FieldGuard(GuardKind.Device);
        if (Array.Find(Guarded, g => g.Kind == kind && path.StartsWith(g.Prefix, StringComparison.Ordinal)) is { Guard: { } guard })
            return guard(rules);
        var name = path[(path.LastIndexOf("[].", StringComparison.Ordinal) is var i and >= 0 ? i + 3 : 0)..];
        return !path.Contains("[]", StringComparison.Ordinal) || Framing.Contains(name) || name.EndsWith("ithheld", StringComparison.Ordinal)
            ? new FieldGuard(GuardKind.Frame)
            : new FieldGuard(GuardKind.None);
    }
}

/// <summary>What the privacy profile in force asks for before figures are told.</summary>
/// <param name="Dwell">Of dwell, waits, flow, entries and exits per cell, funnel, attention and interest.</param>
/// <param name="Expression">Of expression.</param>
/// <param name="Arousal">Of skin-conductance arousal.</param>
internal sealed record DisclosureRules(FieldGuard Dwell, FieldGuard Expression, FieldGuard Arousal)
{
    public static DisclosureRules Of(PrivacyProfile profile) => new(
        Guard(profile.DwellThreshold, GuardKind.People), Guard(profile.ExpressionThreshold, GuardKind.People), Guard(profile.ArousalThreshold, GuardKind.Sessions));

    private static FieldGuard Guard(int? least, GuardKind kind) => least is { } people ? new FieldGuard(kind, people) : new FieldGuard(GuardKind.Never);
}
