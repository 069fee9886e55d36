using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StoreSensing.Contracts.Audit;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Tests.Schemas;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Tests.Audit;

public sealed class WireAuditorTests
{
    private static readonly DeviceAddress Device = new("acme", "berlin", "floor-1");

    private readonly WireAuditor _auditor = new();

    public static TheoryData<string> Kinds => [.. Enum.GetValues<MessageKind>().Select(k => k.Name())];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Judge_SchemaExamples_AreCleanAndEveryFieldIsPermitted(string kind)
    {
        using var schema = JsonDocument.Parse(WireSchemas.Text(kind + "/1"));
        foreach (var example in schema.RootElement.GetProperty("examples").EnumerateArray())
        {
            var audited = Judge(kind, example.GetRawText());
            audited.Findings.ShouldBeEmpty();
            audited.Fields.ShouldNotBeEmpty();
            audited.Fields.ShouldAllBe(f => f.Permitted != null);
            audited.Schema.ShouldBe(kind + "/1");
        }
    }

    [Fact]
    public void Judge_ZoneMessage_TellsEveryPathAndHowItIsPermitted()
    {
        var audited = Judge("zone", Text(SampleMessages.Zone));
        audited.Findings.ShouldBeEmpty();
        audited.Fields.ShouldContain(new AuditedField("$.schema", "'zone/1'", 1, "\"zone/1\""));
        audited.Fields.ShouldContain(new AuditedField("$.session", "session id", 1, "\"0123456789abcdef\""));
        audited.Fields.ShouldContain(new AuditedField("$.zones[].zone", "id", 3, "\"entrance\""));
        audited.Fields.Single(f => f.Path == "$.zones[].visits").Count.ShouldBe(3);
        audited.Fields.Single(f => f.Path == "$.zones[].dwellWithheld").Permitted.ShouldBe("one of 3 words, or null");
        audited.Fields.Select(f => f.Path).ShouldBeUnique();
    }

    [Theory]
    [InlineData("ack", """{"schema":"ack/1","session":"0123456789abcdef","ranges":[[1,2000000000]],"refused":[]}""")]
    [InlineData("location", """{"schema":"location/1","sensor":"grip-1","zone":"shelf"}""")]
    [InlineData("consent", """{"schema":"consent/1","sensor":"grip-1","consent":true,"study":null}""")]
    public void Judge_Commands_AreClean(string what, string payload) =>
        _auditor.Judge(new CapturedMessage(null, Device.CommandTopic(what), Encoding.UTF8.GetBytes(payload))).Findings.ShouldBeEmpty();

    [Fact]
    public void Judge_RetainedStateThatIsCleared_IsClean() => Judge("status", "").Findings.ShouldBeEmpty();

    // Each kind of leak, planted where real figures stand.
    [Theory]
    [InlineData("zone", "zones.0.trackId", "17", AuditRules.UnknownField, "$.zones[0].trackId")]
    [InlineData("zone", "embedding", "[0.1,0.2]", AuditRules.UnknownField, "$.embedding")]
    [InlineData("zone", "zones.0.person", "{\"note\":\"tall man\",\"seen\":\"10:04:31\"}", AuditRules.FreeText, "$.zones[0].person.note")]
    [InlineData("zone", "zones.0.person", "{\"note\":\"tall man\",\"seen\":\"10:04:31\"}", AuditRules.PersonTime, "$.zones[0].person.seen")]
    [InlineData("zone", "zones.0.zone", "\"550e8400-e29b-41d4-a716-446655440000\"", AuditRules.HighEntropy, "$.zones[0].zone")]
    [InlineData("zone", "zones.0.zone", "\"3c-22-fb-9a-01-77\"", AuditRules.HighEntropy, "$.zones[0].zone")]
    [InlineData("zone", "zones.0.zone", "\"8f3k2m9q7x1z4b6v\"", AuditRules.HighEntropy, "$.zones[0].zone")]
    [InlineData("zone", "zones.0.zone", "\"p-393471234567\"", AuditRules.IdLike, "$.zones[0].zone")]
    [InlineData("zone", "zones.0.dwell.since", "\"2026-03-02T09:59:43+00:00\"", AuditRules.PersonTime, "$.zones[0].dwell.since")]
    [InlineData("zone", "zones.0.dwell.since", "\"2026-03-02T09:59:40.25+00:00\"", AuditRules.PersonTime, "$.zones[0].dwell.since")]
    [InlineData("zone", "zones.0.dwell.since", "\"2026-03-02T10:00:10+00:00\"", AuditRules.PersonTime, "$.zones[0].dwell.since")]
    [InlineData("zone", "zones.0.seen", "1772445903", AuditRules.PersonTime, "$.zones[0].seen")]
    [InlineData("zone", "zones.0.seen", "1772445903250", AuditRules.PersonTime, "$.zones[0].seen")]
    [InlineData("arousal", "study", "\"mario-rossi-1984-05-17\"", AuditRules.PersonTime, "$.study")]
    [InlineData("status", "cameras.0.fault", "\"rtsp://anna:secret@10.0.0.7 refused\"", AuditRules.FreeText, "$.cameras[0].fault")]
    [InlineData("status", "cameras.0.fault", "\"a man in a red coat stands before it\"", AuditRules.FreeText, "$.cameras[0].fault")]
    [InlineData("status", "user", "\"anna.bianchi@example.com\"", AuditRules.IdLike, "$.user")]
    [InlineData("describe", "zones.0.name", "\"anna.bianchi@example.com\"", AuditRules.IdLike, "$.zones[0].name")]
    [InlineData("describe", "zones.0.name", "\"/9j/4AAQSkZJRgABAQEAYABgAAD2wBDAAgGBgcGBQgHBwc\"", AuditRules.HighEntropy, "$.zones[0].name")]
    [InlineData("zone", "zones.0.visits", "\"3\"", AuditRules.Schema, "$.zones[0].visits")]
    public void Judge_PlantedLeak_IsFoundThere(string kind, string at, string value, string rule, string place)
    {
        var findings = Judge(kind, Planted(kind, at, value)).Findings;
        findings.ShouldContain(f => f.Rule == rule && f.Path == place);
    }

    [Fact]
    public void Judge_TwoUnknownFields_AreBothNamed() => Judge("zone", Planted("zone", "a", "1", "zones.1.b", "2")).Findings
        .Where(f => f.Rule == AuditRules.UnknownField).Select(f => f.Path).ShouldBe(["$.zones[1].b", "$.a"], ignoreOrder: true);

    [Fact]
    public void Judge_SameLargeNumberInLaterMessage_IsIdLike()
    {
        Judge("zone", Planted("zone", "zones.0.engagedVisits", "87654321")).Findings.ShouldNotContain(f => f.Rule == AuditRules.IdLike);
        Judge("zone", Planted("zone", "seq", "2", "zones.0.engagedVisits", "87654321")).Findings.ShouldContain(f => f.Rule == AuditRules.IdLike && f.Path == "$.zones[0].engagedVisits");
    }

    [Fact]
    public void Judge_NumbersGivenOutInTurn_AreIdLike()
    {
        var rising = Enumerable.Range(0, 20).Select(i => Judge("line", Planted("line", "seq", $"{i + 1}", "lines.0.in", $"{40_000 + (7 * i)}"))).ToList();
        rising.Take(11).ShouldAllBe(m => m.Findings.Count == 0);
        rising[11].Findings.ShouldHaveSingleItem().Rule.ShouldBe(AuditRules.IdLike);
    }

    [Fact]
    public void Judge_CountersOfAMonth_AreClean()
    {
        for (var i = 0; i < 50; i++)
        {
            var frames = $"{1_500_000_000 + (i * 600)}";
            Judge("status", Planted("status", "cameras.0.framesAnalysed", frames, "sensors.0.readings", frames, "lastSeq", $"{1_400_000_000 + i}")).Findings.ShouldBeEmpty();
            Judge("zone", Planted("zone", "seq", $"{1_500_000_000 + i}")).Findings.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Judge_IdThatTheSessionDidNotDescribe_IsIdLike()
    {
        Judge("describe", Text(SampleMessages.Describe)).Findings.ShouldBeEmpty();
        var zone = SampleMessages.Describe.Zones[0].Zone;
        Judge("zone", Planted("zone", "zones.0.zone", $"\"{zone}\"", "zones.1.zone", "\"visitor-12\"", "zones.2.zone", $"\"{zone}\"")).Findings.ShouldHaveSingleItem().ShouldBe(
            new AuditFinding(AuditRules.IdLike, "$.zones[1].zone", "'visitor-12' is none of the zones that the device describes"));
        // Another session may have had other zones.
        Judge("zone", Planted("zone", "session", "\"fedcba9876543210\"", "zones.1.zone", "\"visitor-12\"")).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Judge_WhatCloudProcessesTellEachOther_IsKnownAndItsWindowsAreWindows()
    {
        var clean = _auditor.Judge(new CapturedMessage(null, Topic.Live("acme"), JsonSerializer.SerializeToUtf8Bytes(SampleMessages.Live, WireJson.Default.LiveMessage)));
        clean.Findings.ShouldBeEmpty();
        (clean.Kind, clean.Schema).ShouldBe(("live", "live/1"));
        var moment = SampleMessages.Live with { Changes = [SampleMessages.Live.Changes[0] with { WindowStart = new DateTimeOffset(2026, 3, 2, 10, 0, 13, TimeSpan.Zero) }] };
        _auditor.Judge(new CapturedMessage(null, Topic.Live("acme"), JsonSerializer.SerializeToUtf8Bytes(moment, WireJson.Default.LiveMessage)))
            .Findings.ShouldHaveSingleItem().Rule.ShouldBe(AuditRules.PersonTime);
    }

    [Theory]
    [InlineData("storesensing/v1/acme/berlin/live")]
    [InlineData("storesensing/v1/acme/berlin/floor-1/live")]
    [InlineData("storesensing/v1/acme/berlin/floor-1/faces")]
    [InlineData("storesensing/v1/acme/berlin/floor-1/set/photo")]
    [InlineData("storesensing/v1/acme/berlin/floor-1/zone/17")]
    [InlineData("homeassistant/sensor/x/config")]
    public void Judge_UnknownTopic_IsFound(string topic) =>
        _auditor.Judge(new CapturedMessage(null, topic, "{}"u8.ToArray())).Findings.ShouldHaveSingleItem().Rule.ShouldBe(AuditRules.Topic);

    [Theory]
    [InlineData("\u00ff\u00d8\u00ff\u00e0 JFIF")]
    [InlineData("{\"schema\":\"zone/1\"")]
    [InlineData("[1]")]
    [InlineData("{\"schema\":\"\\ud800\"}")]
    public void Judge_NoMessage_IsOneSchemaFinding(string payload) =>
        _auditor.Judge(new CapturedMessage(null, Device.TopicOf(MessageKind.Zone), Encoding.Latin1.GetBytes(payload))).Findings.ShouldHaveSingleItem().Rule.ShouldBe(AuditRules.Schema);

    [Fact]
    public void Summary_CountsKindsBytesAndDistinctPaths()
    {
        var first = Judge("zone", Text(SampleMessages.Zone));
        var second = Judge("zone", Planted("zone", "leak", "1"));
        Judge("line", Text(SampleMessages.Line));
        _auditor.Summary.Messages.ShouldBe(3);
        _auditor.Summary.Kinds["zone"].Bytes.ShouldBe(first.Bytes + second.Bytes);
        _auditor.Summary.Kinds["zone"].Paths.Count.ShouldBe(second.Fields.Count);
        _auditor.Summary.Kinds["zone"].Paths["$.leak"].ShouldBeNull();
        (_auditor.Summary.Findings, _auditor.Summary.Flagged).ShouldBe((1, 1));
        AuditText.Lines(_auditor.Summary).Last().ShouldBe("1 findings in 1 of 3 messages: unknown-field 1");
    }

    [Fact]
    public void Judge_HundredThousandStrangeNames_LeavesBoundedState()
    {
        for (var i = 0; i < 5000; i++)
            Judge("zone", Planted("zone", $"x{i}", $"{i + 5_000_000}"));
        _auditor.Summary.Kinds["zone"].Paths.Count.ShouldBeLessThanOrEqualTo(2000);
    }

    private AuditedMessage Judge(string kind, string payload)
    {
        MessageKinds.TryParse(kind, out var known).ShouldBeTrue();
        return _auditor.Judge(new CapturedMessage(null, Device.TopicOf(known), Encoding.UTF8.GetBytes(payload)));
    }

    private static string Text(object message) => JsonSerializer.Serialize(message, WireJson.Default.GetTypeInfo(message.GetType())!);

    // A sample with values put at paths such as zones.0.visits.
    private static string Planted(string kind, params string[] pathsAndValues)
    {
        var root = JsonNode.Parse(SampleMessages.All.First(m => m.Schema == kind + "/1").Json)!;
        for (var i = 0; i < pathsAndValues.Length; i += 2)
        {
            var steps = pathsAndValues[i].Split('.');
            var at = root;
            foreach (var step in steps[..^1])
                at = int.TryParse(step, out var index) ? at[index]! : at[step]!;
            at[steps[^1]] = JsonNode.Parse(pathsAndValues[i + 1]);
        }
        return root.ToJsonString();
    }
}
