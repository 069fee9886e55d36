namespace StoreSensing.Models.Quantise;

/// <summary>How the range of a tensor is chosen from the values that were seen.</summary>
internal enum Clipping
{
    /// <summary>Everything that was seen.</summary>
    MinMax,

    /// <summary>All but 1 in 10,000 at each end.</summary>
    Percentile,

    /// <summary>The range with the least squared error.</summary>
    Mse,
}

/// <summary>Values of one tensor over the calibration pictures: first their extremes, then a histogram between them.</summary>
internal sealed class ValueRange
{
    private const int Bins = 2048;
    private const double Outliers = 1e-4;
    private readonly long[] _counts = new long[Bins];

    // Zero belongs to every range: padding and Relu must be exact.
    public float Least { get; private set; }

    public float Largest { get; private set; }

    public void Extremes(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
            (Least, Largest) = (Math.Min(Least, value), Math.Max(Largest, value));
    }

    public void Count(ReadOnlySpan<float> values)
    {
        var factor = Bins / Math.Max(Largest - Least, float.Epsilon);
        foreach (var value in values)
            _counts[Math.Clamp((int)((value - Least) * factor), 0, Bins - 1)]++;
    }

    /// <summary>Scale and zero point of uint8 for this tensor.</summary>
    public (float Scale, byte Zero) Parameters(Clipping clipping)
    {
        var (low, high) = clipping switch
        {
            Clipping.MinMax => (Least, Largest),
            Clipping.Percentile => Percentiles(),
            _ => LeastError(),
        };
        var scale = Math.Max((high - low) / 255, 1e-8f);
        return (scale, (byte)Math.Clamp(MathF.Round(-low / scale), 0, 255));
    }

    private (float Low, float High) Percentiles()
    {
        var skip = (long)(_counts.Sum() * Outliers);
        var (first, last) = (0, Bins - 1);
        for (var sum = _counts[first]; sum <= skip && first < Bins - 1; sum += _counts[++first]) { }
        for (var sum = _counts[last]; sum <= skip && last > 0; sum += _counts[--last]) { }
        return (Math.Min(0, Edge(first)), Math.Max(0, Edge(last + 1)));
    }

    /// <summary>Nagel et al., "A White Paper on Neural Network Quantization" (2021), section 3.1: the range that minimises the mean squared error, by search.</summary>
    private (float Low, float High) LeastError()
    {
        var (best, low, high) = (double.PositiveInfinity, Least, Largest);
        for (var share = 1.0; share > 0.2; share -= 0.02)
        {
            // Both ends shrink alike; an end at zero stays there.
            var (a, b) = ((float)(Least * share), (float)(Largest * share));
            if (Error(a, b) is var error && error < best)
                (best, low, high) = (error, a, b);
        }
        return (low, high);
    }

    private double Error(float low, float high)
    {
        var step = Math.Max((high - low) / 255.0, 1e-12);
        // Inside, rounding errs by step²/12 on average; outside, by the distance to the end.
        var inside = step * step / 12;
        double sum = 0;
        for (var bin = 0; bin < Bins; bin++)
        {
            if (_counts[bin] == 0)
                continue;
            var value = (Edge(bin) + Edge(bin + 1)) / 2;
            var beyond = value < low ? low - value : value > high ? value - high : 0;
            sum += _counts[bin] * (beyond > 0 ? beyond * beyond : inside);
        }
        return sum;
    }

    private float Edge(int bin) => Least + ((Largest - Least) * bin / Bins);
}
