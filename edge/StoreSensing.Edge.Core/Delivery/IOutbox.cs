using StoreSensing.Contracts.Wire;

namespace StoreSensing.Edge.Core.Delivery;

/// <summary>
/// Messages on disk between the device and the cloud. Durable when <see cref="Add"/> returns; in order; deleted only by
/// <see cref="Acknowledge"/>. Thread-safe.
/// </summary>
public interface IOutbox : IDisposable
{
    /// <summary>Keeps a message. When the outbox is full its oldest messages are dropped, counted and listed; when the disk is, this one is.</summary>
    /// <returns>True when it was kept.</returns>
    bool Add(PublishableMessage message);

    /// <summary>Up to <paramref name="max"/> waiting messages with an entry number above <paramref name="after"/>, oldest first.</summary>
    IReadOnlyList<OutboxEntry> Pending(long after, int max);

    /// <summary>Forgets what the cloud has stored: inclusive sequence ranges of one session. Unknown numbers are ignored.</summary>
    /// <returns>How many messages were forgotten.</returns>
    int Acknowledge(string session, IReadOnlyList<SeqRange> ranges);

    /// <summary>Forgets what the cloud refuses for good, and counts it as dropped.</summary>
    void GiveUp(string session, IReadOnlyList<SeqRange> ranges);

    /// <summary>What was given up, oldest first; kept with the messages, so that it outlives restarts. Bounded: the oldest are no longer listed then.</summary>
    IReadOnlyList<DroppedMessages> Drops();

    /// <summary>What waits now.</summary>
    OutboxStatus Status { get; }
}

/// <summary>A message that waits.</summary>
/// <param name="Number">Ascending; the order in which messages were kept, over all sessions.</param>
/// <param name="Session">The session that measured it.</param>
/// <param name="Seq">Its number in that session.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="KeptAt">When it was kept, UTC.</param>
/// <param name="Payload">The JSON, UTF-8.</param>
public sealed record OutboxEntry(long Number, string Session, long Seq, MessageKind Kind, DateTimeOffset KeptAt, ReadOnlyMemory<byte> Payload);

/// <summary>Sequence numbers from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
public readonly record struct SeqRange(long First, long Last)
{
    /// <summary>True when the number lies in it.</summary>
    public bool Holds(long seq) => seq >= First && seq <= Last;
}
