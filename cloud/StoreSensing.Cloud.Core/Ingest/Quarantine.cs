namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>Counts refused messages by cause and remembers the last reasons; no bodies, so its size has a bound. Thread-safe.</summary>
public sealed class Quarantine
{
    /// <summary>How many reasons are remembered.</summary>
    public const int Capacity = 100;

    private readonly Queue<RejectedAt> _last = new();
    private readonly long[] _causes = new long[Enum.GetValues<RejectionCause>().Length];
    private readonly Lock _lock = new();

    /// <summary>Refused messages since the start.</summary>
    public long Count { get; private set; }

    /// <summary>Refused messages since the start by cause; causes that never were are absent.</summary>
    public IReadOnlyDictionary<RejectionCause, long> Causes
    {
        get
        {
            lock (_lock)
                return Enum.GetValues<RejectionCause>().Where(c => _causes[(int)c] > 0).ToDictionary(c => c, c => _causes[(int)c]);
        }
    }

    /// <summary>The last refusals, newest first.</summary>
    public IReadOnlyList<RejectedAt> Last
    {
        get
        {
            lock (_lock)
                return [.. _last.Reverse()];
        }
    }

    /// <summary>Counts a refusal; the oldest reason makes room.</summary>
    public void Add(Rejection rejection, DateTimeOffset at)
    {
        lock (_lock)
        {
            Count++;
            _causes[(int)rejection.Cause]++;
            if (_last.Count == Capacity)
                _last.Dequeue();
            _last.Enqueue(new RejectedAt(at, rejection.Topic, rejection.Reason));
        }
    }

    /// <summary>Forgets the reasons from before an instant; gives how many. The counts stay: they say nothing of anybody.</summary>
    public int Forget(DateTimeOffset before)
    {
        lock (_lock)
        {
            var forgotten = 0;
            for (; _last.TryPeek(out var oldest) && oldest.At < before; forgotten++)
                _last.Dequeue();
            return forgotten;
        }
    }
}

/// <summary>A refused message: when, from where, why.</summary>
public sealed record RejectedAt(DateTimeOffset At, string Topic, string Reason);
