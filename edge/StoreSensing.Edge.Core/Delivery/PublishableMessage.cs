using StoreSensing.Contracts.Wire;

namespace StoreSensing.Edge.Core.Delivery;

/// <summary>
/// Figures that may leave the device. Only the anonymiser makes one (the constructor is internal to this assembly and an architecture
/// test finds no other caller), and the outbox accepts nothing else.
/// </summary>
public sealed class PublishableMessage
{
    internal PublishableMessage(MessageKind kind, string session, long seq, DateTimeOffset windowStart, ReadOnlyMemory<byte> payload)
    {
        Kind = kind;
        Session = session;
        Seq = seq;
        WindowStart = windowStart;
        Payload = payload;
    }

    /// <summary>What it is about.</summary>
    public MessageKind Kind { get; }

    /// <summary>The session that measured it.</summary>
    public string Session { get; }

    /// <summary>Its number in that session.</summary>
    public long Seq { get; }

    /// <summary>Start of its window, UTC.</summary>
    public DateTimeOffset WindowStart { get; }

    /// <summary>The JSON, UTF-8, with <c>"late":false</c> in its header.</summary>
    public ReadOnlyMemory<byte> Payload { get; }
}
