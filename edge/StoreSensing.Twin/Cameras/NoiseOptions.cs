namespace StoreSensing.Twin.Cameras;

/// <summary>
/// How a simulated detector errs. The defaults are assumptions in the range of a small network on sharp pictures: 2 % missed in plain view in
/// bursts, more when far or hidden, edges off by 2 % of the body's height.
/// </summary>
public sealed record NoiseOptions
{
    /// <summary>A detector that sees what is there, but not what is hidden or outside the picture.</summary>
    public static NoiseOptions None { get; } = new() { MissShare = 0, EdgeDeviation = 0, FalsePerPicture = 0, FarMissShare = 0 };

    /// <summary>Share of plain sightings that are missed, 0..1.</summary>
    public double MissShare { get; init; } = 0.02;

    /// <summary>Mean length of such a miss, seconds.</summary>
    public double MissSeconds { get; init; } = 0.15;

    /// <summary>Further share missed at a box height of <see cref="FarHeight"/>, growing as boxes get smaller.</summary>
    public double FarMissShare { get; init; } = 0.05;

    /// <summary>Box height at which people count as far, share of the picture's.</summary>
    public double FarHeight { get; init; } = 0.12;

    /// <summary>Somebody of whom no more than this is visible is never found, 0..1.</summary>
    public double HiddenBelow { get; init; } = 0.15;

    /// <summary>Somebody of whom at least this is visible is found as if nobody stood before, 0..1.</summary>
    public double PlainFrom { get; init; } = 0.45;

    /// <summary>Standard deviation of each edge, share of the box's height; hidden feet err twice as much.</summary>
    public double EdgeDeviation { get; init; } = 0.02;

    /// <summary>For how long an edge's error lasts, seconds: boxes drift more than they tremble.</summary>
    public double EdgeSeconds { get; init; } = 0.4;

    /// <summary>Boxes where nobody is, per picture.</summary>
    public double FalsePerPicture { get; init; } = 0.02;
}
