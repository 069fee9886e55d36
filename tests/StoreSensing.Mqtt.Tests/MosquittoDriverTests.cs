using Microsoft.Extensions.Logging;
using StoreSensing.Contracts.Time;
using StoreSensing.Mqtt.Mosquitto;
using StoreSensing.Testing;

namespace StoreSensing.Mqtt.Tests;

/// <summary>What is particular to the driver on libmosquitto.</summary>
public sealed class MosquittoDriverTests
{
    private static readonly byte[] Accepted311 = [0x20, 2, 0, 0];
    private static readonly byte[] Accepted5 = [0x20, 3, 0, 0, 0];

    private readonly RecordingLogger _log = new();

    private static MqttOptions Options(int port) => new() { Host = "127.0.0.1", Port = port, ClientId = "client" };

    private MosquittoClient Start(MqttOptions options, TimeProvider? time = null)
    {
        var client = new MosquittoClient(options, _log, time, new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), () => 0.5));
        client.Start();
        return client;
    }

    [Fact]
    public void EnsureLoaded_LibraryMissing_NamesTheDebianPackage() =>
        Should.Throw<MqttException>(() => LibMosquitto.EnsureLoaded("libmosquitto-that-is-not-there.so.9"))
            .Message.ShouldContain("install the Debian package libmosquitto1");

    [SkippableTheory]
    [InlineData(3, 1883, "client", null, null, "keep-alive of 3 s: use 5 to 65535 s")]
    [InlineData(15, 0, "client", null, null, "port 0: use 1 to 65535")]
    [InlineData(15, 1883, "", null, null, "the client id is empty")]
    [InlineData(15, 1883, "client", "/no/such/ca.pem", null, "CA file '/no/such/ca.pem' does not exist")]
    [InlineData(15, 1883, "client", null, "secret", "a password is given without a user name")]
    [InlineData(15, 1883, "client", null, "user:secret", "the password would go to h unencrypted: give a CA file, or allow it with allowPlainPassword")]
    public void Constructor_UnusableOption_SaysWhich(int keepAlive, int port, string id, string? ca, string? password, string expected)
    {
        RequireLibrary();
        var options = new MqttOptions
        {
            Host = "h", Port = port, ClientId = id, CaFile = ca, Password = password?.Split(':')[^1], Username = password?.Contains(':') == true ? "user" : null, KeepAlive = TimeSpan.FromSeconds(keepAlive),
        };
        Should.Throw<MqttException>(() => new MosquittoClient(options, _log)).Message.ShouldContain(expected);
    }

    [SkippableFact]
    public async Task Start_BrokerOfMqtt311Only_FallsBack()
    {
        RequireLibrary();
        using var broker = new ScriptedBroker(version => version == 5 ? [0x20, 2, 0, 1] : Accepted311);
        await using var client = Start(Options(broker.Port));

        await Eventually.True(() => client.IsConnected, "connected with 3.1.1");
        broker.Connections.ShouldBe(2);
        _log.Lines.ShouldContain(line => line.Text.Contains("does not speak MQTT 5; using 3.1.1"));
    }

    [SkippableFact]
    public async Task Start_BrokerOfNeitherProtocol_SaysSo()
    {
        RequireLibrary();
        using var broker = new ScriptedBroker(_ => [0x20, 2, 0, 1]);
        await using var client = Start(Options(broker.Port));

        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldContain("speaks neither MQTT 5 nor 3.1.1");
    }

    [SkippableFact]
    public async Task Disconnect_SessionTakenOver_NamesTheIdAndPauses()
    {
        RequireLibrary();
        using var broker = new ScriptedBroker(_ => [.. Accepted5, 0xE0, 2, 0x8E, 0]);
        await using var client = Start(Options(broker.Port));

        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldContain("another client has signed in with our client id 'client' and taken the session over");
        await Eventually.True(() => _log.Lines.Any(line => line.Text.Contains("next try in 10.0 s")), "the pause is long");
    }

    [SkippableFact]
    public async Task SecondClientWithOurId_BrokerThatSaysNothing_PausesAfterThreeTimes()
    {
        using var broker = new MosquittoBroker();
        await using var first = Start(Options(broker.Port));
        await using var second = Start(Options(broker.Port));

        await Eventually.True(() => _log.Lines.Any(line => line.Text.Contains("has thrown us out 3 times in a row")), "the rival is suspected");
        var line = _log.Lines.First(line => line.Text.Contains("3 times in a row"));
        line.Text.ShouldContain("another client signs in with our client id 'client'");
        line.Text.ShouldEndWith("waiting 10 s");
        // Whoever was thrown out third waits, so the other one keeps the session.
        await Eventually.True(() => first.IsConnected != second.IsConnected, "one of them has the session");
    }

    [SkippableFact]
    public async Task Start_SharedSubscriptionWithBrokerOf311_SaysThatItNeedsMqtt5()
    {
        RequireLibrary();
        using var broker = new ScriptedBroker(version => version == 5 ? [0x20, 2, 0, 1] : Accepted311);
        await using var client = Start(Options(broker.Port) with { Subscriptions = ["$share/group/t"] });

        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldEndWith("does not speak MQTT 5, which the shared subscription '$share/group/t' needs");
        client.IsConnected.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Start_ServerThatSaysNothing_IsGivenUp()
    {
        RequireLibrary();
        using var broker = new ScriptedBroker(_ => []);
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        await using var client = Start(Options(broker.Port), time);
        await Eventually.True(() => broker.Connections == 1, "TCP is up");

        time.Advance(TimeSpan.FromSeconds(11));

        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldContain("does not answer as an MQTT broker");
    }

    [SkippableFact]
    public async Task OnMessages_Throws_OneLineSaysWhatAndHowMany()
    {
        using var broker = new MosquittoBroker();
        await using var client = Start(Options(broker.Port) with
        {
            Subscriptions = ["t"],
            OnMessages = _ => throw new InvalidOperationException("the store is full"),
        });
        await Eventually.True(() => client.IsConnected, "connected");
        await using var publisher = Start(Options(broker.Port) with { ClientId = "publisher" });
        await Eventually.True(() => publisher.IsConnected, "connected");
        await publisher.PublishAsync("t", new byte[1], retain: false, CancellationToken.None);

        await Eventually.True(() => _log.Lines.Any(line => line.Level == LogLevel.Error), "the failure is logged");
        _log.Lines.Single(line => line.Level == LogLevel.Error).Text
            .ShouldStartWith("a batch of 1 messages could not be processed (InvalidOperationException: the store is full)");
    }

    [SkippableFact]
    public async Task OnMessages_ManyOversizeMessages_OneLineAMinute()
    {
        using var broker = new MosquittoBroker();
        var arrived = 0;
        await using var client = Start(Options(broker.Port) with
        {
            Subscriptions = ["t"], MaxPayloadBytes = 10, OnMessages = batch => Interlocked.Add(ref arrived, batch.Count),
        });
        await Eventually.True(() => client.IsConnected, "connected");
        await using var publisher = Start(Options(broker.Port) with { ClientId = "publisher" });
        await Eventually.True(() => publisher.IsConnected, "connected");
        foreach (var length in new[] { 11, 12, 13, 10 })
            await publisher.PublishAsync("t", new byte[length], retain: false, CancellationToken.None);

        await Eventually.True(() => Volatile.Read(ref arrived) == 1, "the short one arrives");
        _log.Lines.Where(line => line.Text.StartsWith("skipped", StringComparison.Ordinal)).ShouldHaveSingleItem()
            .Text.ShouldMatch("^skipped [123] messages of more than 10 bytes, the last on topic 't' with 1[123]$");
    }

    [SkippableFact]
    public async Task PublishAsync_TopicForbidden_SaysTopicAndUser()
    {
        using var broker = new MosquittoBroker(
            settings: "acl_file {folder}/acl",
            prepare: folder => File.WriteAllText(Path.Combine(folder, "acl"), "topic readwrite allowed/#\n"));
        await using var client = Start(Options(broker.Port));
        await Eventually.True(() => client.IsConnected, "connected");

        await client.PublishAsync("allowed/t", new byte[1], retain: false, CancellationToken.None);
        var thrown = await Should.ThrowAsync<MqttException>(() => client.PublishAsync("secret/t", new byte[1], retain: false, CancellationToken.None));

        thrown.Message.ShouldContain("refuses to publish on 'secret/t': an anonymous client is not authorised");
        // mosquitto 2.0.11 ends the connection after the refusal; the client comes back.
        await Eventually.True(() => client.IsConnected, "connected");
    }

    [SkippableFact]
    public async Task PublishAsync_MoreThanTheBrokerTakes_SaysHowMuch()
    {
        using var broker = new MosquittoBroker(settings: "max_packet_size 2000");
        await using var client = Start(Options(broker.Port));
        await Eventually.True(() => client.IsConnected, "connected");

        var thrown = await Should.ThrowAsync<MqttException>(() => client.PublishAsync("t", new byte[3000], retain: false, CancellationToken.None));

        thrown.Message.ShouldContain("does not take a message of 3000 bytes on 't'");
        await client.PublishAsync("t", new byte[1000], retain: false, CancellationToken.None);
    }

    [SkippableFact]
    public async Task PublishAsync_TopicWithWildcard_IsRefusedAtOnce()
    {
        using var broker = new MosquittoBroker();
        await using var client = Start(Options(broker.Port));
        await Eventually.True(() => client.IsConnected, "connected");

        var thrown = await Should.ThrowAsync<MqttException>(() => client.PublishAsync("a/#", new byte[1], retain: false, CancellationToken.None));
        thrown.Message.ShouldContain("'a/#'");
    }

    [SkippableFact]
    public async Task Connections_AHundred_LeaveNoDescriptorAndNoThread()
    {
        using var broker = new MosquittoBroker();
        await OpenAndClose(broker.Port);
        var (descriptors, threads) = Open();

        for (var i = 0; i < 100; i++)
            await OpenAndClose(broker.Port);

        await Eventually.True(() => Open().Threads <= threads + 4, "threads end");
        Open().Descriptors.ShouldBeLessThan(descriptors + 20);
    }

    private static (int Descriptors, int Threads) Open() =>
        (Directory.GetFileSystemEntries("/proc/self/fd").Length, Directory.GetFileSystemEntries("/proc/self/task").Length);

    private async Task OpenAndClose(int port)
    {
        await using var client = Start(Options(port));
        await Eventually.True(() => client.IsConnected, "connected");
    }

    private static void RequireLibrary()
    {
        try
        {
            LibMosquitto.EnsureLoaded();
        }
        catch (MqttException e)
        {
            Skip.If(true, e.Message);
        }
    }
}
