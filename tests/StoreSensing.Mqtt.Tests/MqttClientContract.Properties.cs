using System.Collections.Concurrent;
using System.Text;
using StoreSensing.Testing;

namespace StoreSensing.Mqtt.Tests;

/// <summary>What MQTT 5 says beside the body, shared subscriptions, and sessions that change hands.</summary>
public abstract partial class MqttClientContract
{
    private Task<IMqttClient> ListenWithProperties(int port, string id, string filter, ConcurrentQueue<MqttMessage> inbox, bool persistent = false) =>
        Connect(Options(port, id) with { Subscriptions = [filter], WithProperties = true, PersistentSession = persistent, OnMessages = Into(inbox) });

    private static Action<IReadOnlyList<MqttMessage>> Into(ConcurrentQueue<MqttMessage> inbox) => batch =>
    {
        foreach (var message in batch)
            inbox.Enqueue(message);
    };

    [SkippableFact]
    public async Task PublishAsync_WithASchema_ArrivesAsJsonOfThatSchema()
    {
        using var broker = new MosquittoBroker();
        var inbox = new ConcurrentQueue<MqttMessage>();
        await using var subscriber = await ListenWithProperties(broker.Port, "sub", "t", inbox);
        await using var publisher = await Connect(Options(broker.Port, "pub"));

        await publisher.PublishAsync(new MqttPublication("t", Bytes("{}")) { Schema = "zone/1", Expiry = TimeSpan.FromMinutes(5) }, CancellationToken.None);
        await publisher.PublishAsync("t", Bytes("plain"), retain: false, CancellationToken.None);

        await Eventually.True(() => inbox.Count == 2, "both messages arrive");
        var said = inbox.First().Properties;
        if (!SpeaksMqtt5)
        {
            said.ShouldBeNull();
            return;
        }
        (said!.ContentType, said.Schema).ShouldBe(("application/json", "zone/1"));
        said.Expiry!.Value.TotalSeconds.ShouldBeInRange(290, 300);
        (inbox.Last().Properties?.Schema, inbox.Last().Properties?.Expiry).ShouldBe((null, null));
    }

    [SkippableFact]
    public async Task OnMessages_PropertiesNotAskedFor_AreNotCopied()
    {
        using var broker = new MosquittoBroker();
        var inbox = new ConcurrentQueue<MqttMessage>();
        await using var subscriber = await Listen(broker.Port, "sub", "t", inbox);
        await using var publisher = await Connect(Options(broker.Port, "pub"));

        await publisher.PublishAsync(new MqttPublication("t", Bytes("{}")) { Schema = "zone/1" }, CancellationToken.None);

        await Eventually.True(() => inbox.Count == 1, "it arrives");
        inbox.Single().Properties.ShouldBeNull();
    }

    [SkippableFact]
    public async Task Cut_WithAWillOfASchema_TheBrokerSaysBoth()
    {
        using var broker = new MosquittoBroker();
        using var wire = new TcpRelay(broker.Port);
        var inbox = new ConcurrentQueue<MqttMessage>();
        await using var subscriber = await ListenWithProperties(broker.Port, "sub", "device/status", inbox);
        await using var device = await Connect(Options(wire.Port, "device") with { Will = new MqttWill("device/status", Bytes("offline")) { Schema = "status/1" } });

        wire.Dispose();

        await Eventually.True(() => inbox.Count == 1, "the will is published");
        Text(inbox.First()).ShouldBe("offline");
        inbox.First().Properties?.Schema.ShouldBe(SpeaksMqtt5 ? "status/1" : null);
    }

    [SkippableFact]
    public async Task PublishAsync_ExpiredWhileItsReaderWasAway_IsForgottenAndTheRestIsNot()
    {
        using var broker = new MosquittoBroker();
        var inbox = new ConcurrentQueue<MqttMessage>();
        await (await ListenWithProperties(broker.Port, "sub", "t", inbox, persistent: true)).DisposeAsync();
        await using var publisher = await Connect(Options(broker.Port, "pub"));
        await publisher.PublishAsync(new MqttPublication("t", Bytes("short-lived")) { Expiry = TimeSpan.FromSeconds(1) }, CancellationToken.None);
        await publisher.PublishAsync("t", Bytes("kept"), retain: false, CancellationToken.None);
        if (SpeaksMqtt5)
            await ASecondPasses(broker.Port, publisher);

        await using var back = await ListenWithProperties(broker.Port, "sub", "t", inbox, persistent: true);

        await Eventually.True(() => inbox.Any(m => Text(m) == "kept"), "what was kept arrives");
        inbox.Select(Text).ShouldBe(SpeaksMqtt5 ? ["kept"] : ["short-lived", "kept"]);
    }

    // By the broker's own clock: a message that expires later shows how much time it has left.
    private async Task ASecondPasses(int port, IMqttClient publisher)
    {
        var probe = new ConcurrentQueue<MqttMessage>();
        await publisher.PublishAsync(new MqttPublication("probe", Bytes("x")) { Expiry = TimeSpan.FromSeconds(100), Retain = true }, CancellationToken.None);
        for (var looks = 1; !probe.Any(m => m.Properties!.Expiry < TimeSpan.FromSeconds(98)); looks++)
        {
            looks.ShouldBeLessThan(1000);
            await using var look = await ListenWithProperties(port, $"look-{looks}", "probe", probe);
            await Eventually.True(() => probe.Count >= looks, "the probe is seen");
        }
    }

    private async Task NeedsMqtt5(int port)
    {
        await using var client = Create(Options(port, "one") with { Subscriptions = ["$share/cloud/t"] });
        client.Start();
        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldContain("MQTT 5, which the shared subscription '$share/cloud/t' needs");
    }

    [SkippableFact]
    public async Task SharedSubscription_TwoMembers_EachMessageGoesToOneOfThem()
    {
        using var broker = new MosquittoBroker();
        if (!SpeaksMqtt5)
        {
            await NeedsMqtt5(broker.Port);
            return;
        }
        ConcurrentQueue<MqttMessage> first = new(), second = new(), everybody = new();
        await using var one = await Listen(broker.Port, "one", "$share/cloud/t/+", first);
        await using var two = await Listen(broker.Port, "two", "$share/cloud/t/+", second);
        await using var apart = await Listen(broker.Port, "apart", "t/+", everybody);
        await using var publisher = await Connect(Options(broker.Port, "pub"));

        for (var i = 0; i < 200; i++)
            await publisher.PublishAsync($"t/{i % 7}", Bytes($"{i}"), retain: false, CancellationToken.None);

        await Eventually.True(() => first.Count + second.Count >= 200 && everybody.Count >= 200, "all arrive");
        first.Concat(second).Select(m => int.Parse(Text(m))).Order().ShouldBe(Enumerable.Range(0, 200));
        first.Count.ShouldBeInRange(80, 120);
    }

    [SkippableFact]
    public async Task SharedSubscription_AMemberVanishes_TheOtherGetsWhatComesAfter()
    {
        using var broker = new MosquittoBroker();
        if (!SpeaksMqtt5)
        {
            await NeedsMqtt5(broker.Port);
            return;
        }
        using var wire = new TcpRelay(broker.Port);
        ConcurrentQueue<MqttMessage> first = new(), second = new();
        await using var one = await Listen(wire.Port, "one", "$share/cloud/t", first);
        await using var two = await Listen(broker.Port, "two", "$share/cloud/t", second);
        await using var publisher = await Connect(Options(broker.Port, "pub"));

        wire.Dispose();
        await Eventually.True(() => broker.Log.Contains("Client one"), "the broker has noticed");
        for (var i = 0; i < 50; i++)
            await publisher.PublishAsync("t", Bytes($"{i}"), retain: false, CancellationToken.None);

        await Eventually.True(() => second.Count >= 50, "the other one gets all of it");
        second.Select(Text).ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}"));
    }

    [SkippableFact]
    public async Task SameIdAgain_WhileTheOldProcessHangs_TakesSessionAndQueueOver()
    {
        using var broker = new MosquittoBroker();
        using var release = new ManualResetEventSlim();
        using var hangs = new ManualResetEventSlim();
        var states = new ConcurrentQueue<MqttMessage>();
        await using var watcher = await Listen(broker.Port, "watcher", "device/status", states);
        var options = Options(broker.Port, "device") with
        {
            PersistentSession = true, Subscriptions = ["t"], Will = new MqttWill("device/status", Bytes("offline")),
        };
        var old = await Connect(options with
        {
            OnMessages = _ =>
            {
                hangs.Set();
                release.Wait(TimeSpan.FromSeconds(30));
            },
        });
        await using var publisher = await Connect(Options(broker.Port, "pub"));
        for (var i = 0; i < 50; i++)
            await publisher.PublishAsync("t", Bytes($"{i}"), retain: false, CancellationToken.None);
        hangs.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue();

        var inbox = new ConcurrentQueue<MqttMessage>();
        await using var successor = await Connect(options with { OnMessages = Into(inbox) });
        await successor.PublishAsync("device/status", Bytes("online"), retain: true, CancellationToken.None);

        await Eventually.True(() => inbox.Count >= 50, "the successor gets what the old one never acknowledged");
        inbox.Select(Text).Distinct().ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}"));
        // The old one's will comes before its successor's word, never after it.
        await Eventually.True(() => states.Any(m => Text(m) == "online"), "the new state arrives");
        Text(states.Last()).ShouldBe("online");
        var stopping = old.DisposeAsync();
        release.Set();
        await stopping;
        successor.IsConnected.ShouldBeTrue();
    }
}
