using System.Text.Json;
using System.Text.Json.Nodes;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Compliance.Fields;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Anonymisation.Strict;

namespace StoreSensing.Edge.Agent.Tests.Compliance;

public class FieldsTests
{
    public static TheoryData<string> Kinds => [.. Enum.GetValues<MessageKind>().Select(k => k.Name())];

    // The schemas carry example messages: whatever stands in them must stand in the list.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void All_ExamplesOfTheSchema_HoldNoFieldThatIsNotListed(string name)
    {
        MessageKinds.TryParse(name, out var kind).ShouldBeTrue();
        var schema = WireSchemas.Text(kind.SchemaName());
        var listed = SchemaField.All(schema).Select(f => f.Path).ToList();

        var told = JsonNode.Parse(schema)!["examples"]!.AsArray().SelectMany(e => Leaves(e, "")).Distinct().ToList();

        told.Count.ShouldBeGreaterThan(3);
        told.ShouldBeSubsetOf(listed);
        listed.ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void All_EveryField_HasTypeAndMeaning(string name)
    {
        MessageKinds.TryParse(name, out var kind).ShouldBeTrue();

        foreach (var field in SchemaField.All(WireSchemas.Text(kind.SchemaName())))
        {
            field.Type.ShouldNotBeNullOrEmpty(field.Path);
            field.Meaning.Length.ShouldBeGreaterThan(3, field.Path);
        }
    }

    [Theory]
    [InlineData("standard", MessageKind.Zone, "zones[].dwell.medianSeconds", nameof(GuardKind.People), 5)]
    [InlineData("traffic", MessageKind.Zone, "zones[].dwell.medianSeconds", nameof(GuardKind.Never), 0)]
    [InlineData("standard", MessageKind.Zone, "zones[].zone", nameof(GuardKind.Frame), 0)]
    [InlineData("standard", MessageKind.Zone, "zones[].dwellWithheld", nameof(GuardKind.Frame), 0)]
    [InlineData("standard", MessageKind.Zone, "windowStart", nameof(GuardKind.Frame), 0)]
    [InlineData("standard", MessageKind.Zone, "zones[].visits", nameof(GuardKind.None), 0)]
    [InlineData("standard", MessageKind.Line, "lines[].in", nameof(GuardKind.None), 0)]
    [InlineData("strict", MessageKind.Zone, "zones[].visits", nameof(GuardKind.Steps), 5)]
    [InlineData("strict with noise", MessageKind.Zone, "zones[].visits", nameof(GuardKind.Noise), 5)]
    [InlineData("strict with noise", MessageKind.Line, "lines[].out", nameof(GuardKind.Noise), 5)]
    [InlineData("strict with noise", MessageKind.Heat, "surfaces[].personSeconds[]", nameof(GuardKind.Noise), 5)]
    [InlineData("strict with noise", MessageKind.Zone, "zones[].dwell.medianSeconds", nameof(GuardKind.Never), 0)]
    [InlineData("strict", MessageKind.Zone, "zones[].occupancyNow", nameof(GuardKind.Never), 0)]
    [InlineData("standard", MessageKind.Zone, "zones[].occupancyNow", nameof(GuardKind.People), 5)]
    [InlineData("traffic", MessageKind.Zone, "zones[].personSeconds", nameof(GuardKind.People), 5)]
    [InlineData("standard", MessageKind.Heat, "surfaces[].personSeconds[]", nameof(GuardKind.Cell), 5)]
    [InlineData("standard", MessageKind.Heat, "surfaces[].people[]", nameof(GuardKind.Cell), 5)]
    [InlineData("traffic", MessageKind.Heat, "surfaces[].people[]", nameof(GuardKind.Never), 0)]
    [InlineData("strict", MessageKind.Heat, "surfaces[].people[]", nameof(GuardKind.Never), 0)]
    [InlineData("standard", MessageKind.Heat, "surfaces[].merge.pairs", nameof(GuardKind.Unguarded), 0)]
    [InlineData("traffic", MessageKind.Heat, "surfaces[].merge.rmsMetres", nameof(GuardKind.Unguarded), 0)]
    [InlineData("strict", MessageKind.Heat, "surfaces[].merge.ambiguous", nameof(GuardKind.Never), 0)]
    [InlineData("strict with noise", MessageKind.Heat, "surfaces[].merge.pairs", nameof(GuardKind.Never), 0)]
    [InlineData("standard", MessageKind.Heat, "suppressed", nameof(GuardKind.Waiting), 0)]
    [InlineData("strict with noise", MessageKind.Heat, "suppressed", nameof(GuardKind.Frame), 0)]
    [InlineData("strict with noise", MessageKind.Status, "cameras[].framesPerSecond", nameof(GuardKind.Load), 0)]
    [InlineData("standard", MessageKind.Expression, "zones[].shares.decisions.positive", nameof(GuardKind.People), 5)]
    [InlineData("standard", MessageKind.Attention, "displays[].interest.lostShare", nameof(GuardKind.People), 5)]
    [InlineData("standard", MessageKind.Arousal, "zones[].arousal.estimate.mean", nameof(GuardKind.Sessions), 3)]
    [InlineData("standard", MessageKind.Expression, "zones[].withheld", nameof(GuardKind.Frame), 0)]
    [InlineData("standard", MessageKind.Zone, "zones[].personSecondsWithheld", nameof(GuardKind.Frame), 0)]
    [InlineData("standard", MessageKind.Status, "cameras[].state", nameof(GuardKind.Device), 0)]
    public void Of_Field_IsGuardedAsTheProfileSays(string profile, MessageKind kind, string path, string guard, int least)
    {
        SchemaField.All(WireSchemas.Text(kind.SchemaName())).ShouldContain(f => f.Path == path);

        FieldGuard.Of(kind, path, DisclosureRules.Of(PrivacyProfile.Of(profile.Split(' ')[0], profile.EndsWith("noise", StringComparison.Ordinal)), new StrictOptions { EpsilonPerDay = profile.EndsWith("noise", StringComparison.Ordinal) ? 4 : 0 })).ShouldBe(new FieldGuard(Enum.Parse<GuardKind>(guard), least));
    }

    // What a schema lets be null with a reason beside it is what the anonymiser withholds: the list must name a threshold for all of it, and for nothing else.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_WhatMayBeWithheld_HasAThreshold(string name)
    {
        MessageKinds.TryParse(name, out var kind).ShouldBeTrue();
        if (!MessageKinds.Metrics.Contains(kind))
            return;
        var fields = SchemaField.All(WireSchemas.Text(kind.SchemaName()));
        var withheld = fields.Select(f => f.Path).Where(p => p.EndsWith("Withheld", StringComparison.Ordinal)).Select(p => p[..^"Withheld".Length] + ".").ToList();
        var rules = DisclosureRules.Of(PrivacyProfile.Standard, new StrictOptions());

        foreach (var field in fields.Where(f => withheld.Any(w => f.Path.StartsWith(w, StringComparison.Ordinal))))
            FieldGuard.Of(kind, field.Path, rules).Kind.ShouldBeOneOf([GuardKind.People, GuardKind.Sessions], field.Path);
    }

    [Theory]
    [InlineData("it")]
    [InlineData("en")]
    public void Page_Everything_ListsEveryFieldOfEveryKindSent(string language)
    {
        var page = ExamplePack.Parse(ExamplePack.Html(ExamplePack.Everything, "fields", language));
        var facts = ExamplePack.Facts(ExamplePack.Everything);

        var rows = page.Descendants("table").Where(t => (string?)t.Attribute("class") == "fields").Select(t => t.Descendants("tbody").Single().Elements("tr").Select(r => r.Elements("td").First().Value));

        rows.ShouldBe(facts.Kinds.Select(kind => SchemaField.All(WireSchemas.Text(kind.SchemaName())).Select(f => f.Path)));
        page.Root!.Value.ShouldContain("storesensing/v1/moda/brera/entrance-1/expression");
    }

    [Fact]
    public void Page_Traffic_ListsNoExpressionAndNoArousal()
    {
        var text = ExamplePack.Text(ExamplePack.Traffic, "fields", "en");

        text.ShouldContain("storesensing/v1/default/my-store/d1/zone");
        text.ShouldNotContain("/d1/expression");
        text.ShouldNotContain("/d1/arousal");
        text.ShouldContain("never under this profile: null or left out");
    }

    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject o => o.SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Key : $"{path}.{p.Key}")),
        JsonArray a => a.SelectMany(i => Leaves(i, path + "[]")),
        JsonValue v when v.GetValueKind() != JsonValueKind.Null => [path],
        _ => [],
    };
}
