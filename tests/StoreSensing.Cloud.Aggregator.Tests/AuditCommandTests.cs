using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Cloud.Aggregator.Tests.Fuzz;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Audit;
using StoreSensing.Mqtt;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests;

public sealed class AuditCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Audit_CaptureOfEveryKind_IsCleanAndTellsEveryField()
    {
        var (code, output, error) = await Audit(Capture(), "--from", "-");
        (code, error).ShouldBe((0, ""));
        output.ShouldContain("    $.zones[].visits ×2 = 3  (whole number, 0 to ");
        output.ShouldContain("11 messages");
        output.ShouldEndWith("every field is permitted by its schema, no finding\n");
    }

    [Fact]
    public async Task Audit_PlantedField_IsExitCode1AndNamed()
    {
        var leak = JsonNode.Parse(GoodMessages.OfEveryKind[0].Payload.Span)!;
        leak["zones"]![1]!["trackId"] = 4711;
        var (code, output, _) = await Audit(Capture() + Line(GoodMessages.OfEveryKind[0].Topic, leak.ToJsonString()), "--from", "-", "--quiet");
        code.ShouldBe(1);
        output.ShouldContain("  ! unknown-field at $.zones[1].trackId: the schema knows no such field\n");
        output.ShouldEndWith("1 findings in 1 of 12 messages: unknown-field 1\n");
    }

    [Fact]
    public async Task Audit_Json_IsALineAMessageAndASummary()
    {
        var (code, output, _) = await Audit(Capture(), "--from", "-", "--json");
        code.ShouldBe(0);
        var lines = output.Trim().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        lines.Count.ShouldBe(12);
        lines[0].GetProperty("message").GetProperty("schema").GetString().ShouldBe("zone/1");
        lines[^1].GetProperty("summary").GetProperty("kinds").GetProperty("heat").GetProperty("messages").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("{\"topic\":\"a\"}\n", "-:1: has no 'payload' that is a text, base64 or a JSON object")]
    [InlineData("\n\nhello\n", "-:3: is no JSON")]
    public async Task Audit_NoCapture_IsOneSentenceAndExitCode2(string input, string sentence)
    {
        var (code, _, error) = await Audit(input, "--from", "-");
        (code, error.Trim()).ShouldBe((2, sentence));
    }

    [Fact]
    public async Task Audit_NoSuchFileOrBroker_IsOneSentenceAndExitCode2()
    {
        (await Audit("", "--from", "none.jsonl")).ShouldBe((2, "", $"none.jsonl: can't be opened: Could not find file '{_folder.File("none.jsonl")}'.\n"));
        var (code, _, error) = await Audit("", "--mqtt", $"127.0.0.1:{MosquittoBroker.FreePort()}");
        code.ShouldBe(2);
        error.ShouldContain("127.0.0.1:");
    }

    [Fact]
    public async Task Audit_Live_SeesWhatPassesKeepsItAndEndsOnInterrupt()
    {
        using var broker = new MosquittoBroker();
        using var program = CloudProgram.Start(_folder.Path, "audit", "--mqtt", $"127.0.0.1:{broker.Port}", "--capture", "kept.jsonl", "--quiet");
        await using (var device = new MosquittoClient(new MqttOptions { Host = broker.Host, Port = broker.Port, ClientId = "device" }, NullLogger.Instance))
        {
            device.Start();
            await Eventually.True(() => device.IsConnected, "the device's connection");
            await Eventually.True(() => File.Exists(_folder.File("kept.jsonl")), "the audit's start");
            // Retained, so that it is seen whenever the audit has subscribed.
            await device.PublishAsync(Wire.Device.TopicOf(Contracts.Wire.MessageKind.Status), GoodMessages.OfEveryKind[9].Payload, retain: true, CancellationToken.None);
            await Eventually.True(() => program.HasExited || new FileInfo(_folder.File("kept.jsonl")).Length > 0, "the retained message in the capture");
            program.HasExited.ShouldBeFalse(program.HasExited ? await program.StandardError.ReadToEndAsync() : "");
            foreach (var message in GoodMessages.OfEveryKind)
                await device.PublishAsync(message.Topic, message.Payload, retain: false, CancellationToken.None);
            await device.PublishAsync("storesensing/v1/acme/berlin/floor-1/photo", "\u00ff\u00d8"u8.ToArray(), retain: false, CancellationToken.None);
            await Eventually.True(() => File.ReadAllText(_folder.File("kept.jsonl")).Contains("/photo"), "the last message in the capture");
        }
        using (var interrupt = Process.Start("kill", ["-INT", $"{program.Id}"]))
            await interrupt.WaitForExitAsync();
        var output = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        program.ExitCode.ShouldBe(1, output);
        output.ShouldContain("  ! unknown-topic at storesensing/v1/acme/berlin/floor-1/photo: ");
        output.ShouldContain("1 findings in 1 of ");
        (await Audit("", "--from", "kept.jsonl", "--quiet")).Output.ShouldContain("1 findings in 1 of ");
    }

    private static string Capture() => string.Concat(GoodMessages.OfEveryKind.Select(m => Line(m.Topic, Encoding.UTF8.GetString(m.Payload.Span))));

    private static string Line(string topic, string payload) => CaptureLine.Of(new CapturedMessage(Wire.T0, topic, Encoding.UTF8.GetBytes(payload))) + "\n";

    private Task<(int Code, string Output, string Error)> Audit(string input, params string[] arguments) => CloudProgram.RunAsync(_folder.Path, input, ["audit", .. arguments]);
}
