namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>How long commits took, as a cumulative histogram (the form in which Prometheus takes it). One writer; readers at any time.</summary>
public sealed class BatchTimes
{
    private readonly long[] _counts = new long[Bounds.Count + 1];
    private long _messages;
    private long _ticks;

    /// <summary>Upper ends, seconds; the last bucket has none.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Messages in all batches.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Time in all commits, seconds.</summary>
    public double Seconds => TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds;

    /// <summary>Batches that took at most as long as each bound; then all of them.</summary>
    public IReadOnlyList<long> Cumulative
    {
        get
        {
            var sum = 0L;
            return [.. Enumerable.Range(0, _counts.Length).Select(i => sum += Interlocked.Read(ref _counts[i]))];
        }
    }

    internal void Note(int messages, TimeSpan took)
    {
        var at = 0;
        while (at < Bounds.Count && took.TotalSeconds > Bounds[at])
            at++;
        Interlocked.Increment(ref _counts[at]);
        Interlocked.Add(ref _messages, messages);
        Interlocked.Add(ref _ticks, took.Ticks);
    }
}
