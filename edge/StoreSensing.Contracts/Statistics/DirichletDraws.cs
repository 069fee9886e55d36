namespace StoreSensing.Contracts.Statistics;

/// <summary>Random probability vectors from a fixed seed: the same input gives the same interval on every machine and in every version.</summary>
/// <remarks>
/// SplitMix64: Steele, Lea and Flood, OOPSLA 2014. Normal: Marsaglia and Bray, SIAM Review 6 (1964). Gamma: Marsaglia and Tsang, ACM TOMS 26 (2000), below
/// shape 1 with their power of a uniform, in logarithms since such values may underflow.
/// </remarks>
internal struct DirichletDraws(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Fills <paramref name="into"/> with one draw from Dirichlet(counts × <paramref name="weight"/> + <paramref name="prior"/>).</summary>
    public void Next(ReadOnlySpan<int> counts, double prior, Span<double> into, double weight = 1)
    {
        double sum = 0;
        for (var i = 0; i < counts.Length; i++)
            sum += into[i] = Gamma((counts[i] * weight) + prior);
        if (!(sum > 0)) // every value underflowed: only with next to no counts, where any corner is as good
        {
            into.Clear();
            into[0] = sum = 1;
        }
        for (var i = 0; i < into.Length; i++)
            into[i] /= sum;
    }

    private double Gamma(double shape)
    {
        if (shape < 1)
            return Math.Exp(Math.Log(Gamma(shape + 1)) + (Math.Log(Uniform()) / shape));
        var d = shape - (1 / 3.0);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Math.Log(Uniform()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
                return d * v;
        }
    }

    private double Normal()
    {
        while (true)
        {
            var u = (2 * Uniform()) - 1;
            var v = (2 * Uniform()) - 1;
            var s = (u * u) + (v * v);
            if (s is > 0 and < 1)
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
        }
    }

    // In (0, 1): its logarithm is finite.
    private double Uniform()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return ((z >> 11) + 0.5) * (1.0 / (1UL << 53));
    }
}
