using System.Globalization;
using System.Text.Json;
using StoreSensing.Testing;

namespace StoreSensing.EndToEnd;

/// <summary>Recordings of three carried sensors through the device's program, a real broker and the cloud, as a study would bring them.</summary>
public sealed class SkinConductanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public async Task Run_ThreeCarriedSensors_TheApiShowsTheZonesOfTheirStudy()
    {
        using var broker = new MosquittoBroker();
        var port = MosquittoBroker.FreePort();
        using var cloud = ProductProgram.Cloud("run", "--listen", $"127.0.0.1:{port}", "--mqtt", $"127.0.0.1:{broker.Port}", "--store", _folder.File("store.db"));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.True(() => IsReady(http), "the cloud is ready", 60);
        var taken = DateTimeOffset.UtcNow.AddMinutes(-30);
        using var edge = ProductProgram.Edge("run", "--config", Configuration(broker.Port, taken, consent: "contact"), "--summary", _folder.File("summary.json"));

        (await edge.ExitAsync(90)).ShouldBe(0, edge.Output + edge.Errors);

        var summary = JsonDocument.Parse(File.ReadAllText(_folder.File("summary.json"))).RootElement;
        summary.GetProperty("outboxPending").GetInt64().ShouldBe(0, edge.Errors);
        var answer = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/stores/default/shop/arousal?study=walk-1&from={Iso(taken.AddHours(-1))}&to={Iso(taken.AddHours(1))}")).RootElement;
        var zones = answer.GetProperty("zones").EnumerateArray().ToDictionary(z => z.GetProperty("zone").GetString()!);
        zones.Keys.Order().ShouldBe(["shelf", "till"]);
        foreach (var (zone, shown) in zones)
        {
            var arousal = shown.GetProperty("arousal");
            arousal.GetProperty("contributors").GetInt32().ShouldBeGreaterThanOrEqualTo(3);
            arousal.GetProperty("contactSeconds").GetDouble().ShouldBeLessThanOrEqualTo(summary.GetProperty("arousal").GetProperty(zone).GetProperty("contactSeconds").GetDouble() + 0.1);
            arousal.GetProperty("contactSeconds").GetDouble().ShouldBeGreaterThan(300);
            arousal.GetProperty("sclMicrosiemens").GetDouble().ShouldBeInRange(4, 8);
            arousal.GetProperty("scrPerMinute").GetDouble().ShouldBeInRange(2, 6);
        }
        zones["shelf"].GetProperty("arousal").GetProperty("estimate").ValueKind.ShouldBe(JsonValueKind.Object, answer.ToString());
        File.ReadAllText(_folder.File("summary.json")).ShouldNotContain("\"outboxDropped\": 1");
        edge.Errors.ShouldNotContain("fail:");
    }

    [SkippableFact]
    public async Task Run_NobodyConsented_TheDeviceMeasuresNobody()
    {
        using var broker = new MosquittoBroker();
        using var edge = ProductProgram.Edge("run", "--config", Configuration(broker.Port, DateTimeOffset.UtcNow.AddMinutes(-30), consent: "ask"), "--summary", _folder.File("summary.json"));

        await Eventually.True(() => File.Exists(_folder.File("summary.json")) || edge.HasExited, "the run ends", 90);

        var summary = JsonDocument.Parse(File.ReadAllText(_folder.File("summary.json"))).RootElement;
        summary.GetProperty("sensors").EnumerateArray().Select(s => s.GetProperty("contacts").GetInt32()).ShouldBe([1, 1, 1]);
        summary.GetProperty("arousal").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_SerialLineThatIsNotThere_IsExitCode2AndNamesSensorAndLine()
    {
        File.WriteAllText(_folder.File("edge.yaml"), $$"""
            store: shop
            device: kiosk
            mqtt: {port: {{MosquittoBroker.FreePort()}}}
            outbox: {folder: "{{_folder.Path}}"}
            skinConductance: {purpose: p, noticePlace: n, noticeSince: 2026-01-01, lawfulBasis: consent, retentionDays: 90, sensors: [{id: grip, input: 'serial:/dev/no-such', unit: volts, rate: 20}]}
            """);
        using var edge = ProductProgram.Edge("run", "--config", _folder.File("edge.yaml"));

        (await edge.ExitAsync(60)).ShouldBe(2);

        edge.Errors.ShouldContain("sensor 'grip': no such serial line: '/dev/no-such'");
    }

    public void Dispose() => _folder.Dispose();

    private string Configuration(int broker, DateTimeOffset taken, string consent)
    {
        var sensors = new List<string>();
        var steps = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            File.WriteAllLines(_folder.File($"band{i}_10hz.csv"), Skin(i).Select(v => v.ToString("0.0000", CultureInfo.InvariantCulture)));
            sensors.Add($"{{id: band-{i}, input: 'replay:{_folder.File($"band{i}_10hz.csv")}', consent: {consent}, startedAt: '{Iso(taken)}'}}");
            steps.Add($"{{sensor: band-{i}, from: 0, to: 200, zone: till, study: walk-1}}");
            steps.Add($"{{sensor: band-{i}, from: 200, to: 560, zone: shelf, study: walk-1}}");
        }
        File.WriteAllText(_folder.File("walk.yaml"), $"steps:\n{string.Join('\n', steps.Select(s => $"  - {s}"))}\n");
        File.WriteAllText(_folder.File("edge.yaml"), $$"""
            store: shop
            device: kiosk
            provenance: simulated
            mqtt: {port: {{broker}}}
            outbox: {folder: "{{_folder.Path}}"}
            floor: {widthMetres: 10, heightMetres: 8}
            zones: [{id: till, polygon: [[0, 0], [1, 0], [1, 1]]}, {id: shelf, polygon: [[2, 0], [3, 0], [3, 1]]}]
            skinConductance:
              purpose: a walk-through study
              noticePlace: handed to each participant
              noticeSince: 2026-01-01
              lawfulBasis: consent
              retentionDays: 90
              protocol: {{_folder.File("walk.yaml")}}
              sensors: [{{string.Join(", ", sensors)}}]
            """);
        return _folder.File("edge.yaml");
    }

    // Ten minutes, ten samples a second: nobody for five seconds, then a level that drifts, and a response of 0.4 µS (exponentials of 2 s and 0.75 s) every 15 s.
    private static IEnumerable<double> Skin(int who)
    {
        for (var i = 0; i < 6000; i++)
        {
            var t = i / 10.0;
            if (t < 5)
            {
                yield return 0;
                continue;
            }
            var since = (t + (4 * who)) % 15;
            yield return 5 + who + (0.1 * Math.Sin(t / 30)) + (0.4 * 2.36 * (Math.Exp(-since / 2) - Math.Exp(-since / 0.75)));
        }
    }

    private static bool IsReady(HttpClient http)
    {
        try
        {
            return http.GetAsync("/healthz").GetAwaiter().GetResult().IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
