namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>What may be told, and about how many people at least.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="DwellThreshold">People needed before a dwell distribution is told; null: never.</param>
/// <param name="ExpressionThreshold">People needed before expression is told; null: never.</param>
/// <param name="ArousalThreshold">Contact sessions needed before skin-conductance arousal is told; null: never.</param>
public sealed record PrivacyProfile(string Name, int? DwellThreshold, int? ExpressionThreshold, int? ArousalThreshold)
{
    /// <summary>Counts and heat only.</summary>
    public static PrivacyProfile Traffic { get; } = new("traffic", null, null, null);

    /// <summary>Counts as they are; dwell and expression of at least 5 people, arousal of at least 3.</summary>
    public static PrivacyProfile Standard { get; } = new("standard", 5, 5, 3);

    /// <summary>The profiles by name.</summary>
    public static IReadOnlyDictionary<string, PrivacyProfile> All { get; } =
        new[] { Traffic, Standard }.ToDictionary(p => p.Name);
}
