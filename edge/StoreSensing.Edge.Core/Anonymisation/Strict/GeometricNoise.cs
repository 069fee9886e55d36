namespace StoreSensing.Edge.Core.Anonymisation.Strict;

/// <summary>
/// Two-sided geometric noise (the discrete Laplace distribution): P(n) ∝ exp(−|n| · s / t), exactly. Only integers are drawn and compared, so that no rounding of
/// floating-point numbers tells what was hidden (Mironov, "On Significance of the Least Significant Bits for Differential Privacy", CCS 2012).
/// </summary>
/// <remarks>
/// Added to a count to which one person contributes at most C in all, with scale t / s = C / ε, it makes the count ε-differentially private: Ghosh, Roughgarden and
/// Sundararajan, "Universally Utility-Maximizing Privacy Mechanisms", STOC 2009. The sampler is algorithms 1 and 2 of Canonne, Kamath and Steinke, "The Discrete
/// Gaussian for Differential Privacy", NeurIPS 2020.
/// </remarks>
/// <param name="bits">Random numbers.</param>
public sealed class GeometricNoise(RandomBits bits)
{
    /// <summary>Draws with scale <paramref name="t"/> / <paramref name="s"/>; both positive.</summary>
    public long Draw(long t, long s)
    {
        while (true)
        {
            var u = bits.Below(t);
            if (!IsTrue(u, t))
                continue;
            var v = 0L;
            while (IsTrue(1, 1))
                v++;
            var size = (u + (t * v)) / s;
            var isNegative = bits.Below(2) == 1;
            if (isNegative && size == 0)
                continue; // else 0 would come up twice
            return isNegative ? -size : size;
        }
    }

    /// <summary>True with probability exp(−u / t), for 0 ≤ u ≤ t.</summary>
    private bool IsTrue(long u, long t)
    {
        var k = 1L;
        while (bits.Below(t * k) < u)
            k++;
        return k % 2 == 1;
    }
}
