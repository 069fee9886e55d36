using StoreSensing.Security.Tests.Shop;
using StoreSensing.Testing;

namespace StoreSensing.Security.Tests;

/// <summary>The broker as it is shipped for one machine: programs of that machine reach it without TLS, with whatever bytes.</summary>
public sealed class LoopbackBrokerTests : IDisposable
{
    private const long RoomInMemory = 64L << 20;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Malformed_EachOfThem_EndsItsConnectionAndLeavesTheOthersAlone()
    {
        using var broker = new ShippedBroker("storesensing-local.conf", _folder.Path);
        using var good = RawConnection.Plain(broker.Port);
        good.Send(Packets.Connect("good"));
        good.Receive().ShouldBe([0x20, 2, 0, 0]);
        var memory = broker.Memory;
        foreach (var (name, (afterConnect, bytes)) in Packets.Malformed)
        {
            using var connection = RawConnection.Plain(broker.Port);
            if (afterConnect)
            {
                connection.Send(Packets.Connect("malformed"));
                connection.Receive().ShouldBe([0x20, 2, 0, 0], name);
            }
            connection.Send(bytes);
            var last = connection.Receive();
            if (last.Length > 0)
            {
                (last is [0x20, _, _, 0]).ShouldBeFalse(name);
                connection.Receive().ShouldBeEmpty(name);
            }
        }
        broker.Memory.ShouldBeLessThan(memory + RoomInMemory);
        // PINGREQ and PINGRESP: the one that did nothing wrong is still there.
        good.Send([0xc0, 0]);
        good.Receive().ShouldBe([0xd0, 0]);
    }
}
