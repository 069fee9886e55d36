namespace StoreSensing.Contracts.Statistics;

/// <summary>The 95 % interval of a share of people. It stays within 0..1 and is as wide as it must be when few people were seen, at shares of 0 and 1, too.</summary>
/// <remarks>
/// Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927); recommended for small numbers by Brown, Cai and DasGupta,
/// "Interval estimation for a binomial proportion", Statistical Science 16 (2001).
/// </remarks>
public static class WilsonInterval
{
    // 97.5 % quantile of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>Around a share (0..1) of so many people; the number may be an effective one and need not be whole.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not 0 to 1, or the number not positive.</exception>
    public static (double Low, double High) Of(double share, double people)
    {
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "a share is 0 to 1");
        if (!(people > 0))
            throw new ArgumentOutOfRangeException(nameof(people), people, "a share is of somebody");
        var z2 = Z * Z;
        var middle = (share + (z2 / (2 * people))) / (1 + (z2 / people));
        var half = Z / (1 + (z2 / people)) * Math.Sqrt((share * (1 - share) / people) + (z2 / (4 * people * people)));
        // Rounding must not push the ends past the share or the unit interval.
        return (share == 0 ? 0 : Math.Clamp(middle - half, 0, share), share == 1 ? 1 : Math.Clamp(middle + half, share, 1));
    }
}
