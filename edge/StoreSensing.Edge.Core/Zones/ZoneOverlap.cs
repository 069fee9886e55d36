namespace StoreSensing.Edge.Core.Zones;

/// <summary>Which zones a person is in where several overlap.</summary>
public enum ZoneOverlap
{
    /// <summary>In all of them.</summary>
    All,

    /// <summary>In the first in order.</summary>
    First,

    /// <summary>In the one with the smallest area, the first of equal ones.</summary>
    Smallest,
}
