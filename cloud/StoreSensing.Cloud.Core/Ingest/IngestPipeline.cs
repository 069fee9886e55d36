using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>
/// The way of a batch: read → commit → count → plan the acknowledgements. Called from one thread at a time. When the store throws,
/// nothing is acknowledged: the broker delivers the batch again.
/// </summary>
/// <param name="store">Where messages go.</param>
/// <param name="time">Measures how long commits take; null: nobody asks.</param>
public sealed class IngestPipeline(IMetricStore store, TimeProvider? time = null)
{
    // A commit waits for the disk once; below some hundred messages that is what counts.
    private const int SliceMessages = 256;

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

    /// <summary>
    /// Takes a batch; when this returns, every accepted message of it is durable. A large one is read and stored in slices, the next one read while one is stored: when the
    /// store throws, what came before is durable and counted, and counts as repeated when the batch comes again.
    /// </summary>
    public IngestOutcome Take(IReadOnlyList<ReceivedMessage> batch, DateTimeOffset now)
    {
        var slices = new List<Slice>();
        var commits = new List<Commit>();
        for (var here = Read(batch, 0, now); ;)
        {
            var after = here.End;
            var next = after < batch.Count ? Task.Run(() => Read(batch, after, now)) : null;
            try
            {
                commits.Add(Store(here, now));
            }
            finally
            {
                // Nothing of a batch is touched any more when it is given back.
                next?.Wait();
            }
            slices.Add(here);
            if (next is null)
                break;
            here = next.Result;
        }
        var rejected = slices.SelectMany(s => s.Rejected).ToList();
        return new IngestOutcome(Commit.All(commits), AckPlan.Of(slices.SelectMany(s => s.Accepted), rejected), rejected);
    }

    private Slice Read(IReadOnlyList<ReceivedMessage> batch, int from, DateTimeOffset now)
    {
        var end = Math.Min(batch.Count, from + SliceMessages);
        var slice = new Slice(end, end - from, new List<Accepted>(end - from), []);
        for (var i = from; i < end; i++)
        {
            if (MessageReader.TryRead(batch[i].Topic, batch[i].Payload.Span, now, out var good, out var bad))
                slice.Accepted.Add(WithSkew(good!, now));
            else
                slice.Rejected.Add(bad!);
        }
        return slice;
    }

    private Commit Store(Slice slice, DateTimeOffset now)
    {
        var began = time?.GetTimestamp() ?? 0;
        var commit = slice.Accepted.Count > 0 ? store.Append(slice.Accepted, now) : Commit.Nothing;
        if (time is not null && slice.Accepted.Count > 0)
            Times.Note(slice.Accepted.Count, time.GetElapsedTime(began));

        foreach (var rejection in slice.Rejected)
            Quarantine.Add(rejection, now);
        Interlocked.Add(ref _received, slice.Messages);
        Interlocked.Add(ref _stored, commit.Stored.Count);
        Interlocked.Add(ref _duplicates, commit.Duplicates);
        Interlocked.Add(ref _states, slice.Accepted.Count - commit.Stored.Count - commit.Duplicates);
        return commit;
    }

    private Accepted WithSkew(Accepted accepted, DateTimeOffset now) =>
        accepted is AcceptedMetric metric && Clocks.Note(metric.Device, metric.Message, now) is { } skew ? metric with { ClockSkewSeconds = skew } : accepted;
}

/// <summary>A part of a batch, read.</summary>
internal sealed record Slice(int End, int Messages, List<Accepted> Accepted, List<Rejection> Rejected);

/// <summary>A message as the broker gave it.</summary>
public readonly record struct ReceivedMessage(string Topic, ReadOnlyMemory<byte> Payload);

/// <summary>What became of a batch.</summary>
public sealed record IngestOutcome(Commit Commit, IReadOnlyList<PlannedAck> Acks, IReadOnlyList<Rejection> Rejected);

/// <summary>Messages since the start: received = stored + duplicates + states + rejected.</summary>
public readonly record struct IngestCounts(long Received, long Stored, long Duplicates, long States, long Rejected);
