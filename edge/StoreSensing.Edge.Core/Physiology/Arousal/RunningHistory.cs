namespace StoreSensing.Edge.Core.Physiology.Arousal;

/// <summary>Exponentially forgetting mean and standard deviation: half of the weight lies within the half-life. Begins with plain averages of what there is.</summary>
/// <remarks>West 1979, Communications of the ACM 22(9), 532–535, with a weight that never falls below the half-life's.</remarks>
internal struct RunningHistory(double halfLifeSeconds)
{
    private readonly double _leastGain = 1 - Math.Pow(0.5, 1 / halfLifeSeconds);
    private double _variance;
    private long _count;

    /// <summary>The mean.</summary>
    public double Mean { get; private set; }

    /// <summary>The standard deviation; 0 before the second value.</summary>
    public readonly double Deviation => Math.Sqrt(_variance);

    /// <summary>Takes one value a second.</summary>
    public void Add(double value)
    {
        var gain = Math.Max(_leastGain, 1.0 / ++_count);
        var difference = value - Mean;
        Mean += gain * difference;
        _variance = (1 - gain) * (_variance + (gain * difference * difference));
    }

    /// <summary>Forgets all.</summary>
    public void Reset() => (Mean, _variance, _count) = (0, 0, 0);
}
