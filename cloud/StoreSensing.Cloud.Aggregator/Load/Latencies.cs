namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>Durations in buckets that grow by 2 %, from 10 µs to minutes; constant size. Not thread-safe.</summary>
internal sealed class Latencies
{
    private const double Growth = 1.02;
    private const double LeastSeconds = 1e-5;
    private static readonly double LogGrowth = Math.Log(Growth);

    private readonly long[] _counts = new long[1024];
    private double _longest;

    public long Count { get; private set; }

    /// <summary>The longest one, seconds; 0 when there is none.</summary>
    public double Longest => _longest;

    public void Add(double seconds)
    {
        var bucket = seconds <= LeastSeconds ? 0 : (int)Math.Ceiling(Math.Log(seconds / LeastSeconds) / LogGrowth);
        _counts[Math.Min(bucket, _counts.Length - 1)]++;
        _longest = Math.Max(_longest, seconds);
        Count++;
    }

    /// <summary>At least the share <paramref name="q"/> of the durations were no longer than this, seconds (within 2 %); null when there are none.</summary>
    public double? Quantile(double q)
    {
        var wanted = (long)Math.Ceiling(q * Count);
        var seen = 0L;
        for (var bucket = 0; bucket < _counts.Length && Count > 0; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= wanted)
                return Math.Min(_longest, LeastSeconds * Math.Pow(Growth, bucket));
        }
        return null;
    }
}
