namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>Counts refused messages and remembers the last reasons; no bodies. Thread-safe.</summary>
public sealed class Quarantine
{
    /// <summary>How many reasons are remembered.</summary>
    public const int Capacity = 100;

    private readonly Queue<RejectedAt> _last = new();
    private readonly Lock _lock = new();

    /// <summary>Refused messages since the start.</summary>
    public long Count { get; private set; }

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
            if (_last.Count == Capacity)
                _last.Dequeue();
            _last.Enqueue(new RejectedAt(at, rejection.Topic, rejection.Reason));
        }
    }
}

/// <summary>A refused message: when, from where, why.</summary>
public sealed record RejectedAt(DateTimeOffset At, string Topic, string Reason);
