namespace StoreSensing.Contracts.Wire;

/// <summary>
/// Durations in buckets whose bounds grow by a constant factor, so that sketches of any windows can be added and every quantile of the
/// sum is within 1 % of an exact one.
/// </summary>
/// <remarks>
/// DDSketch: Masson, Rim and Lee, "DDSketch: A Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees", PVLDB 12 (2019),
/// section 2. Bucket i holds (γ^(i−1), γ^i] with γ = (1+α)/(1−α), α = 0.01; its value is 2γ^i/(γ+1). Durations below 10 ms count as 10 ms.
/// Bucket numbers are bounded, so a sketch holds at most 1,153 buckets whatever is added.
/// </remarks>
public sealed class DurationSketch
{
    private const double Alpha = 0.01;
    private const double Gamma = (1 + Alpha) / (1 - Alpha);
    private const double MinSeconds = 0.01;
    private const double MaxSeconds = 100_000_000;
    private static readonly double LogGamma = Math.Log(Gamma);

    /// <summary>The lowest bucket's number; what the schemas allow, too.</summary>
    public static readonly int MinBucket = BucketOf(MinSeconds);

    /// <summary>The highest bucket's number.</summary>
    public static readonly int MaxBucket = BucketOf(MaxSeconds);

    // From MinBucket on; only those between the lowest and the highest that were counted are looked at.
    private readonly int[] _counts = new int[MaxBucket - MinBucket + 1];
    private int _lowest = int.MaxValue;
    private int _highest = int.MinValue;

    /// <summary>How many durations were added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one duration, seconds; throws <see cref="ArgumentOutOfRangeException"/> for NaN or a negative one.</summary>
    public void Add(double seconds)
    {
        if (!(seconds >= 0))
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "a duration is not negative");
        AddToBucket(BucketOf(Math.Clamp(seconds, MinSeconds, MaxSeconds)), 1);
    }

    /// <summary>Adds what another sketch holds; throws <see cref="ArgumentException"/>, and adds nothing, when it can't be a sketch's.</summary>
    public void Add(SketchFigures other)
    {
        if (other.Buckets.Count != other.Counts.Count)
            throw new ArgumentException($"a sketch of {other.Buckets.Count} buckets and {other.Counts.Count} counts", nameof(other));
        for (var i = 0; i < other.Buckets.Count; i++)
            if (other.Buckets[i] < MinBucket || other.Buckets[i] > MaxBucket || other.Counts[i] < 0)
                throw new ArgumentException("a sketch with a bucket or a count out of bounds", nameof(other));
        for (var i = 0; i < other.Buckets.Count; i++)
            AddToBucket(other.Buckets[i], other.Counts[i]);
    }

    /// <summary>The quantile <paramref name="q"/> (0..1) in seconds, interpolated between neighbouring ranks; null when empty.</summary>
    public double? Quantile(double q)
    {
        if (!(q is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(q), q, "a quantile is 0 to 1");
        if (Count == 0)
            return null;
        var rank = q * (Count - 1);
        var below = ValueAtRank((long)Math.Floor(rank));
        var above = ValueAtRank((long)Math.Ceiling(rank));
        return below + ((above - below) * (rank - Math.Floor(rank)));
    }

    /// <summary>The sketch as it travels.</summary>
    public SketchFigures ToFigures()
    {
        var (buckets, counts) = (new List<int>(), new List<int>());
        for (var at = _lowest; at <= _highest; at++)
        {
            if (_counts[at] == 0)
                continue;
            buckets.Add(at + MinBucket);
            counts.Add(_counts[at]);
        }
        return new SketchFigures { Buckets = buckets, Counts = counts };
    }

    /// <summary>Empties the sketch.</summary>
    public void Clear()
    {
        if (Count > 0)
            Array.Clear(_counts, _lowest, _highest - _lowest + 1);
        (Count, _lowest, _highest) = (0, int.MaxValue, int.MinValue);
    }

    /// <summary>The duration that a bucket stands for, seconds: within 1 % of each that it holds.</summary>
    public static double SecondsOf(int bucket) => 2 * Math.Pow(Gamma, bucket) / (Gamma + 1);

    private static int BucketOf(double seconds) => (int)Math.Ceiling(Math.Log(seconds) / LogGamma);

    private void AddToBucket(int bucket, int count)
    {
        if (count == 0)
            return;
        var at = bucket - MinBucket;
        // A count beyond what the wire can hold stays there: no shop has so many visits, and a sum must never turn negative.
        _counts[at] = (int)Math.Min(int.MaxValue, (long)_counts[at] + count);
        _lowest = Math.Min(_lowest, at);
        _highest = Math.Max(_highest, at);
        Count += count;
    }

    private double ValueAtRank(long rank)
    {
        var seen = 0L;
        for (var at = _lowest; at <= _highest; at++)
        {
            seen += _counts[at];
            if (seen > rank)
                return SecondsOf(at + MinBucket);
        }
        throw new InvalidOperationException("a rank below the count is always found");
    }
}
