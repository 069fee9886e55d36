namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>Why a figure is null, as it stands on the wire.</summary>
internal static class Withheld
{
    public const string BelowThreshold = "below-threshold";
    public const string Profile = "profile";
    public const string Budget = "budget";
}
