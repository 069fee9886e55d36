using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>
/// The way of a batch: read → commit → count → plan the acknowledgements. Called from one thread at a time. When the store throws,
/// nothing is counted and nothing acknowledged: the broker delivers the batch again.
/// </summary>
/// <param name="store">Where messages go.</param>
/// <param name="time">Measures how long commits take; null: nobody asks.</param>
public sealed class IngestPipeline(IMetricStore store, TimeProvider? time = null)
{
    private long _received;
    private long _stored;
    private long _duplicates;
    private long _states;

    /// <summary>What was refused.</summary>
    public Quarantine Quarantine { get; } = new();

    /// <summary>Whose clocks are off.</summary>
    public ClockWatch Clocks { get; } = new();

    /// <summary>How long batches took, and how large they were.</summary>
    public BatchTimes Times { get; } = new();

    /// <summary>What went through since the start.</summary>
    public IngestCounts Counts => new(
        Interlocked.Read(ref _received), Interlocked.Read(ref _stored), Interlocked.Read(ref _duplicates), Interlocked.Read(ref _states), Quarantine.Count);

    /// <summary>Takes a batch; when this returns, every accepted message of it is durable.</summary>
    public IngestOutcome Take(IReadOnlyList<ReceivedMessage> batch, DateTimeOffset now)
    {
        var accepted = new List<Accepted>(batch.Count);
        var rejected = new List<Rejection>();
        foreach (var message in batch)
        {
            if (MessageReader.TryRead(message.Topic, message.Payload.Span, now, out var good, out var bad))
                accepted.Add(WithSkew(good!, now));
            else
                rejected.Add(bad!);
        }

        var began = time?.GetTimestamp() ?? 0;
        var commit = accepted.Count > 0 ? store.Append(accepted, now) : Commit.Nothing;
        if (time is not null && accepted.Count > 0)
            Times.Note(accepted.Count, time.GetElapsedTime(began));

        foreach (var rejection in rejected)
            Quarantine.Add(rejection, now);
        Interlocked.Add(ref _received, batch.Count);
        Interlocked.Add(ref _stored, commit.Stored.Count);
        Interlocked.Add(ref _duplicates, commit.Duplicates);
        Interlocked.Add(ref _states, accepted.Count - commit.Stored.Count - commit.Duplicates);
        return new IngestOutcome(commit, AckPlan.Of(accepted, rejected), rejected);
    }

    private Accepted WithSkew(Accepted accepted, DateTimeOffset now) =>
        accepted is AcceptedMetric metric && Clocks.Note(metric.Device, metric.Message, now) is { } skew ? metric with { ClockSkewSeconds = skew } : accepted;
}

/// <summary>A message as the broker gave it.</summary>
public readonly record struct ReceivedMessage(string Topic, ReadOnlyMemory<byte> Payload);

/// <summary>What became of a batch.</summary>
public sealed record IngestOutcome(Commit Commit, IReadOnlyList<PlannedAck> Acks, IReadOnlyList<Rejection> Rejected);

/// <summary>Messages since the start: received = stored + duplicates + states + rejected.</summary>
public readonly record struct IngestCounts(long Received, long Stored, long Duplicates, long States, long Rejected);
