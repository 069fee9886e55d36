namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>What may be told, and about how many people at least.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="CountThreshold">People needed before visits and crossings are told; null: they are told as they are.</param>
/// <param name="HeatThreshold">People needed before a cell's heat, a zone's person-seconds and its occupancy are told.</param>
/// <param name="DwellThreshold">People needed before a dwell distribution, waits, ways and attention are told; null: never.</param>
/// <param name="ExpressionThreshold">People needed before expression is told; null: never.</param>
/// <param name="ArousalThreshold">Contact sessions needed before skin-conductance arousal is told; null: never.</param>
public sealed record PrivacyProfile(string Name, int? CountThreshold, int HeatThreshold, int? DwellThreshold, int? ExpressionThreshold, int? ArousalThreshold)
{
    /// <summary>Counts and heat only.</summary>
    public static PrivacyProfile Traffic { get; } = new("traffic", null, 5, null, null, null);

    /// <summary>Counts as they are; heat, dwell and expression of at least 5 people, arousal of at least 3.</summary>
    public static PrivacyProfile Standard { get; } = new("standard", null, 5, 5, 5, 3);

    /// <summary>Everything of at least 5, counts in steps of 5.</summary>
    public static PrivacyProfile Strict { get; } = new("strict", 5, 5, 5, 5, 5);

    /// <summary>Counts and heat, with noise on each; what could not be told with noise is not told.</summary>
    public static PrivacyProfile StrictWithNoise { get; } = new("strict", 5, 5, null, null, null);

    /// <summary>The profiles' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Traffic.Name, Standard.Name, Strict.Name];

    /// <summary>True for what counts people in steps, and tells no queue, way or balance.</summary>
    public bool IsStrict => CountThreshold is not null;

    /// <summary>The profile of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="isNoisy">With noise; of <c>strict</c> alone.</param>
    public static PrivacyProfile Of(string name, bool isNoisy = false) => name switch
    {
        "traffic" => Traffic,
        "standard" => Standard,
        "strict" => isNoisy ? StrictWithNoise : Strict,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such profile"),
    };
}
