using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests;

public sealed class StoreCommandTests : IDisposable
{
    // The windows of the samples would be too old for the default of 400 days some day.
    private const string Long = "  retentionDays: 4000\nretention:\n  expression: 4000\n  arousal: 4000\n";

    private readonly TemporaryFolder _folder = new();

    private string Config => _folder.File("cloud.yaml");

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Migrate_ThenCheck_CopiesCountsAndSaysWhatIsThere()
    {
        using var server = new InfluxServer(authenticated: true);
        File.WriteAllText(_folder.File("password"), "secret\n");
        SetMode(_folder.File("password"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(Config, $"store:\n  driver: influx\n  influx:\n    url: {server.Url}\n    username: admin\n    passwordFile: {_folder.File("password")}\n{Long}");
        using (var store = new SqliteMetricStore(_folder.File("storesensing.sqlite")))
            store.Append([Wire.Accept(Wire.Device, Wire.Zones(1, 0, Wire.Zone("entrance"), Wire.Zone("shelf"))), Wire.Accept(Wire.Device, Wire.Lines(2, 1)), Wire.Accept(Wire.Device, Wire.Status())], Wire.T0.AddHours(1));
        var (code, output, error) = await Run("store", "migrate", "--from", "sqlite", "--to", "influx", "--config", Config);
        (code, error).ShouldBe((0, ""));
        output.ReplaceLineEndings("\n").ShouldBe($"""
            from storesensing.sqlite to influx {server.Url.ToString().TrimEnd('/')}, database storesensing
              day 1 of 1: 2026-03-02 acme/berlin 2 messages
              zone         source 1 messages 2 rows, target 1 messages 2 rows
              line         source 1 messages 0 rows, target 1 messages 0 rows
            complete: 2 messages copied

            """.ReplaceLineEndings("\n"));
        (await Run("store", "migrate", "--from", "sqlite", "--to", "influx", "--config", Config)).Output.ShouldContain("complete: 0 messages copied");
        (code, output, error) = await Run("store", "check", "--config", Config);
        (code, error).ShouldBe((0, ""));
        output.ShouldMatch(@"^influx http://127\.0\.0\.1:\d+, database storesensing: ok, InfluxDB 1\.\S+, 1 devices, 1 sessions, 2 messages\n$");
        File.WriteAllText(_folder.File("password"), "wrong");
        (code, output, error) = await Run("store", "check", "--config", Config);
        (code, output).ShouldBe((2, ""));
        error.ShouldContain("refuses the sign-in (401");
        error.ShouldContain("check user name and password");
        error.ShouldNotContain("wrong");
    }

    [Theory]
    [InlineData("--from sqlte --to influx", "--from 'sqlte': must be sqlite, sqlite:FILE or influx; did you mean 'sqlite'?")]
    [InlineData("--from sqlite --to influx", "storesensing.sqlite: there is no such file")]
    [InlineData("--from influx --to sqlite", "--from 'influx': store.influx is missing in the configuration: --config FILE names the server")]
    [InlineData("--to influx", "Option '--from' is required.")]
    public async Task Migrate_WrongInput_IsOneSentenceAndExitCode2(string arguments, string sentence)
    {
        var (code, _, error) = await Run(["store", "migrate", .. arguments.Split(' ')]);
        (code, error.Trim()).ShouldBe((2, sentence));
    }

    [Fact]
    public async Task Migrate_OntoItself_IsRefused()
    {
        new SqliteMetricStore(_folder.File("a.sqlite")).Dispose();
        var (code, _, error) = await Run("store", "migrate", "--from", "sqlite:a.sqlite", "--to", "sqlite:a.sqlite");
        (code, error.Trim()).ShouldBe((2, "--to 'sqlite:a.sqlite': is the store that is copied from"));
    }

    [Fact]
    public async Task ConfigCheck_WrongStore_SaysEverythingAndShowsNoSecret()
    {
        await File.WriteAllTextAsync(Config, """
            store:
              driver: influxdb
              influx:
                url: http://admin:hunter2@127.0.0.1
                token: hunter3
                tokenFile: /no/such
                username: x
                writer: Not An Id
            """);
        var (code, _, error) = await Run("config", "check", Config);
        code.ShouldBe(2);
        error.ReplaceLineEndings("\n").Trim().Split('\n').ShouldBe(
        [
            $"{Config}:2: store.driver 'influxdb': must be one of sqlite, influx; did you mean 'influx'?",
            $"{Config}:4: store.influx.url: may hold no name, password or query: there are keys for them",
            $"{Config}:5: store.influx.token: must be ${{ENVIRONMENT_VARIABLE}}, the secret itself may not stand in this file",
            $"{Config}:6: store.influx.tokenFile '/no/such': there is no such file",
            $"{Config}:7: store.influx.username 'x': stands beside a token: a 1.x server takes a name, 2.x and 3.x a token",
            $"{Config}:7: store.influx.username 'x': needs password or passwordFile, and they it",
            $"{Config}:8: store.influx.writer 'Not An Id': use {Identifier.Rule}",
        ]);
        error.ShouldNotContain("hunter");
    }

    [Fact]
    public async Task ConfigCheck_DriverWithoutServer_SaysSo()
    {
        await File.WriteAllTextAsync(Config, "store: {driver: influx}\n");
        (await Run("config", "check", Config)).Error.Trim().ShouldBe($"{Config}:1: store.driver 'influx': needs the section store.influx, with url at least");
    }

    [Fact]
    public async Task Erase_InfluxStore_SaysHowItIsDone()
    {
        await File.WriteAllTextAsync(Config, "store: {driver: influx, influx: {url: 'http://127.0.0.1:9'}}\n");
        var (code, _, error) = await Run("erase", "--store", "berlin", "--from", "2026-03-01", "--to", "2026-03-02", "--config", Config);
        code.ShouldBe(2);
        error.ShouldStartWith("store.driver 'influx': erase works on SQLite files so far");
    }

    [Fact]
    public void Opener_ServerThatIsNotThereYet_OnlyWarns()
    {
        var warnings = new List<string>();
        using var store = StoreOpener.Open(Parse($"store: {{driver: influx, influx: {{url: 'http://127.0.0.1:{MosquittoBroker.FreePort()}'}}}}"), warnings.Add);
        warnings.ShouldHaveSingleItem().ShouldEndWith("can't be reached: nobody listens there; figures wait at the broker until it answers");
        store.Problem().ShouldNotBeNull();
        Should.Throw<StoreException>(() => store.Devices());
    }

    [Fact]
    public void Opener_SecretThatOthersMayRead_IsWarnedOf()
    {
        File.WriteAllText(_folder.File("token"), "abc\n");
        SetMode(_folder.File("token"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var config = Parse($"mqtt: {{clientId: cloud-7}}\nstore: {{driver: influx, retentionDays: 30, influx: {{tokenFile: '{_folder.File("token")}'}}}}\nretention: {{heat: 50}}");
        var warnings = new List<string>();
        var options = StoreOpener.Influx(config, warnings.Add);
        (options.Token, options.Writer, options.RetentionDays).ShouldBe(("abc", "cloud-7", 50));
        warnings.ShouldBe([$"store.influx.tokenFile '{_folder.File("token")}': other users of this machine may read it; chmod 600 keeps them out"]);
        SetMode(_folder.File("token"), UnixFileMode.UserRead);
        StoreOpener.Influx(config, _ => throw new InvalidOperationException("warned"));
        SetMode(_folder.File("token"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(_folder.File("token"), "two\nlines");
        Should.Throw<ConfigException>(() => StoreOpener.Influx(config, warnings.Add)).Message.ShouldNotContain("two");
    }

    [Fact]
    public void With_StoreOption_IsAFileOverAnyDriver() =>
        Parse("store: {driver: influx, influx: {url: 'http://127.0.0.1:9'}}").With(null, "x.sqlite", null).Store.ShouldSatisfyAllConditions(
            s => s.Driver.ShouldBe(StoreConfig.Sqlite), s => s.Path.ShouldBe("x.sqlite"));

    [SkippableFact]
    public void Opener_RealServer_IsAnInfluxStore()
    {
        using var server = new InfluxServer();
        using var store = StoreOpener.Open(Parse($"store: {{driver: influx, influx: {{url: '{server.Url}'}}}}"), w => throw new InvalidOperationException(w));
        store.ShouldBeOfType<InfluxMetricStore>();
        server.Query("SHOW RETENTION POLICIES ON storesensing").ShouldContain("[\"storesensing\",\"9648h0m0s\"");
    }

    // The server is killed between the halves: the second waits at the broker until it is back.
    [SkippableFact]
    public async Task Run_InfluxStoreThatGoesAway_StoresAndAcknowledgesEverything()
    {
        using var server = new InfluxServer();
        using var broker = new MosquittoBroker();
        File.WriteAllText(Config, $"mqtt: {{port: {broker.Port}}}\nlisten: 127.0.0.1:0\nstore:\n  driver: influx\n  influx: {{url: {server.Url}}}\n{Long}");
        using var program = CloudProgram.Start(_folder.Path, "run", "--config", Config);
        try
        {
            // Read away: a full pipe would stop it.
            program.BeginErrorReadLine();
            var line = await program.StandardOutput.ReadLineAsync();
            using var http = new HttpClient { BaseAddress = new Uri(line!["listening ".Length..]) };
            await Eventually.True(() => http.GetAsync("/healthz").Result.IsSuccessStatusCode, "a connection to the broker, and the store");
            var acknowledged = new System.Collections.Concurrent.ConcurrentDictionary<long, bool>();
            await using var device = new MosquittoClient(
                new MqttOptions
                {
                    Host = broker.Host, Port = broker.Port, ClientId = "device", Subscriptions = [Wire.Device.CommandTopic(Topic.AckCommand)],
                    OnMessages = batch =>
                    {
                        foreach (var range in batch.SelectMany(m => JsonSerializer.Deserialize(m.Payload.Span, WireJson.Default.AckMessage)!.Ranges))
                            for (var seq = range[0]; seq <= range[1]; seq++)
                                acknowledged[seq] = true;
                    },
                },
                NullLogger.Instance);
            device.Start();
            await Eventually.True(() => device.IsConnected, "the device's connection");
            for (var seq = 1; seq <= 20; seq++)
            {
                if (seq == 11)
                {
                    await Eventually.True(() => acknowledged.Count == 10, "acknowledgements of the first half");
                    server.Kill();
                }
                var message = Wire.From(Wire.Device, Wire.Lines(seq, seq, Wire.Line("door", 1, 0)));
                await device.PublishAsync(message.Topic, message.Payload, retain: false, CancellationToken.None);
            }
            await Eventually.True(() => (int)http.GetAsync("/healthz").Result.StatusCode == 503, "that it says the store is gone");
            acknowledged.Count.ShouldBe(10);
            server.Start();
            await Eventually.True(() => acknowledged.Count == 20, "acknowledgements of all", seconds: 60);
            var lines = JsonDocument.Parse(await http.GetStringAsync($"{CloudUnderTest.Berlin}/lines?from=2026-03-02T10:00:00Z&to=2026-03-02T11:00:00Z")).RootElement;
            lines.GetProperty("lines")[0].GetProperty("in").GetInt32().ShouldBe(20);
        }
        finally
        {
            program.Kill();
        }
    }

    private static void SetMode(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, mode);
    }

    private static CloudConfig Parse(string yaml) => ConfigFile.Parse(yaml, "test.yaml", CloudConfig.Read);

    private Task<(int Code, string Output, string Error)> Run(params string[] arguments) => CloudProgram.RunAsync(_folder.Path, "", arguments);
}
