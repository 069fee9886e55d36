using System.Text;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Aggregator.Hosting;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests;

public sealed class IngestTests
{
    [Fact]
    public async Task Deliver_Batch_IsAcknowledgedWithItsRangesAfterTheCommit()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        cloud.Broker.Deliver(Wire.Zones(1, 0), Wire.Heat(2, 0), Wire.Lines(5, 0), Wire.Status());
        await Eventually.True(() => cloud.Broker.Published.Count == 1, "an acknowledgement");
        cloud.Broker.Published.Single().Topic.ShouldBe("storesensing/v1/acme/berlin/floor-1/set/ack");
        var ack = cloud.Broker.Acks.Single();
        ack.Session.ShouldBe(Wire.Session);
        ack.Ranges.Select(r => (r[0], r[1])).ShouldBe([(1, 2), (5, 5)]);
    }

    [Fact]
    public async Task Deliver_DuplicateStorm_StoredOnceAcknowledgedEveryTime()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        for (var i = 0; i < 50; i++)
            cloud.Broker.Deliver(Wire.Lines(1, 0, Wire.Line("door", 2, 0)));
        await Eventually.True(() => cloud.Broker.Published.Count == 50, "fifty acknowledgements");
        var ingest = await cloud.Get("/api/v1/ingest");
        (ingest.GetProperty("received").GetInt32(), ingest.GetProperty("stored").GetInt32(), ingest.GetProperty("duplicates").GetInt32()).ShouldBe((50, 1, 49));
        var lines = await cloud.Get($"{CloudUnderTest.Berlin}/lines?from=2026-03-02T10:00:00Z&to=2026-03-02T10:01:00Z");
        lines.GetProperty("lines")[0].GetProperty("in").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Deliver_StoreFails_ThrowsAndAcknowledgesNothing()
    {
        FailingStore failing = null!;
        await using var cloud = await CloudUnderTest.StartAsync(wrap: store => failing = new FailingStore(store));
        failing.Fails = true;
        Should.Throw<StoreException>(() => cloud.Broker.Deliver(Wire.Zones(1, 0)));

        failing.Fails = false;
        (await cloud.Get("/api/v1/ingest")).GetProperty("received").GetInt32().ShouldBe(0);
        cloud.Broker.Deliver(Wire.Zones(2, 1));
        await Eventually.True(() => !cloud.Broker.Published.IsEmpty, "the second batch's acknowledgement");
        // In order, so an acknowledgement of the first batch would have come before.
        cloud.Broker.Acks.Single().Ranges.Single().ShouldBe([2, 2]);
        (await cloud.Get("/api/v1/ingest")).GetProperty("sessions")[0].GetProperty("missing").ToString().ShouldBe("[[1,1]]");
    }

    [Fact]
    public async Task Deliver_RejectedAmongGood_CountedNotStoredAndToldAsRefused()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var text = Encoding.UTF8.GetString(Wire.From(Wire.Device, Wire.Zones(2, 0)).Payload.Span);
        cloud.Broker.DeliverRaw(Wire.Device.TopicOf(MessageKind.Zone), Encoding.UTF8.GetBytes(text.Replace("\"late\"", "\"faceId\":\"secret-body\",\"late\"")));
        cloud.Broker.Deliver(Wire.Zones(1, 0));
        await Eventually.True(() => cloud.Broker.Published.Count == 2, "the refusal and the good one's acknowledgement");
        cloud.Broker.Acks.SelectMany(ack => ack.Refused).ShouldHaveSingleItem().ShouldBe([2, 2]);
        cloud.Broker.Acks.SelectMany(ack => ack.Ranges).ShouldHaveSingleItem().ShouldBe([1, 1]);
        var ingest = await cloud.Get("/api/v1/ingest");
        (ingest.GetProperty("received").GetInt32(), ingest.GetProperty("stored").GetInt32(), ingest.GetProperty("rejected").GetInt32()).ShouldBe((2, 1, 1));
        ingest.GetProperty("lastRejection").GetString().ShouldBe("storesensing/v1/acme/berlin/floor-1/zone: $ has the unknown field 'faceId'");
        ingest.ToString().ShouldNotContain("secret-body");
    }

    [Fact]
    public async Task Ingest_Session_ShowsGapsUntilTheyClose()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        cloud.Broker.Deliver(Wire.Zones(1, 0), Wire.Zones(4, 3), Wire.Zones(6, 5));
        (await cloud.Get("/api/v1/ingest")).GetProperty("sessions")[0].ToString().ShouldBe(
            """{"tenant":"acme","store":"berlin","device":"floor-1","session":"0123456789abcdef","firstSeq":1,"lastSeq":6,"stored":3,"duplicates":0,"missing":[[2,3],[5,5]]}""");
        cloud.Broker.Deliver(Wire.Zones(2, 1), Wire.Zones(3, 2), Wire.Zones(5, 4));
        (await cloud.Get("/api/v1/ingest")).GetProperty("sessions")[0].GetProperty("missing").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Connect_Options_SubscribeToTheTenantWithAPersistentSession()
    {
        await using var cloud = await CloudUnderTest.StartAsync("tenant: acme\nmqtt:\n  host: broker\n  port: 2883\n  username: u\n  password: p\n  allowPlainPassword: true\n");
        var options = cloud.Broker.Options;
        (options.Host, options.Port, options.ClientId, options.Username, options.Password, options.PersistentSession)
            .ShouldBe(("broker", 2883, "storesensing-cloud", "u", "p", true));
        options.Subscriptions.ShouldBe(["storesensing/v1/acme/+/+/+"]);
    }

    [Fact]
    public void Build_NoMqttLibrary_ThrowsItsSentenceBeforeAnythingStarts() =>
        Should.Throw<MqttException>(() => CloudHost.Build(
            ConfigFile.Parse("", "test.yaml", CloudConfig.Read), new FailingStore(null!), (_, _) => throw new MqttException("libmosquitto.so.1 is not installed"), TimeProvider.System))
            .Message.ShouldBe("libmosquitto.so.1 is not installed");

    [Fact]
    public async Task Health_BrokerLostOrStoreBroken_Is503WithTheReason()
    {
        FailingStore failing = null!;
        await using var cloud = await CloudUnderTest.StartAsync(wrap: store => failing = new FailingStore(store));
        (await cloud.Get("/healthz")).ToString().ShouldBe("""{"status":"ok","broker":"connected","store":"ok"}""");
        cloud.Broker.IsConnected = false;
        cloud.Broker.Fault = "127.0.0.1:1883 refuses connections";
        failing.Fails = true;
        using var response = await cloud.Http.GetAsync("/healthz");
        ((int)response.StatusCode).ShouldBe(503);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"status":"degraded","broker":"127.0.0.1:1883 refuses connections","store":"the disk is full"}""");
    }

    [Fact]
    public async Task Metrics_AfterMessages_TellThemInPrometheusTextWithoutNamingAnyShop()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        cloud.Broker.Deliver(Wire.Zones(1, 0, Wire.Zone("entrance")), Wire.Zones(3, 1));
        cloud.Broker.DeliverRaw("other", []);
        using var response = await cloud.Http.GetAsync("/metrics");
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain("# TYPE storesensing_messages_stored_total counter\nstoresensing_messages_stored_total 2\n");
        text.ShouldContain("storesensing_messages_rejected_total{cause=\"topic\"} 1\n");
        text.ShouldContain("storesensing_store_commit_seconds_bucket{le=\"+Inf\"} 1\n");
        text.ShouldContain("storesensing_messages_missing 1\n");
        text.ShouldNotContain("berlin");
        // Every line is a comment or a name with a number.
        text.TrimEnd().Split('\n').ShouldAllBe(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^(# (HELP|TYPE) \S+ .+|[a-z_]+(\{[a-z]+=""[^""]*""\})? [-+0-9.eE]+)$"));
    }

    [Fact]
    public async Task Devices_ClockAhead_SayByHowMuch()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        cloud.Broker.Deliver(Wire.Zones(1, window: 126));
        var device = (await cloud.Get("/api/v1/stores/acme/berlin/devices")).GetProperty("devices")[0];
        // The window ends 21 min 10 s after T0; it is a minute past T0.
        device.GetProperty("clockSkewSeconds").GetDouble().ShouldBe(1210);
    }

    [Fact]
    public async Task Query_StoreBroken_Is503WithTheReason()
    {
        FailingStore failing = null!;
        await using var cloud = await CloudUnderTest.StartAsync(wrap: store => failing = new FailingStore(store));
        failing.Fails = true;
        (await cloud.Problem("/api/v1/stores", 503)).ShouldBe("the disk is full");
    }

    private sealed class FailingStore(IMetricStore inner) : IMetricStore
    {
        public volatile bool Fails;

        private IMetricStore Inner => Fails ? throw new StoreException("the disk is full") : inner;

        public Commit Append(IReadOnlyList<Accepted> batch, DateTimeOffset now) => Inner.Append(batch, now);

        public IEnumerable<Row<ZoneFigures>> Zones(StoreAddress store, TimeRange range, string? zone, RollUp coarsest) => Inner.Zones(store, range, zone, coarsest);

        public IEnumerable<Row<HeatFigures>> Heat(StoreAddress store, TimeRange range, string? layer, RollUp coarsest) => Inner.Heat(store, range, layer, coarsest);

        public IEnumerable<Row<FlowFigures>> Flow(StoreAddress store, TimeRange range, RollUp coarsest) => Inner.Flow(store, range, coarsest);

        public IEnumerable<Row<QueueFigures>> Queues(StoreAddress store, TimeRange range, RollUp coarsest) => Inner.Queues(store, range, coarsest);

        public IEnumerable<Row<OccupancyFigures>> Occupancy(StoreAddress store, TimeRange range, RollUp coarsest) => Inner.Occupancy(store, range, coarsest);

        public IEnumerable<Row<LineFigures>> Lines(StoreAddress store, TimeRange range, RollUp coarsest) => Inner.Lines(store, range, coarsest);

        public IEnumerable<Row<AttentionFigures>> Attention(StoreAddress store, TimeRange range, string? display, RollUp coarsest) => Inner.Attention(store, range, display, coarsest);

        public IEnumerable<Row<StudyArousal>> Arousal(StoreAddress store, TimeRange range, string? zone, RollUp coarsest) => Inner.Arousal(store, range, zone, coarsest);

        public IEnumerable<Row<ExpressionFigures>> Expressions(StoreAddress store, TimeRange range, string? zone, RollUp coarsest) => Inner.Expressions(store, range, zone, coarsest);

        public IReadOnlyList<DeviceRecord> Devices(StoreAddress? store = null) => Inner.Devices(store);

        public IReadOnlyList<SessionLedger> Sessions(int max) => Inner.Sessions(max);

        public bool RollUpSlice(DateTimeOffset until) => Inner.RollUpSlice(until);

        public ExpiryProof Expire(Expiry expiry) => Inner.Expire(expiry);

        public string? Problem() => Fails ? "the disk is full" : inner.Problem();

        public void Dispose() => inner.Dispose();
    }
}
