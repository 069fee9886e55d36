namespace StoreSensing.Cloud.Core.Query;

/// <summary>Why blocks are missing: the strongest reason of any of them; that there is nothing to tell has a name of its own for most figures, and is weaker.</summary>
internal struct Reasons
{
    private static readonly string[] _weakestFirst = ["nobody", "below-threshold", "budget", "profile"];

    private int _strongest; // 0 while none was given, else 1 + its place

    public void Add(string? reason) => _strongest = Math.Max(_strongest, Array.IndexOf(_weakestFirst, reason) + 1);

    public readonly string? Strongest => _strongest == 0 ? null : _weakestFirst[_strongest - 1];
}
