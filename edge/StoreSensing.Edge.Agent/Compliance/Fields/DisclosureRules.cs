using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Anonymisation.Strict;

namespace StoreSensing.Edge.Agent.Compliance.Fields;

/// <summary>What the privacy profile in force asks for before figures are told; what <see cref="Anonymiser"/> does, in the words of a list.</summary>
internal sealed record DisclosureRules
{
    /// <summary>Of visits, engaged visits and crossings.</summary>
    public required FieldGuard Count { get; init; }

    /// <summary>Of a cell's heat.</summary>
    public required FieldGuard Heat { get; init; }

    /// <summary>Of a zone's person-seconds.</summary>
    public required FieldGuard PersonSeconds { get; init; }

    /// <summary>Of people in a zone at one time.</summary>
    public required FieldGuard Presence { get; init; }

    /// <summary>Of dwell, waits, funnel, attention and interest.</summary>
    public required FieldGuard Dwell { get; init; }

    /// <summary>Of ways from zone to zone.</summary>
    public required FieldGuard Ways { get; init; }

    /// <summary>Of a cell where people came into view or left it.</summary>
    public required FieldGuard Ends { get; init; }

    /// <summary>Of how well people seen by several cameras were put together.</summary>
    public required FieldGuard Merge { get; init; }

    /// <summary>Of how many figures wait or are withheld: with noise it follows from the noisy figures.</summary>
    public required FieldGuard Waiting { get; init; }

    /// <summary>Of expression.</summary>
    public required FieldGuard Expression { get; init; }

    /// <summary>Of skin-conductance arousal.</summary>
    public required FieldGuard Arousal { get; init; }

    public static DisclosureRules Of(PrivacyProfile profile, StrictOptions strict)
    {
        var noisy = profile.IsStrict && strict.IsNoisy;
        var (never, enough, dwell) = (new FieldGuard(GuardKind.Never), new FieldGuard(GuardKind.People, profile.HeatThreshold), Of(profile.DwellThreshold, GuardKind.People));
        return new DisclosureRules
        {
            Count = profile.CountThreshold is { } people ? new FieldGuard(noisy ? GuardKind.Noise : GuardKind.Steps, people) : new FieldGuard(GuardKind.None),
            Heat = new FieldGuard(noisy ? GuardKind.Noise : GuardKind.Cell, profile.HeatThreshold),
            PersonSeconds = profile.IsStrict && profile.DwellThreshold is null ? never : enough,
            Presence = profile.IsStrict ? never : enough,
            Dwell = dwell,
            Ways = profile.IsStrict ? never : dwell,
            Ends = profile.IsStrict ? never : Of(profile.DwellThreshold, GuardKind.Cell),
            Merge = profile.IsStrict ? never : new FieldGuard(GuardKind.Unguarded),
            Waiting = new FieldGuard(noisy ? GuardKind.Frame : GuardKind.Waiting),
            Expression = Of(profile.ExpressionThreshold, GuardKind.People),
            Arousal = Of(profile.ArousalThreshold, GuardKind.Sessions),
        };
    }

    private static FieldGuard Of(int? least, GuardKind kind) => least is { } people ? new FieldGuard(kind, people) : new FieldGuard(GuardKind.Never);
}
