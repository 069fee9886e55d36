using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using StoreSensing.Security.Tests.Shop;

namespace StoreSensing.Security.Tests;

/// <summary>Bytes that are no MQTT, too many of them, and too many connections: refused, and the shop goes on.</summary>
[Collection(SecuredShopCollection.Name)]
public sealed class BadPacketTests(SecuredShop shop)
{
    private const int Flood = 1000;
    private const long RoomInMemory = 64L << 20;

    public static TheoryData<string> Names => [.. Packets.Malformed.Keys];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task Malformed_ByTheHolderOfACertificate_EndsTheConnection(string name)
    {
        var memory = shop.Broker.Memory;
        using var certificate = Rogue();
        using (var connection = RawConnection.Tls(shop.Broker.Port, certificate))
        {
            var (afterConnect, bytes) = Packets.Malformed[name];
            if (afterConnect)
            {
                connection.Send(Packets.Connect("malformed"));
                connection.Receive().ShouldBe([0x20, 2, 0, 0]);
            }
            connection.Send(bytes);
            // A CONNACK that refuses, or a last word, may come before the end.
            var last = connection.Receive();
            if (last.Length > 0)
            {
                (last is [0x20, _, _, 0]).ShouldBeFalse("it was taken");
                connection.Receive().ShouldBeEmpty();
            }
        }
        await shop.Serves();
        shop.Broker.Memory.ShouldBeLessThan(memory + RoomInMemory);
    }

    [SkippableFact]
    public async Task Publish_LongerThanTheBrokerTakes_EndsTheConnectionAndArrivesNowhere()
    {
        await shop.Serves();
        var received = (await shop.Cloud.Ingest()).GetProperty("received").GetInt64();
        using var certificate = Rogue();
        using var connection = RawConnection.Tls(shop.Broker.Port, certificate);
        connection.Send(Packets.Connect("long"));
        connection.Receive().ShouldBe([0x20, 2, 0, 0]);
        connection.Send(Packets.Publish("storesensing/v1/acme/berlin/floor-2/zone", 2 << 20));
        connection.Receive().ShouldBeEmpty();
        await shop.Serves();
        (await shop.Cloud.Ingest()).GetProperty("received").GetInt64().ShouldBe(received + 1);
    }

    [SkippableFact]
    public async Task Connections_AThousandThatSayNothing_KeepNobodyOut()
    {
        var memory = shop.Broker.Memory;
        var cloudLines = shop.Cloud.Log.Count;
        var silent = new List<RawConnection>();
        try
        {
            for (var i = 0; i < Flood; i++)
                silent.Add(RawConnection.Plain(shop.Broker.Port));
            await shop.Serves();
            using var certificate = Rogue();
            RawConnection.IsTaken(shop.Broker.Port, certificate).ShouldBeTrue("a new one comes in beside them");
            shop.Broker.Memory.ShouldBeLessThan(memory + RoomInMemory);
        }
        finally
        {
            foreach (var connection in silent)
                connection.Dispose();
        }
        await shop.Serves();
        shop.Cloud.Log.Count.ShouldBe(cloudLines, "the cloud has nothing to say about what the broker keeps out");
    }

    [SkippableFact]
    public async Task Connections_AThousandWithNoise_AreRefusedAndKeepNobodyOut()
    {
        var noise = Packets.Malformed["noise"].Bytes;
        await Parallel.ForAsync(0, Flood, new ParallelOptions { MaxDegreeOfParallelism = 32 }, (_, _) =>
        {
            using var connection = RawConnection.Plain(shop.Broker.Port);
            connection.Send(noise);
            connection.Receive().FirstOrDefault().ShouldNotBe((byte)0x20);
            return ValueTask.CompletedTask;
        });
        await shop.Serves();
    }

    [SkippableFact]
    public async Task Connect_NeverFinished_KeepsNobodyOut()
    {
        using var certificate = Rogue();
        using var connection = RawConnection.Tls(shop.Broker.Port, certificate);
        connection.Send(Packets.Connect("slow")[..9]);
        var began = Stopwatch.GetTimestamp();
        await shop.Serves();
        await shop.Serves();
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        // The rest of it, and it is a connection like any other: nothing was decided before.
        connection.Send(Packets.Connect("slow")[9..]);
        connection.Receive().ShouldBe([0x20, 2, 0, 0]);
    }

    private X509Certificate2 Rogue() => RawConnection.Certificate(shop.Authority.Device("acme/berlin/floor-2"));
}
