namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>Why a figure is null, as it stands on the wire.</summary>
internal static class Withheld
{
    public const string NoVisits = "no-visits";
    public const string NoFaces = "no-faces";
    public const string NoVisitors = "no-visitors";
    public const string Nobody = "nobody";
    public const string NobodyServed = "nobody-served";
    public const string BelowThreshold = "below-threshold";
    public const string Profile = "profile";
    public const string Budget = "budget";
}
