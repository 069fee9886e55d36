using System.Collections.Concurrent;
using System.Text;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;
using StoreSensing.Security.Tests.Shop;
using StoreSensing.Testing;

namespace StoreSensing.Security.Tests;

/// <summary>What a device with a good certificate may do: speak for itself, and hear what is meant for it.</summary>
[Collection(SecuredShopCollection.Name)]
public sealed class TopicTests(SecuredShop shop)
{
    private readonly RecordingLogger _log = new();

    [SkippableTheory]
    [InlineData("acme/berlin/floor-2", "storesensing/v1/acme/berlin/floor-1/zone")]
    [InlineData("acme/berlin/floor-2", "storesensing/v1/acme/berlin/floor-1/status")]
    [InlineData("acme/berlin/floor-2", "storesensing/v1/acme/berlin/floor-1/set/ack")]
    [InlineData("acme/berlin/floor-2", "storesensing/v1/acme/berlin/floor-1/set/consent")]
    [InlineData("acme/berlin/floor-2", "storesensing/v1/acme/berlin/floor-2/set/ack")]
    [InlineData("acme/berlin/floor-2", "storesensing/v1/acme/berlin/floor-2/zone/deeper")]
    [InlineData("acme/berlin/floor-2", "storesensing/v1/acme/live")]
    [InlineData("acme/berlin/floor-2", "$SYS/broker/version")]
    [InlineData("acme/berlin/floor-2", "anything")]
    [InlineData("acme/berlin/floor-2", "storesensing/v1/acme/berlin/floor-2/junk-1")]
    [InlineData("acme/paris/floor-1", "storesensing/v1/acme/berlin/floor-1/zone")]
    [InlineData("other/berlin/floor-1", "storesensing/v1/acme/berlin/floor-1/zone")]
    public async Task Publish_OnSomebodyElsesTopic_IsRefusedAndNothingArrives(string device, string topic)
    {
        await shop.Serves();
        var received = (await shop.Cloud.Ingest()).GetProperty("received").GetInt64();
        // Whatever name it gives itself: the certificate's counts.
        await using var client = SecuredShop.Start(shop.As(shop.Authority.Device(device), "rogue") with { Username = "cloud", Password = "cloud" }, _log);
        await Eventually.True(() => client.IsConnected, $"it is let in; {client.Fault}");

        await Should.ThrowAsync<MqttException>(() => client.PublishAsync(topic, "{}"u8.ToArray(), retain: false, CancellationToken.None));

        await shop.Serves();
        (await shop.Cloud.Ingest()).GetProperty("received").GetInt64().ShouldBe(received + 1);
    }

    // A name without slashes makes a device's rules one of a tenant's topics.
    [SkippableFact]
    public async Task Client_NamedAsATenant_NeitherReadsNorForgesItsNotices()
    {
        shop.Authority.Run("client", "acme");
        var heard = new ConcurrentQueue<string>();
        await using var client = SecuredShop.Start(
            shop.As(Path.Combine(shop.Authority.Folder, "clients", "acme"), "helper") with
            {
                Subscriptions = ["storesensing/v1/acme/live", "storesensing/v1/acme/+"],
                OnMessages = batch =>
                {
                    foreach (var message in batch)
                        heard.Enqueue(message.Topic);
                },
            },
            _log);
        await Eventually.True(() => client.IsConnected, $"it is let in; {client.Fault}");
        await Should.ThrowAsync<MqttException>(() => client.PublishAsync("storesensing/v1/acme/live", "{}"u8.ToArray(), retain: false, CancellationToken.None));
        await shop.Serves();
        heard.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Publish_OnItsOwnTopic_IsStored()
    {
        var address = new DeviceAddress("acme", "paris", "floor-1");
        var before = await shop.Cloud.Stored();
        await using var client = SecuredShop.Start(shop.As(shop.Authority.Device("acme/paris/floor-1"), "paris"), _log);
        await Eventually.True(() => client.IsConnected, $"it is let in; {client.Fault}");
        var message = Wire.From(address, Wire.Lines(1, 0, Wire.Line("door", 1, 0)));
        await client.PublishAsync(message.Topic, message.Payload, retain: false, CancellationToken.None);
        await Eventually.True(() => shop.Cloud.Stored().Result == before + 1, "it is stored");
    }

    [SkippableFact]
    public async Task Subscribe_ToEverything_HearsNothingButItsOwn()
    {
        var heard = new ConcurrentQueue<string>();
        await using var client = SecuredShop.Start(
            shop.As(shop.Authority.Device("acme/berlin/floor-2"), "listener") with
            {
                Subscriptions = ["#", "$SYS/#", "storesensing/v1/acme/berlin/floor-1/#", "storesensing/v1/+/+/+/set/+", "storesensing/v1/acme/live"],
                OnMessages = batch =>
                {
                    foreach (var message in batch)
                        heard.Enqueue(message.Topic);
                },
            },
            _log);
        await Eventually.True(() => client.IsConnected, $"it is let in; {client.Fault}");

        await shop.Serves();
        await shop.Serves();
        await client.PublishAsync("storesensing/v1/acme/berlin/floor-2/status", Encoding.UTF8.GetBytes("{}"), retain: false, CancellationToken.None);

        await Eventually.True(() => !heard.IsEmpty, "its own word comes back");
        heard.Distinct().ShouldBe(["storesensing/v1/acme/berlin/floor-2/status"]);
    }

    [SkippableFact]
    public async Task Publish_AThousandBadMessages_AreRefusedWithALineOrTwo()
    {
        await shop.Serves();
        var lines = Refusals();
        await using var client = SecuredShop.Start(shop.As(shop.Authority.Device("acme/berlin/floor-2"), "broken"), _log);
        await Eventually.True(() => client.IsConnected, $"it is let in; {client.Fault}");
        var before = (await shop.Cloud.Ingest()).GetProperty("rejected").GetInt64();
        for (var i = 0; i < 20; i++)
            await Task.WhenAll(Enumerable.Range(0, 50).Select(n => client.PublishAsync(
                "storesensing/v1/acme/berlin/floor-2/zone", Encoding.UTF8.GetBytes($"{{\"faceId\":{n}}}"), retain: false, CancellationToken.None)));

        await Eventually.True(() => shop.Cloud.Ingest().Result.GetProperty("rejected").GetInt64() == before + 1000, "all are refused");
        await shop.Serves();
        (Refusals() - lines).ShouldBeLessThanOrEqualTo(2);
    }

    private int Refusals() => shop.Cloud.Log.Count(line => line.Contains("refused"));
}
