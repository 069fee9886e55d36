using System.Reflection;
using System.Text.Json;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Tests.Schemas;

public sealed class WireSchemasTests
{
    public static TheoryData<string, Type> Roots => new()
    {
        { "zone/1", typeof(ZoneMessage) }, { "heat/1", typeof(HeatMessage) }, { "line/1", typeof(LineMessage) },
        { "expression/1", typeof(ExpressionMessage) }, { "flow/1", typeof(FlowMessage) }, { "queue/1", typeof(QueueMessage) },
        { "occupancy/1", typeof(OccupancyMessage) }, { "status/1", typeof(StatusMessage) }, { "describe/1", typeof(DescribeMessage) },
        { "attention/1", typeof(AttentionMessage) }, { "ack/1", typeof(AckMessage) },
        { "arousal/1", typeof(ArousalMessage) }, { "location/1", typeof(LocationMessage) }, { "consent/1", typeof(ConsentMessage) },
        { "live/1", typeof(LiveMessage) },
    };

    [Fact]
    public void Validator_EverySerialisedMessage_IsAccepted()
    {
        foreach (var (schema, json) in SampleMessages.All)
            WireSchemas.Validator(schema).Problem(json).ShouldBeNull(schema);
        SampleMessages.All.Select(s => s.Schema).Distinct().ShouldBe(WireSchemas.Names, ignoreOrder: true);
    }

    [Fact]
    public void Validator_SketchOfTheLongestAndShortestDuration_IsWithinTheBuckets()
    {
        var sketch = new DurationSketch();
        sketch.Add(0);
        sketch.Add(1e9);
        var dwell = SampleMessages.Zone.Zones[0].Dwell! with { Visits = 2, Sketch = sketch.ToFigures() };
        var message = SampleMessages.Zone with { Zones = [SampleMessages.Zone.Zones[0] with { Dwell = dwell }] };
        WireSchemas.Validator(MessageKind.Zone).Problem(JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Default.ZoneMessage)).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void Schema_AgainstItsRecord_HasExactlyItsProperties(string schema, Type record)
    {
        using var document = JsonDocument.Parse(WireSchemas.Text(schema));
        Compare(document.RootElement, record, nullable: false, schema);
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void Schema_ItsExamples_AreAcceptedAndRead(string schema, Type record)
    {
        using var document = JsonDocument.Parse(WireSchemas.Text(schema));
        var examples = document.RootElement.GetProperty("examples").EnumerateArray().ToList();
        examples.ShouldNotBeEmpty();
        foreach (var example in examples)
        {
            WireSchemas.Validator(schema).Problem(JsonSerializer.SerializeToUtf8Bytes(example)).ShouldBeNull();
            JsonSerializer.Deserialize(example, WireJson.Default.GetTypeInfo(record)!).ShouldNotBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void Schema_EveryProperty_HasADescription(string schema, Type record)
    {
        using var document = JsonDocument.Parse(WireSchemas.Text(schema));
        document.RootElement.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        document.RootElement.GetProperty("$schema").GetString().ShouldBe("https://json-schema.org/draft/2020-12/schema");
        document.RootElement.GetProperty("properties").GetProperty("schema").GetProperty("const").GetString().ShouldBe(schema);
        AllDescribed(document.RootElement, record.Name);
    }

    [Fact]
    public void Text_UnknownSchema_Throws() => Should.Throw<ArgumentException>(() => WireSchemas.Text("zone/2")).Message.ShouldContain("zone.2.json");

    [Fact]
    public void AsyncApi_EveryKind_HasItsTopicPayloadAndRetainFlag()
    {
        using var document = JsonDocument.Parse(WireSchemas.AsyncApi);
        var root = document.RootElement;
        root.GetProperty("asyncapi").GetString().ShouldBe("3.0.0");
        var address = new DeviceAddress("t", "s", "d");
        foreach (var kind in Enum.GetValues<MessageKind>())
        {
            Address(root, kind.Name()).ShouldBe(address.TopicOf(kind));
            Operation(root, "receive", kind.Name()).GetProperty("retain").GetBoolean().ShouldBe(!MessageKinds.Metrics.Contains(kind));
        }
        foreach (var command in new[] { Topic.AckCommand, Topic.LocationCommand, Topic.ConsentCommand })
        {
            Address(root, command).ShouldBe(address.CommandTopic(command));
            Operation(root, "send", command).GetProperty("retain").GetBoolean().ShouldBeFalse();
        }
        Address(root, "live").ShouldBe(Topic.Live("t"));
        foreach (var action in new[] { "send", "receive" })
            Operation(root, action, "live").GetProperty("retain").GetBoolean().ShouldBeFalse();
        foreach (var message in root.GetProperty("components").GetProperty("messages").EnumerateObject())
        {
            var file = message.Value.GetProperty("payload").GetProperty("schema").GetProperty("$ref").GetString()!;
            WireSchemas.Text(file["./".Length..].Replace(".1.json", "/1")).ShouldNotBeEmpty();
        }
        root.GetProperty("channels").EnumerateObject().Count().ShouldBe(WireSchemas.Names.Count);
    }

    private static string Address(JsonElement root, string name) =>
        root.GetProperty("channels").GetProperty(name).GetProperty("address").GetString()!.Replace("{tenant}", "t").Replace("{store}", "s").Replace("{device}", "d");

    private static JsonElement Operation(JsonElement root, string action, string name)
    {
        var mqtt = root.GetProperty("operations").GetProperty(action + char.ToUpperInvariant(name[0]) + name[1..]).GetProperty("bindings").GetProperty("mqtt");
        mqtt.GetProperty("qos").GetInt32().ShouldBe(1);
        return mqtt;
    }

    private static void Compare(JsonElement schema, Type type, bool nullable, string at)
    {
        var declared = schema.GetProperty("type");
        var names = declared.ValueKind == JsonValueKind.Array ? declared.EnumerateArray().Select(t => t.GetString()!).ToList() : [declared.GetString()!];
        names.Contains("null").ShouldBe(nullable, $"{at}: nullable");
        var kind = names.Single(n => n != "null");
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        if (underlying == typeof(string) || underlying == typeof(DateTimeOffset))
        {
            kind.ShouldBe("string", at);
            schema.TryGetProperty("format", out _).ShouldBe(underlying == typeof(DateTimeOffset), $"{at}: format");
        }
        else if (underlying == typeof(DateOnly))
        {
            kind.ShouldBe("string", at);
            schema.GetProperty("maxLength").GetInt32().ShouldBe(10, $"{at}: maxLength");
        }
        else if (underlying == typeof(bool))
        {
            kind.ShouldBe("boolean", at);
        }
        else if (underlying == typeof(double))
        {
            kind.ShouldBe("number", at);
        }
        else if (underlying == typeof(int) || underlying == typeof(long))
        {
            kind.ShouldBe("integer", at);
            if (underlying == typeof(int))
                schema.GetProperty("maximum").GetDouble().ShouldBeLessThanOrEqualTo(int.MaxValue, at);
        }
        else if (underlying.IsGenericType && underlying.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            kind.ShouldBe("array", at);
            Compare(schema.GetProperty("items"), underlying.GetGenericArguments()[0], nullable: false, $"{at}[]");
        }
        else
        {
            kind.ShouldBe("object", at);
            CompareProperties(schema, underlying, at);
        }
    }

    private static void CompareProperties(JsonElement schema, Type record, string at)
    {
        var context = new NullabilityInfoContext();
        var properties = record.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));
        var inSchema = schema.GetProperty("properties").EnumerateObject().ToList();
        inSchema.Select(p => p.Name).ShouldBe(properties.Keys, ignoreOrder: true, at);
        schema.GetProperty("required").EnumerateArray().Select(r => r.GetString()!).ShouldBe(properties.Keys, ignoreOrder: true, at);
        foreach (var property in inSchema)
        {
            var member = properties[property.Name];
            var nullable = context.Create(member).ReadState == NullabilityState.Nullable;
            Compare(property.Value, member.PropertyType, nullable, $"{at}.{property.Name}");
        }
    }

    private static void AllDescribed(JsonElement schema, string at)
    {
        if (!schema.TryGetProperty("properties", out var properties))
            return;
        foreach (var property in properties.EnumerateObject())
        {
            property.Value.TryGetProperty("description", out var description).ShouldBeTrue($"{at}.{property.Name}");
            description.GetString().ShouldNotBeNullOrWhiteSpace();
            AllDescribed(property.Value, $"{at}.{property.Name}");
            if (property.Value.TryGetProperty("items", out var items))
                AllDescribed(items, $"{at}.{property.Name}[]");
        }
    }
}
