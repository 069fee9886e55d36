namespace StoreSensing.Contracts.Wire;

/// <summary>What the cloud has stored of one session; the outbox deletes it. Topic <c>…/set/ack</c>.</summary>
public sealed record AckMessage
{
    /// <summary><c>ack/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>The session the numbers belong to.</summary>
    public required string Session { get; init; }

    /// <summary>Stored sequence numbers as [first, last], both included.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Ranges { get; init; }

    /// <summary>Sequence numbers that the cloud refuses for good, as [first, last]: sending them again would only hold the others up.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Refused { get; init; } = [];
}
