using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Agent.Tests.Lanes;

/// <summary>Keeps messages and gives none back.</summary>
internal sealed class MemoryOutbox : IOutbox
{
    public List<PublishableMessage> Kept { get; } = [];

    public OutboxStatus Status => new() { Pending = Kept.Count, OldestSeconds = 0, Dropped = 0 };

    public bool Add(PublishableMessage message)
    {
        Kept.Add(message);
        return true;
    }

    public IReadOnlyList<OutboxEntry> Pending(long after, int max) => [];

    public int Acknowledge(string session, IReadOnlyList<SeqRange> ranges) => 0;

    public void GiveUp(string session, IReadOnlyList<SeqRange> ranges)
    {
    }

    public IReadOnlyList<DroppedMessages> Drops() => [];

    public void Dispose()
    {
    }
}
