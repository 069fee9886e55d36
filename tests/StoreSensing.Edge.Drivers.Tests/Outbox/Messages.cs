using System.Text;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Drivers.Tests.Outbox;

internal static class Messages
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static PublishableMessage Message(long seq, string session = "session-1", MessageKind kind = MessageKind.Zone, int padding = 0) => new(
        kind,
        session,
        seq,
        Start,
        Encoding.UTF8.GetBytes($$"""
            {"schema":"{{kind.SchemaName()}}","session":"{{session}}","seq":{{seq}},"windowStart":"{{Start:O}}","windowSeconds":60,"observedSeconds":60,"late":false,"suppressed":0,"zones":"{{new string('x', padding)}}"}
            """));
}
