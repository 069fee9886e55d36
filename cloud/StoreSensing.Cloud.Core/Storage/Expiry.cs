using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Storage;

/// <summary>What has grown too old.</summary>
/// <param name="Before">Per kind of figures: windows that start before this instant go.</param>
/// <param name="DevicesBefore">Devices and sessions not heard of since then go, with what they told of themselves.</param>
public sealed record Expiry(IReadOnlyDictionary<MessageKind, DateTimeOffset> Before, DateTimeOffset DevicesBefore)
{
    /// <summary>One instant for everything; devices and sessions live a day longer, as their windows may come late.</summary>
    public static Expiry Of(DateTimeOffset before) => new(MessageKinds.Metrics.ToDictionary(k => k, _ => before), before.AddDays(-1));
}

/// <summary>What was deleted, and that it is gone.</summary>
/// <param name="Kinds">Per kind.</param>
/// <param name="Sessions">Sessions forgotten.</param>
/// <param name="Devices">Devices forgotten.</param>
/// <param name="Scrubbed">The freed room is overwritten and the write-ahead log empty: nothing of it is left in the store's files.</param>
public sealed record ExpiryProof(IReadOnlyList<KindExpiry> Kinds, long Sessions, long Devices, bool Scrubbed)
{
    /// <summary>Messages deleted.</summary>
    public long Messages => Kinds.Sum(k => k.Messages);

    /// <summary>A count after the deletion found nothing older.</summary>
    public bool Verified => Kinds.All(k => k.Left == 0);
}

/// <summary>One kind's part.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Before">Everything before this instant is gone.</param>
/// <param name="Messages">Messages deleted.</param>
/// <param name="Rows">Their rows of figures.</param>
/// <param name="Left">What a count found afterwards: 0.</param>
public sealed record KindExpiry(MessageKind Kind, DateTimeOffset Before, long Messages, long Rows, long Left);
