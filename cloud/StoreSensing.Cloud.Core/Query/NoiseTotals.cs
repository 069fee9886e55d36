namespace StoreSensing.Cloud.Core.Query;

/// <summary>
/// Independent two-sided geometric noises, P(n) ∝ exp(−|n| / scale), added up: how far their sum lies from 0 with 95 % confidence.
/// </summary>
/// <remarks>
/// Such a noise is the difference of two geometric numbers with q = exp(−1 / scale) (Ghosh, Roughgarden and Sundararajan 2012), so its second
/// cumulant is 2q/(1−q)² and its fourth 2q(1+4q+q²)/(1−q)⁴; cumulants of a sum add up. The quantile is the Cornish–Fisher expansion (1938) with its
/// first symmetric term. A test draws noises and counts: rounded up to whole people, 94 to 98 % lie within it from scale 1 on, for one window as for a hundred.
/// </remarks>
internal struct NoiseTotals
{
    private const double Z = 1.959964;

    // Below a scale of half a person there is next to no noise, its kurtosis has no bound, and the expansion is no longer one.
    private const double MostKurtosis = 6;

    private double _second;
    private double _fourth;

    /// <summary>So many noises more; nothing when the scale is null.</summary>
    public void Add(double? scale, int times = 1)
    {
        if (scale is not > 0)
            return;
        var q = Math.Exp(-1 / scale.Value);
        var p = 1 - q;
        _second += times * 2 * q / (p * p);
        _fourth += times * 2 * q * (1 + (4 * q) + (q * q)) / (p * p * p * p);
    }

    /// <summary>Half the width of the 95 % interval, in the noises' unit; null when there is none.</summary>
    public readonly double? HalfWidth
    {
        get
        {
            if (_second <= 0)
                return null;
            var kurtosis = Math.Min(_fourth / (_second * _second), MostKurtosis);
            return Figures.Round(Math.Sqrt(_second) * (Z + (((Z * Z * Z) - (3 * Z)) / 24 * kurtosis)));
        }
    }
}
