using System.Text;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Audit;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Commands;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Agent.Tests.Lanes;
using StoreSensing.Edge.Agent.Twin;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Agent.Tests.Commands;

public sealed class AuditCommandTests : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 4, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The bytes that would go out, as the anonymiser makes them of four hours of simulated shoppers.
    [Theory]
    [InlineData("shop", "standard")]
    [InlineData("overlap", "standard")]
    [InlineData("shop", "traffic")]
    public async Task Judge_MessagesOfTheTwinStore_AreClean(string scene, string profile)
    {
        var auditor = new WireAuditor();
        foreach (var message in await Messages(scene, profile))
            auditor.Judge(message).Findings.ShouldBeEmpty();
        auditor.Summary.Messages.ShouldBeGreaterThan(100);
        auditor.Summary.Kinds.Keys.ShouldContain("zone");
        auditor.Summary.Kinds.Values.SelectMany(k => k.Paths.Values).ShouldAllBe(permitted => permitted != null);
    }

    [Fact]
    public async Task Audit_CaptureOfTheTwinStore_IsExitCode0AndALeakInItIs1()
    {
        var messages = (await Messages("shop", "standard")).ToList();
        var file = _folder.File("capture.jsonl");
        await File.WriteAllLinesAsync(file, messages.Select(CaptureLine.Of));
        (await Audit("--from", file, "--quiet")).Code.ShouldBe(0);

        var leak = Encoding.UTF8.GetString(messages[^1].Payload.Span).Replace("\"late\":false", "\"late\":false,\"track\":\"7f3a9c2e41d8b605\"", StringComparison.Ordinal);
        await File.AppendAllLinesAsync(file, [CaptureLine.Of(messages[^1] with { Payload = Encoding.UTF8.GetBytes(leak) })]);
        var (code, output) = await Audit("--from", file, "--quiet");
        code.ShouldBe(1);
        output.ShouldContain("  ! unknown-field at $.track: ");
        output.ShouldContain("  ! high-entropy at $.track: looks random (16 hexadecimal digits of ");
    }

    [Fact]
    public async Task Audit_NeitherConfigurationNorCapture_IsExitCode2() => (await Audit("--quiet")).Code.ShouldBe(2);

    private static async Task<IReadOnlyList<CapturedMessage>> Messages(string scene, string profile)
    {
        var config = ConfigFile.Parse(TwinExample.Of(scene), "example", EdgeConfigReader.Read);
        var device = new DeviceAddress(config.Tenant, config.Store, config.Device);
        using var outbox = new MemoryOutbox();
        var anonymiser = new Anonymiser("0123456789abcdef", PrivacyProfile.Of(profile), LanePlans.Surfaces(config), [], LanePlans.Occupancy(config));
        var desk = new WindowDesk(new WindowGathering(), anonymiser, outbox, () => { });
        using var lane = new TwinLane(TwinFloor.Of(config), new TwinSpan(Morning, Morning.AddHours(4), GoesOn: false, Seed: 1), desk, TimeProvider.System);
        desk.Join(lane.Camera);
        await lane.RunAsync(CancellationToken.None);
        return [.. outbox.Kept.Select(m => new CapturedMessage(null, device.TopicOf(m.Kind), m.Payload))];
    }

    private static async Task<(int Code, string Output)> Audit(params string[] arguments)
    {
        var output = new StringWriter();
        var code = await AuditCommand.Create().Parse(arguments).InvokeAsync(new System.CommandLine.InvocationConfiguration { Output = output });
        return (code, output.ToString());
    }
}
