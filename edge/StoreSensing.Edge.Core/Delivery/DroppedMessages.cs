namespace StoreSensing.Edge.Core.Delivery;

/// <summary>Why a message was given up.</summary>
public enum DropReason
{
    /// <summary>It was older than the outbox keeps messages.</summary>
    Age,

    /// <summary>It was the oldest one, and the outbox was full.</summary>
    Size,

    /// <summary>It alone is larger than the outbox.</summary>
    TooLarge,

    /// <summary>The disk took nothing more: it was never kept.</summary>
    Disk,

    /// <summary>The cloud refuses it for good.</summary>
    Refused,
}

/// <summary>Messages that were given up, next to each other and for one reason.</summary>
/// <param name="Session">The session that measured them.</param>
/// <param name="Numbers">Their numbers in it.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When the last of them was, UTC.</param>
public sealed record DroppedMessages(string Session, SeqRange Numbers, DropReason Reason, DateTimeOffset At);
