using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Storage;

/// <summary>What somebody wants erased: the windows of a shop that start in [From, To).</summary>
public sealed record Erasure
{
    /// <summary>Throws <see cref="ArgumentException"/> when the range is empty.</summary>
    public Erasure(StoreAddress store, DateTimeOffset from, DateTimeOffset to, MessageKind? kind)
    {
        if (from >= to)
            throw new ArgumentException("the range is empty", nameof(from));
        (Store, From, To, Kind) = (store, from.ToUniversalTime(), to.ToUniversalTime(), kind);
    }

    /// <summary>The shop.</summary>
    public StoreAddress Store { get; }

    /// <summary>First instant that belongs to it, UTC.</summary>
    public DateTimeOffset From { get; }

    /// <summary>First instant that no longer does, UTC.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Only this kind of figures; null: all, and when nothing else is left of a device, also what it told of itself.</summary>
    public MessageKind? Kind { get; }

    /// <summary>The kinds it is about.</summary>
    public IReadOnlyList<MessageKind> Kinds => Kind is { } only ? [only] : MessageKinds.Metrics;
}

/// <summary>What would be, or was, erased.</summary>
/// <param name="Kinds">Per kind.</param>
/// <param name="Sessions">Ledgers of sessions.</param>
/// <param name="Devices">Devices with their state and description.</param>
/// <param name="Reaching">Blocks of figures told after the range, that reach back into it: they stay.</param>
public sealed record ErasureCounts(IReadOnlyList<KindErasure> Kinds, long Sessions, long Devices, long Reaching)
{
    /// <summary>Messages of all kinds.</summary>
    public long Messages => Kinds.Sum(k => k.Messages);

    /// <summary>True when there is nothing.</summary>
    public bool IsEmpty => Kinds.All(k => k.Messages == 0 && k.Rows == 0) && Sessions == 0 && Devices == 0;
}

/// <summary>One kind's part.</summary>
public sealed record KindErasure(MessageKind Kind, long Messages, long Rows);

/// <summary>What was erased, and that it is gone.</summary>
/// <param name="Erased">What was.</param>
/// <param name="Left">Messages and rows that a count found in the range afterwards: 0.</param>
/// <param name="Scrubbed">The freed room is overwritten and the write-ahead log empty: nothing of it is left in the store's files.</param>
public sealed record ErasureProof(ErasureCounts Erased, long Left, bool Scrubbed);
