using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests;

/// <summary>The program as its users start it.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ConfigCheck_ManyErrors_AreAllReportedAtOnce()
    {
        var file = _folder.File("cloud.yaml");
        await File.WriteAllTextAsync(file, "mqt:\n  host: x\nlisten: here\nstore:\n  retentionDays: 0\nmqtt:\n  port: abc\n  password: hunter2\n  caFile: /no/such/file\n");
        var (code, _, error) = await Run("config", "check", file);
        code.ShouldBe(2);
        error.ReplaceLineEndings("\n").Trim().Split('\n').ShouldBe(
        [
            $"{file}:1: mqt: unknown key; did you mean 'mqtt'?",
            $"{file}:3: listen 'here': must be ADDRESS:PORT such as 127.0.0.1:8080, with an IP address or localhost and a port from 0 to 65535",
            $"{file}:5: store.retentionDays '0': must be 1 to 4000",
            $"{file}:7: mqtt.port 'abc': is not a number",
            $"{file}:7: mqtt.username: is needed when there is a password",
            $"{file}:9: mqtt.caFile '/no/such/file': there is no such file",
        ]);
        error.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("  host: broker.example\n  username: cloud\n  password: hunter2", 2, "mqtt.host 'broker.example': the password would go to broker.example unencrypted: give caFile, or set mqtt.allowPlainPassword to true")]
    [InlineData("  caFile: cloud.yaml\n", 2, "mqtt.caFile 'cloud.yaml': CA file 'cloud.yaml' holds no certificate in PEM")]
    [InlineData("  certFile: cloud.pem\n", 2, "mqtt.certFile 'cloud.pem': certificate 'cloud.pem' is given without its key")]
    [InlineData("  keyFile: cloud.key\n", 2, "mqtt.keyFile 'cloud.key': key 'cloud.key' is given without its certificate")]
    [InlineData("  certFile: cloud.pem\n  keyFile: cloud.key\n", 2, "mqtt.certFile 'cloud.pem': certificate 'cloud.pem' needs the CA file that the broker's certificate is checked with")]
    [InlineData("  sharedGroup: Cloud/1\n", 2, "mqtt.sharedGroup 'Cloud/1': use 1 to 40 of a-z, 0-9 and '-'")]
    public async Task ConfigCheck_BrokerThatCannotBe_IsOneSentence(string mqtt, int line, string sentence)
    {
        var file = _folder.File("cloud.yaml");
        await File.WriteAllTextAsync(file, $"mqtt:\n{mqtt}\n");
        var (code, _, error) = await Run("config", "check", file);
        (code, error).ShouldBe((2, $"{file}:{line}: {sentence}\n"));
    }

    [Fact]
    public async Task Run_PasswordForAnotherMachineByOption_IsRefused()
    {
        var file = _folder.File("cloud.yaml");
        await File.WriteAllTextAsync(file, "mqtt:\n  username: cloud\n  password: hunter2\n");
        var (code, _, error) = await Run("run", "--config", file, "--mqtt", "192.0.2.1:1883");
        (code, error).ShouldBe((2, "--mqtt '192.0.2.1:1883': the password would go to 192.0.2.1 unencrypted: give caFile, or set mqtt.allowPlainPassword to true\n"));
    }

    [Fact]
    public async Task ConfigCheck_MinimalFile_IsWell()
    {
        var file = _folder.File("cloud.yaml");
        await File.WriteAllTextAsync(file, "mqtt:\n  host: broker.example\nstore:\n  path: /var/lib/storesensing/store.sqlite\n");
        (await Run("config", "check", file)).ShouldBe((0, $"{file}: ok\n", ""));
    }

    [Fact]
    public async Task ConfigReference_Output_IsTheReadmes()
    {
        var (code, output, _) = await Run("config", "reference");
        code.ShouldBe(0);
        var readme = await File.ReadAllTextAsync(Path.Combine(ReferenceData.Repository, "cloud", "README.md"));
        readme.ShouldContain(output);
    }

    [Fact]
    public async Task Readme_PathTable_NamesFilesThatExist()
    {
        var cloud = Path.Combine(ReferenceData.Repository, "cloud");
        var files = (await File.ReadAllLinesAsync(Path.Combine(cloud, "README.md")))
            .SkipWhile(line => line != "| step | what | file |").Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|')[3].Trim().Trim('`')).ToList();
        files.Count.ShouldBeGreaterThan(8);
        files.ShouldAllBe(file => File.Exists(Path.Combine(cloud, file)));
    }

    [Theory]
    [InlineData("--listen nowhere:80", "--listen 'nowhere:80': must be ADDRESS:PORT")]
    [InlineData("--mqtt broker", "--mqtt 'broker': must be HOST:PORT with a port from 1 to 65535")]
    [InlineData("--config no-such.yaml", "no-such.yaml: can't be read:")]
    [InlineData("--mqqt x", "Unrecognized command or argument '--mqqt'.")]
    public async Task Run_BadArgument_IsOneSentenceAndExitCode2(string arguments, string sentence)
    {
        var (code, _, error) = await Run(["run", .. arguments.Split(' ')]);
        code.ShouldBe(2);
        error.ShouldStartWith(sentence);
    }

    [Fact]
    public async Task Run_PortInUse_IsOneSentenceAndExitCode2()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (code, output, error) = await Run("run", "--listen", taken.LocalEndpoint.ToString()!, "--store", _folder.File("s.sqlite"));
        (code, output, error).ShouldBe((2, "", $"{taken.LocalEndpoint}: is in use by another program; choose another address with --listen\n"));
    }

    [Fact]
    public async Task StoreCheck_NotADatabase_IsOneSentenceAndExitCode2()
    {
        var file = _folder.File("s.sqlite");
        await File.WriteAllTextAsync(file, new string('x', 5000));
        (await Run("store", "check", "--store", file)).ShouldBe((2, "", $"{file}: is not a SQLite database\n"));
    }

    [Fact]
    public async Task Run_RealBroker_StoresAcknowledgesAndStopsOnTerm()
    {
        using var broker = new MosquittoBroker();
        using var program = Start("run", "--listen", "127.0.0.1:0", "--store", _folder.File("s.sqlite"), "--mqtt", $"127.0.0.1:{broker.Port}");
        try
        {
            var line = await program.StandardOutput.ReadLineAsync();
            line.ShouldStartWith("listening http://127.0.0.1:");
            using var http = new HttpClient { BaseAddress = new Uri(line!["listening ".Length..]) };
            await Eventually.True(() => http.GetAsync("/healthz").Result.IsSuccessStatusCode, "a connection to the broker");

            var acks = new System.Collections.Concurrent.ConcurrentQueue<AckMessage>();
            await using var device = new MosquittoClient(
                new MqttOptions
                {
                    Host = broker.Host, Port = broker.Port, ClientId = "device", Subscriptions = [Wire.Device.CommandTopic(Topic.AckCommand)],
                    OnMessages = batch =>
                    {
                        foreach (var message in batch)
                            acks.Enqueue(JsonSerializer.Deserialize(message.Payload.Span, WireJson.Default.AckMessage)!);
                    },
                },
                NullLogger.Instance);
            device.Start();
            await Eventually.True(() => device.IsConnected, "the device's connection");
            for (var seq = 1; seq <= 20; seq++)
            {
                var message = Wire.From(Wire.Device, Wire.Lines(seq, seq, Wire.Line("door", 1, 0)));
                await device.PublishAsync(message.Topic, message.Payload, retain: false, CancellationToken.None);
            }
            await Eventually.True(() => acks.SelectMany(a => a.Ranges).Sum(r => r[1] - r[0] + 1) >= 20, "acknowledgements of all twenty");
            var lines = JsonDocument.Parse(await http.GetStringAsync($"{CloudUnderTest.Berlin}/lines?from=2026-03-02T10:00:00Z&to=2026-03-02T11:00:00Z")).RootElement;
            lines.GetProperty("lines")[0].GetProperty("in").GetInt32().ShouldBe(20);

            using (var term = Process.Start("kill", ["-TERM", $"{program.Id}"]))
                await term.WaitForExitAsync();
            await program.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
            program.ExitCode.ShouldBe(0);
        }
        finally
        {
            if (!program.HasExited)
                program.Kill();
        }
        (await Run("store", "check", "--store", _folder.File("s.sqlite"))).Output.ShouldEndWith("ok, schema version 2, 1 devices, 1 sessions, 20 messages\n");
    }

    private Task<(int Code, string Output, string Error)> Run(params string[] arguments) => CloudProgram.RunAsync(_folder.Path, "", arguments);

    private Process Start(params string[] arguments) => CloudProgram.Start(_folder.Path, arguments);
}
