using System.Text.Json;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests;

/// <summary>Several cloud processes on one broker, seen from one of them.</summary>
public sealed class SharedGroupTests
{
    private const string Member = "mqtt:\n  sharedGroup: shops\n";

    [Fact]
    public async Task Connect_InAGroup_SharesFiguresAndTakesStatesAndNoticesItself()
    {
        await using var one = await CloudUnderTest.StartAsync("tenant: acme\n" + Member);
        await using var two = await CloudUnderTest.StartAsync("tenant: acme\n" + Member);
        one.Broker.Options.Subscriptions.ShouldBe(
        [
            .. MessageKinds.Metrics.Select(kind => $"$share/shops/storesensing/v1/acme/+/+/{kind.Name()}"),
            "storesensing/v1/acme/+/+/status", "storesensing/v1/acme/+/+/describe", "storesensing/v1/acme/live",
        ]);
        one.Broker.Options.PersistentSession.ShouldBeFalse();
        one.Broker.Options.ClientId.ShouldStartWith("storesensing-cloud-");
        one.Broker.Options.ClientId.ShouldNotBe(two.Broker.Options.ClientId);
    }

    [Fact]
    public async Task Deliver_InAGroup_TheOthersAreToldOnceAndTheirPagesHearOfIt()
    {
        await using var one = await CloudUnderTest.StartAsync(Member);
        await using var two = await CloudUnderTest.StartAsync(Member);
        two.Broker.Deliver(Wire.Status("stopped"));
        var page = await two.Http.GetStreamAsync($"{CloudUnderTest.Berlin}/live");
        using var stream = new StreamReader(page);
        (await stream.ReadLineAsync()).ShouldBe(": connected");

        one.Broker.Deliver(Wire.Describe(), Wire.Status(), Wire.Zones(1, 0), Wire.Zones(1, 0));
        await Eventually.True(() => one.Broker.Published.Any(p => p.Topic == "storesensing/v1/acme/live"), "a notice");
        var notice = one.Broker.Published.Single(p => p.Topic == "storesensing/v1/acme/live").Payload;
        WireSchemas.Validator("live/1").Problem(notice).ShouldBeNull();
        JsonSerializer.Deserialize(notice, WireJson.Default.LiveMessage)!.Changes.Select(c => c.Kind).ShouldBe(["describe", "status", "zone"], ignoreOrder: true);
        two.Broker.DeliverRaw("storesensing/v1/acme/live", notice);

        var lines = new List<string>();
        while (lines.Count < 6)
            if (await stream.ReadLineAsync() is { Length: > 0 } line)
                lines.Add(line);
        lines.ShouldContain("""data: {"device":"floor-1","state":"online"}""");
        lines.ShouldContain("""data: {"kind":"zone","device":"floor-1","windowStart":"2026-03-02T10:00:00Z"}""");
    }

    [Fact]
    public async Task Notice_OwnOrBrokenOrForeign_IsNeitherIngestedNorRefused()
    {
        await using var cloud = await CloudUnderTest.StartAsync(Member);
        cloud.Broker.Deliver(Wire.Zones(1, 0));
        await Eventually.True(() => cloud.Broker.Published.Any(p => p.Topic == Topic.Live("acme")), "a notice");
        cloud.Broker.DeliverRaw(Topic.Live("acme"), cloud.Broker.Published.Single(p => p.Topic == Topic.Live("acme")).Payload);
        cloud.Broker.DeliverRaw(Topic.Live("acme"), "no notice"u8.ToArray());
        var ingest = await cloud.Get("/api/v1/ingest");
        (ingest.GetProperty("received").GetInt32(), ingest.GetProperty("stored").GetInt32(), ingest.GetProperty("rejected").GetInt32()).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task Deliver_Alone_TellsNobody()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        cloud.Broker.Deliver(Wire.Zones(1, 0));
        await Eventually.True(() => !cloud.Broker.Published.IsEmpty, "the acknowledgement");
        cloud.Broker.Published.ShouldAllBe(p => p.Topic.EndsWith("/set/ack", StringComparison.Ordinal));
        cloud.Broker.DeliverRaw(Topic.Live("acme"), "{}"u8.ToArray());
        (await cloud.Get("/api/v1/ingest")).GetProperty("rejected").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Acknowledgement_OnTheWire_SaysItsSchemaAndExpires()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        cloud.Broker.Deliver(Wire.Zones(1, 0));
        await Eventually.True(() => !cloud.Broker.Said.IsEmpty, "the acknowledgement");
        var ack = cloud.Broker.Said.Single();
        (ack.Schema, ack.Expiry, ack.Retain).ShouldBe(("ack/1", TimeSpan.FromMinutes(5), false));
    }
}
