namespace StoreSensing.Twin.Randomness;

/// <summary>
/// A random generator whose sequence is part of the product: <see cref="Random"/> promises no stable sequence over versions. Copying it
/// copies its state; pass it by reference.
/// </summary>
/// <remarks>
/// PCG-XSH-RR 64/32: O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation",
/// HMC-CS-2014-0905, section 6.3; the same numbers as the reference implementation pcg32 (a test compares its published output).
/// </remarks>
public struct Pcg32
{
    private const ulong Multiplier = 6364136223846793005;
    private readonly ulong _increment;
    private ulong _state;
    private double _spare;
    private bool _hasSpare;

    /// <summary>One of 2^63 independent sequences, from the start that the seed picks.</summary>
    public Pcg32(ulong seed, ulong sequence)
    {
        _increment = (sequence << 1) | 1;
        NextUInt();
        _state += seed;
        NextUInt();
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt()
    {
        var old = _state;
        _state = unchecked((old * Multiplier) + _increment);
        var shifted = (uint)(((old >> 18) ^ old) >> 27);
        return uint.RotateRight(shifted, (int)(old >> 59));
    }

    /// <summary>Uniform in [0, 1), with 53 bits.</summary>
    public double NextDouble() => (((ulong)(NextUInt() >> 5) << 26) | (NextUInt() >> 6)) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [from, to).</summary>
    public double Uniform(double from, double to) => from + ((to - from) * NextDouble());

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>Uniform in 0..count−1.</summary>
    public int Below(int count) => (int)(NextDouble() * count);

    /// <summary>Standard normal; Marsaglia's polar method (Marsaglia and Bray 1964).</summary>
    public double Normal()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }
        double u, v, s;
        do
        {
            u = (2 * NextDouble()) - 1;
            v = (2 * NextDouble()) - 1;
            s = (u * u) + (v * v);
        }
        while (s is >= 1 or 0);
        var scale = Math.Sqrt(-2 * Math.Log(s) / s);
        _spare = v * scale;
        _hasSpare = true;
        return u * scale;
    }

    /// <summary>Normal, cut to [least, most].</summary>
    public double Normal(double mean, double deviation, double least, double most) => Math.Clamp(mean + (deviation * Normal()), least, most);

    /// <summary>Log-normal by its median and the standard deviation of its logarithm.</summary>
    public double LogNormal(double median, double spread) => median * Math.Exp(spread * Normal());

    /// <summary>Exponential.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - NextDouble());
}
