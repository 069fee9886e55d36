using Microsoft.Data.Sqlite;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Drivers.Outbox;

/// <summary>Messages that were never kept, until the disk takes their listing. Bounded: beyond it they are counted only. Not thread-safe.</summary>
internal sealed class UnlistedDrops
{
    private const int Capacity = 1000;

    private readonly List<DroppedMessages> _drops = [];

    /// <summary>What is not on the disk yet.</summary>
    public IReadOnlyList<DroppedMessages> All => _drops;

    public void Add(PublishableMessage message, DropReason reason, DateTimeOffset now)
    {
        if (_drops is [.., var last] && last.Session == message.Session && last.Reason == reason && last.Numbers.Last + 1 == message.Seq)
            _drops[^1] = last with { Numbers = last.Numbers with { Last = message.Seq }, At = now };
        else if (_drops.Count < Capacity)
            _drops.Add(new DroppedMessages(message.Session, new SeqRange(message.Seq, message.Seq), reason, now));
    }

    /// <summary>Lists them; <see cref="Clear"/> once the transaction is committed.</summary>
    public void List(DroppedTable table, SqliteTransaction transaction)
    {
        foreach (var drop in _drops)
            table.Note(drop.Session, drop.Numbers, drop.Reason, drop.At, transaction);
    }

    public void Clear() => _drops.Clear();
}
