namespace StoreSensing.Edge.Core.Exclusion;

/// <summary>Person-seconds in sight of a camera that looks at faces, and those of them in which nobody was looked at; each is counted under one reason.</summary>
/// <param name="InSight">Person-seconds of everybody in sight.</param>
/// <param name="StaffZone">Of people who had stood in a staff zone.</param>
/// <param name="OptOut">Of people who had stood in an opt-out zone.</param>
/// <param name="StaffHours">Of others, while only staff was in the shop.</param>
/// <param name="Sampling">Of others, in minutes in which expressions are not read.</param>
public readonly record struct ExcludedSeconds(double InSight, double StaffZone, double OptOut, double StaffHours, double Sampling)
{
    /// <summary>Both together.</summary>
    public ExcludedSeconds Plus(ExcludedSeconds other) => new(
        InSight + other.InSight, StaffZone + other.StaffZone, OptOut + other.OptOut, StaffHours + other.StaffHours, Sampling + other.Sampling);

    /// <summary>What came after <paramref name="earlier"/>.</summary>
    public ExcludedSeconds Minus(ExcludedSeconds earlier) => new(
        InSight - earlier.InSight, StaffZone - earlier.StaffZone, OptOut - earlier.OptOut, StaffHours - earlier.StaffHours, Sampling - earlier.Sampling);
}
