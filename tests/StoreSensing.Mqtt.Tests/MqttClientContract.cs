using System.Collections.Concurrent;
using System.Text;
using StoreSensing.Testing;

namespace StoreSensing.Mqtt.Tests;

/// <summary>What every <see cref="IMqttClient"/> must do, against a real broker. A driver's tests inherit it.</summary>
public abstract partial class MqttClientContract
{
    /// <summary>False: the driver is told to speak 3.1.1 from the start.</summary>
    protected virtual bool SpeaksMqtt5 => true;

    /// <summary>A client of the driver under test that tries again within a second or so.</summary>
    protected abstract IMqttClient Create(MqttOptions options);

    protected static MqttOptions Options(int port, string id) => new() { Host = "127.0.0.1", Port = port, ClientId = id };

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string Text(MqttMessage message) => Encoding.UTF8.GetString(message.Payload.Span);

    protected async Task<IMqttClient> Connect(MqttOptions options)
    {
        var client = Create(options);
        client.Start();
        await Eventually.True(() => client.IsConnected, $"{options.ClientId} connects; fault: {client.Fault}");
        return client;
    }

    protected Task<IMqttClient> Listen(int port, string id, string filter, ConcurrentQueue<MqttMessage> inbox) => Connect(Options(port, id) with
    {
        Subscriptions = [filter],
        OnMessages = batch =>
        {
            foreach (var message in batch)
                inbox.Enqueue(message);
        },
    });

    [SkippableFact]
    public async Task PublishAsync_WithASubscriber_ArrivesWithTopicAndBytes()
    {
        using var broker = new MosquittoBroker();
        var inbox = new ConcurrentQueue<MqttMessage>();
        await using var subscriber = await Listen(broker.Port, "sub", "shop/+/zone", inbox);
        await using var publisher = await Connect(Options(broker.Port, "pub"));

        await publisher.PublishAsync("shop/1/zone", new byte[] { 0, 255, 7 }, retain: false, CancellationToken.None);
        await publisher.PublishAsync("shop/1/heat", Bytes("not for us"), retain: false, CancellationToken.None);
        await publisher.PublishAsync("shop/ü/zone", ReadOnlyMemory<byte>.Empty, retain: false, CancellationToken.None);

        await Eventually.True(() => inbox.Count == 2, "both messages arrive");
        var messages = inbox.ToArray();
        messages[0].Topic.ShouldBe("shop/1/zone");
        messages[0].Payload.ToArray().ShouldBe([0, 255, 7]);
        messages[0].Retained.ShouldBeFalse();
        messages[1].Topic.ShouldBe("shop/ü/zone");
        messages[1].Payload.Length.ShouldBe(0);
    }

    [SkippableFact]
    public async Task PublishAsync_Retained_ReachesALaterSubscriber()
    {
        using var broker = new MosquittoBroker();
        await using var publisher = await Connect(Options(broker.Port, "pub"));
        await publisher.PublishAsync("device/status", Bytes("online"), retain: true, CancellationToken.None);

        var inbox = new ConcurrentQueue<MqttMessage>();
        await using var subscriber = await Listen(broker.Port, "sub", "device/#", inbox);

        await Eventually.True(() => inbox.Count == 1, "the retained message arrives");
        inbox.TryPeek(out var message).ShouldBeTrue();
        message!.Retained.ShouldBeTrue();
        Text(message).ShouldBe("online");
    }

    [SkippableFact]
    public async Task Cut_WithAWill_TheBrokerSaysItAndKeepsIt()
    {
        using var broker = new MosquittoBroker();
        using var wire = new TcpRelay(broker.Port);
        var inbox = new ConcurrentQueue<MqttMessage>();
        await using var subscriber = await Listen(broker.Port, "sub", "device/status", inbox);
        var device = await Connect(Options(wire.Port, "device") with { Will = new MqttWill("device/status", Bytes("offline")) });

        wire.Dispose();

        await Eventually.True(() => inbox.Count == 1, "the will is published");
        Text(inbox.First()).ShouldBe("offline");
        var late = new ConcurrentQueue<MqttMessage>();
        await using var latecomer = await Listen(broker.Port, "late", "device/status", late);
        await Eventually.True(() => late.Count == 1, "the will is retained");
        late.First().Retained.ShouldBeTrue();
        await Eventually.True(() => device.Fault is not null && !device.IsConnected, "the cut is noticed");
        await device.DisposeAsync();
    }

    [SkippableFact]
    public async Task DisposeAsync_WithAWill_TheBrokerKeepsItToItself()
    {
        using var broker = new MosquittoBroker();
        var inbox = new ConcurrentQueue<MqttMessage>();
        await using var subscriber = await Listen(broker.Port, "sub", "device/status", inbox);
        var device = await Connect(Options(broker.Port, "device") with { Will = new MqttWill("device/status", Bytes("offline")) });

        await device.PublishAsync("device/status", Bytes("stopped"), retain: true, CancellationToken.None);
        await device.DisposeAsync();
        await using var after = await Connect(Options(broker.Port, "after"));
        await after.PublishAsync("device/status", Bytes("marker"), retain: false, CancellationToken.None);

        await Eventually.True(() => inbox.Count >= 2, "both messages arrive");
        inbox.Select(Text).ShouldBe(["stopped", "marker"]);
        device.IsConnected.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task BrokerKilled_ThenBackOnTheSamePort_ReconnectsAndSubscribesAgain()
    {
        using var broker = new MosquittoBroker();
        var inbox = new ConcurrentQueue<MqttMessage>();
        await using var client = Create(Options(broker.Port, "client") with
        {
            Subscriptions = ["a/#", "b"],
            OnMessages = batch =>
            {
                foreach (var message in batch)
                    inbox.Enqueue(message);
            },
        });
        int connects = 0, losses = 0;
        client.Connected += () => Interlocked.Increment(ref connects);
        client.Disconnected += () => Interlocked.Increment(ref losses);
        client.Start();
        await Eventually.True(() => connects == 1, "connected");

        broker.Kill();
        await Eventually.True(() => losses == 1 && client.Fault is not null, "the loss is noticed");
        client.IsConnected.ShouldBeFalse();
        broker.Start();
        await Eventually.True(() => connects == 2, "connected again");
        client.Fault.ShouldBeNull();

        await client.PublishAsync("a/x", Bytes("1"), retain: false, CancellationToken.None);
        await client.PublishAsync("b", Bytes("2"), retain: false, CancellationToken.None);
        await Eventually.True(() => inbox.Count == 2, "both subscriptions work again");
    }

    [SkippableFact]
    public async Task PublishAsync_WhileDisconnected_ThrowsAndNothingIsSentLater()
    {
        using var broker = new MosquittoBroker();
        var inbox = new ConcurrentQueue<MqttMessage>();
        await using var client = await Listen(broker.Port, "client", "#", inbox);
        broker.Kill();
        await Eventually.True(() => !client.IsConnected, "the loss is noticed");

        var thrown = await Should.ThrowAsync<MqttException>(() => client.PublishAsync("t", Bytes("ghost"), retain: false, CancellationToken.None));
        thrown.Message.ShouldContain($"127.0.0.1:{broker.Port}");

        broker.Start();
        await Eventually.True(() => client.IsConnected, "connected again");
        await client.PublishAsync("t", Bytes("alive"), retain: false, CancellationToken.None);
        await Eventually.True(() => !inbox.IsEmpty, "the second message arrives");
        inbox.Select(Text).ShouldBe(["alive"]);
    }

    [SkippableFact]
    public async Task PublishAsync_CutBeforeTheAcknowledgement_Throws()
    {
        using var broker = new MosquittoBroker();
        using var wire = new TcpRelay(broker.Port);
        await using var client = await Connect(Options(wire.Port, "client"));

        var connects = 0;
        client.Connected += () => connects++;
        wire.LoseReplies();
        var publish = client.PublishAsync("t", Bytes("x"), retain: false, CancellationToken.None);
        publish.IsCompleted.ShouldBeFalse();
        wire.Cut();

        await Should.ThrowAsync<MqttException>(() => publish);
        await Eventually.True(() => connects == 1 && client.IsConnected, "connected again");
        await client.PublishAsync("t", Bytes("y"), retain: false, CancellationToken.None);
    }

    [SkippableFact]
    public async Task PublishAsync_Cancelled_StopsWaitingAndTheClientGoesOn()
    {
        using var broker = new MosquittoBroker();
        using var wire = new TcpRelay(broker.Port);
        await using var client = await Connect(Options(wire.Port, "client"));
        var connects = 0;
        client.Connected += () => connects++;
        wire.LoseReplies();
        using var impatient = new CancellationTokenSource();
        var publish = client.PublishAsync("t", Bytes("x"), retain: false, impatient.Token);

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => publish);
        wire.Cut();
        await Eventually.True(() => connects == 1 && client.IsConnected, "connected again");
        await client.PublishAsync("t", Bytes("y"), retain: false, CancellationToken.None);
    }

    [SkippableFact]
    public async Task OnMessages_Throws_TheBrokerDeliversTheBatchAgain()
    {
        using var broker = new MosquittoBroker();
        var handled = new ConcurrentQueue<string>();
        var failures = 0;
        await using var subscriber = await Connect(Options(broker.Port, "sub") with
        {
            PersistentSession = true,
            Subscriptions = ["t"],
            OnMessages = batch =>
            {
                if (Interlocked.Increment(ref failures) == 1)
                    throw new InvalidOperationException("the store is full");
                foreach (var message in batch)
                    handled.Enqueue(Text(message));
            },
        });
        await using var publisher = await Connect(Options(broker.Port, "pub"));

        for (var i = 0; i < 5; i++)
            await publisher.PublishAsync("t", Bytes($"{i}"), retain: false, CancellationToken.None);

        await Eventually.True(() => handled.Count >= 5, "everything is delivered again");
        handled.Distinct().ShouldBe(["0", "1", "2", "3", "4"]);
    }

    [SkippableFact]
    public async Task OnMessages_CutWhileHandling_TheBatchWasNotAcknowledged()
    {
        using var broker = new MosquittoBroker();
        using var wire = new TcpRelay(broker.Port);
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var seen = new ConcurrentQueue<string>();
        await using var subscriber = await Connect(Options(wire.Port, "sub") with
        {
            PersistentSession = true,
            Subscriptions = ["t"],
            OnMessages = batch =>
            {
                foreach (var message in batch)
                    seen.Enqueue(Text(message));
                entered.Set();
                leave.Wait(TimeSpan.FromSeconds(20));
            },
        });
        await using var publisher = await Connect(Options(broker.Port, "pub"));
        await publisher.PublishAsync("t", Bytes("once"), retain: false, CancellationToken.None);
        entered.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue();

        wire.Cut();
        leave.Set();

        await Eventually.True(() => seen.Count == 2, "the message is delivered again");
        seen.ShouldBe(["once", "once"]);
    }

    // 2,000 bytes reach us, 200,000 are more than an MQTT 5 broker is told to send.
    [SkippableTheory]
    [InlineData(2_000)]
    [InlineData(200_000)]
    public async Task OnMessages_OversizeMessage_IsSkippedAndTheRestArrives(int bytes)
    {
        using var broker = new MosquittoBroker();
        var inbox = new ConcurrentQueue<MqttMessage>();
        await using var subscriber = await Connect(Options(broker.Port, "sub") with
        {
            MaxPayloadBytes = 1_000,
            PersistentSession = true,
            Subscriptions = ["t"],
            OnMessages = batch =>
            {
                foreach (var message in batch)
                    inbox.Enqueue(message);
            },
        });
        await using var publisher = await Connect(Options(broker.Port, "pub"));

        await publisher.PublishAsync("t", new byte[1_000], retain: false, CancellationToken.None);
        for (var i = 0; i < 30; i++)
            await publisher.PublishAsync("t", new byte[bytes], retain: false, CancellationToken.None);
        await publisher.PublishAsync("t", Bytes("after"), retain: false, CancellationToken.None);

        await Eventually.True(() => inbox.Count == 2, "both short messages arrive");
        inbox.Select(m => m.Payload.Length).ShouldBe([1_000, 5]);
        subscriber.Fault.ShouldBeNull();
    }

    [SkippableFact]
    public async Task PersistentSession_MessagesSentWhileAway_ArriveAfterReconnect()
    {
        using var broker = new MosquittoBroker();
        using var wire = new TcpRelay(broker.Port);
        var handled = new ConcurrentQueue<string>();
        var options = Options(wire.Port, "sub") with
        {
            PersistentSession = true,
            Subscriptions = ["t"],
            OnMessages = batch =>
            {
                foreach (var message in batch)
                    handled.Enqueue(Text(message));
            },
        };
        await (await Connect(options)).DisposeAsync();
        await using var publisher = await Connect(Options(broker.Port, "pub"));
        for (var i = 0; i < 50; i++)
            await publisher.PublishAsync("t", Bytes($"{i}"), retain: false, CancellationToken.None);

        await using var back = await Connect(options);

        await Eventually.True(() => handled.Count >= 50, "the queue arrives");
        handled.ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}"));
    }

    [SkippableFact]
    public async Task TenThousandMessages_FromManyPublishersAtOnce_ArriveInOrderAndInBoundedMemory()
    {
        const int Senders = 4;
        const int Each = 2500;
        using var broker = new MosquittoBroker();
        var last = new int[Senders];
        var received = 0;
        var outOfOrder = 0;
        await using var subscriber = await Connect(Options(broker.Port, "sub") with
        {
            Subscriptions = ["t/+"],
            OnMessages = batch =>
            {
                foreach (var message in batch)
                {
                    var sender = message.Topic[2] - '0';
                    var number = BitConverter.ToInt32(message.Payload.Span);
                    if (number != ++last[sender])
                        outOfOrder++;
                    received++;
                }
            },
        });
        await using var publisher = await Connect(Options(broker.Port, "pub"));
        GC.Collect();
        var before = Environment.WorkingSet;

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var pending = new Queue<Task>();
            for (var i = 1; i <= Each; i++)
            {
                var payload = new byte[1000];
                BitConverter.TryWriteBytes(payload, i);
                pending.Enqueue(publisher.PublishAsync($"t/{sender}", payload, retain: false, CancellationToken.None));
                if (pending.Count == 20)
                    await pending.Dequeue();
            }
            await Task.WhenAll(pending);
        })));

        await Eventually.True(() => Volatile.Read(ref received) == Senders * Each, "everything arrives", 60);
        outOfOrder.ShouldBe(0);
        (Environment.WorkingSet - before).ShouldBeLessThan(100L << 20);
    }

    [SkippableFact]
    public async Task SecondClientWithOurId_TheFaultNamesTheId()
    {
        using var broker = new MosquittoBroker();
        await using var first = await Connect(Options(broker.Port, "till-7"));
        await using var second = await Connect(Options(broker.Port, "till-7"));

        await Eventually.True(() => !first.IsConnected, "the first is thrown out");
        await Eventually.True(() => first.Fault is not null, "the fault is set");
        first.Fault!.ShouldContain("'till-7'");
        first.Fault!.ShouldContain("another client");
    }

    [SkippableFact]
    public async Task Start_NobodyListens_TheFaultNamesBrokerAndReason()
    {
        var port = MosquittoBroker.FreePort();
        await using var client = Create(Options(port, "client"));
        client.Start();

        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldContain($"127.0.0.1:{port}");
        client.Fault!.ShouldContain("connection refused");
        client.IsConnected.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Start_UnknownHost_TheFaultNamesIt()
    {
        await using var client = Create(Options(1883, "client") with { Host = "no-such-host.invalid" });
        client.Start();

        await Eventually.True(() => client.Fault is not null, "a fault is given", 40);
        client.Fault!.ShouldContain("no-such-host.invalid");
    }

    [SkippableFact]
    public async Task Start_HostWithSeveralAddresses_FindsTheOneThatListens()
    {
        // localhost is ::1 and 127.0.0.1 on most machines; the broker listens on the second only.
        using var broker = new MosquittoBroker();
        await using var client = await Connect(Options(broker.Port, "client") with { Host = "localhost" });
        client.IsConnected.ShouldBeTrue();
    }

    [SkippableFact]
    public async Task Start_WrongPassword_TheFaultNamesTheUserAndNotThePassword()
    {
        using var broker = PasswordBroker();
        await using var client = Create(Options(broker.Port, "client") with { Username = "store", Password = "hunter2" });
        client.Start();

        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldContain("'store'");
        client.Fault!.ShouldNotContain("hunter2");
    }

    [SkippableFact]
    public async Task Start_RightPassword_Connects()
    {
        using var broker = PasswordBroker();
        await using var client = await Connect(Options(broker.Port, "client") with { Username = "store", Password = "s3cret" });
        client.Fault.ShouldBeNull();
    }

    [SkippableFact]
    public async Task DisposeAsync_NeverConnected_ReturnsAtOnce()
    {
        var client = Create(Options(MosquittoBroker.FreePort(), "client"));
        client.Start();
        await Eventually.True(() => client.Fault is not null, "a fault is given");

        await client.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        await client.DisposeAsync();
        await Should.ThrowAsync<MqttException>(() => client.PublishAsync("t", Bytes("x"), retain: false, CancellationToken.None));
    }

    private static MosquittoBroker PasswordBroker() => new(
        settings: "password_file {folder}/passwords",
        anonymous: false,
        prepare: folder =>
        {
            Skip.IfNot(File.Exists("/usr/bin/mosquitto_passwd"), "mosquitto_passwd is not installed");
            File.WriteAllText(Path.Combine(folder, "passwords"), "store:s3cret\n");
            using var hash = System.Diagnostics.Process.Start("/usr/bin/mosquitto_passwd", ["-U", Path.Combine(folder, "passwords")]);
            hash.WaitForExit();
        });
}
