using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.Exclusion;

/// <summary>Whose faces a camera never looks at, and when it reads no expression. All of it holds before any face is searched, cropped or read.</summary>
public sealed record ExclusionPlan
{
    /// <summary>Where only employees are, on the camera's surface: who has stood there is taken for one while the track lives.</summary>
    public IReadOnlyList<Polygon> StaffZones { get; init; } = [];

    /// <summary>Where people say that they don't want to be looked at: it holds while the track lives.</summary>
    public IReadOnlyList<Polygon> OptOutZones { get; init; } = [];

    /// <summary>When only staff is in the shop; null: never.</summary>
    public StaffHours? StaffHours { get; init; }

    /// <summary>The minutes in which expressions are read; null: all the time.</summary>
    public SamplingPlan? Sampling { get; init; }
}

/// <summary>Why somebody's face is not looked at.</summary>
internal enum Exclusion : byte
{
    None,
    StaffZone,
    OptOut,
    StaffHours,
    Sampling,
}
