using System.Text;
using System.Text.Json;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Tests.Schemas;

public sealed class SchemaValidatorTests
{
    private static readonly string Zone = JsonSerializer.Serialize(SampleMessages.Zone, WireJson.Default.ZoneMessage);

    [Theory]
    [InlineData("\"seq\":1,", "\"seq\":1,\"trackId\":7,", "$ has the unknown field 'trackId'")]
    [InlineData("\"visits\":3", "\"visits\":3,\"faceEmbedding\":[1,2]", "$.zones[0] has the unknown field 'faceEmbedding'")]
    [InlineData("\"visits\":3", "\"visits\":\"3\"", "$.zones[0].visits is a string, must be a whole number")]
    [InlineData("\"visits\":3", "\"visits\":3.5", "$.zones[0].visits must be a whole number")]
    [InlineData("\"visits\":3", "\"visits\":-1", "$.zones[0].visits is out of bounds, must be 0 to 100000")]
    [InlineData("\"observedSeconds\":10,\"visits\":3", "\"observedSeconds\":null,\"visits\":3", "$.zones[0].observedSeconds is null, must be a number")]
    [InlineData("\"countsWithheld\":null", "\"countsWithheld\":\"nobody\"", "$.zones[0].countsWithheld must be one of below-threshold, budget")]
    [InlineData("\"countsSince\":null", "\"countsSince\":\"yesterday\"", "$.zones[0].countsSince does not have the required form")]
    [InlineData("\"visits\":3", "\"visits\":3,\"visits\":3", "$.zones[0] has the field 'visits' twice")]
    [InlineData("\"visits\":3,", "", "$.zones[0] lacks the field 'visits'")]
    [InlineData("\"personSeconds\":25", "\"personSeconds\":1e999", "$.zones[0].personSeconds is out of bounds, must be 0 to 100000000")]
    [InlineData("\"personSeconds\":25", "\"personSeconds\":NaN", "is not JSON, or too deep, at line 1, byte")]
    [InlineData("\"personSeconds\":25", "\"personSeconds\":\"NaN\"", "$.zones[0].personSeconds is a string, must be a number")]
    [InlineData("\"personSeconds\":25", "\"personSeconds\":{}", "$.zones[0].personSeconds is an object, must be a number")]
    [InlineData("\"seq\":1,", "\"seq\":0,", "$.seq is out of bounds")]
    [InlineData("\"seq\":1,", "\"seq\":99999999999999999999,", "$.seq must be a whole number")]
    [InlineData("\"late\":true", "\"late\":1", "$.late is a number, must be true or false")]
    [InlineData("\"zone\":\"entrance\"", "\"zone\":\"Entrance\"", "$.zones[0].zone does not have the required form")]
    [InlineData("\"zone\":\"entrance\"", "\"zone\":\"entrance\\n\"", "$.zones[0].zone does not have the required form")]
    [InlineData("\"zone\":\"entrance\"", "\"zone\":\"\\ud800\"", "has text that is not Unicode")]
    [InlineData("\"zone\":\"entrance\"", "\"zone\":\"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx\"", "$.zones[0].zone is longer than 40 characters")]
    [InlineData("\"dwellWithheld\":\"below-threshold\"", "\"dwellWithheld\":\"a person\"", "$.zones[1].dwellWithheld must be one of no-visits, below-threshold, profile")]
    [InlineData("zone/1", "zone/2", "$.schema must be zone/1")]
    [InlineData("0123456789abcdef", "0123456789abcdeg", "$.session does not have the required form")]
    [InlineData("2026-03-02T10:00:00", "2026-02-30T10:00:00", "$.windowStart is not a date and time")]
    [InlineData("2026-03-02T10:00:00+00:00\",\"windowSeconds", "2026-03-02T10:00:00+01:00\",\"windowSeconds", "$.windowStart does not have the required form")]
    public void Problem_SpoiledMessage_NamesPathAndReason(string good, string bad, string reason)
    {
        Zone.ShouldContain(good);
        var at = Zone.IndexOf(good, StringComparison.Ordinal);
        var spoiled = string.Concat(Zone.AsSpan(0, at), bad, Zone.AsSpan(at + good.Length));
        Problem(Encoding.UTF8.GetBytes(spoiled)).ShouldStartWith(reason);
    }

    [Fact]
    public void Problem_MessageCutAnywhere_IsRefused()
    {
        var bytes = Encoding.UTF8.GetBytes(Zone);
        for (var length = 0; length < bytes.Length; length++)
            Problem(bytes.AsSpan(0, length)).ShouldNotBeNull($"cut at {length}");
    }

    [Fact]
    public void Problem_AnyByteFlipped_NeverThrowsAndNeverLetsAnUnreadableMessageThrough()
    {
        var random = new Random(1);
        var original = Encoding.UTF8.GetBytes(Zone);
        var accepted = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])original.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (Problem(bytes) is not null)
                continue;
            accepted++;
            JsonSerializer.Deserialize(bytes, WireJson.Default.ZoneMessage).ShouldNotBeNull();
        }
        // Some flips only change a digit: the run must have seen both outcomes.
        accepted.ShouldBeInRange(1, 19_000);
    }

    [Fact]
    public void Problem_WrongUtf8_IsRefused()
    {
        var bytes = Encoding.UTF8.GetBytes(Zone);
        bytes[Zone.IndexOf("entrance", StringComparison.Ordinal)] = 0xFF;
        Problem(bytes).ShouldBe("is not UTF-8");
    }

    [Fact]
    public void Problem_DeepNesting_IsRefusedAtOnce()
    {
        var deep = Zone.Replace("\"personSeconds\":25", "\"personSeconds\":" + new string('[', 5000) + new string(']', 5000));
        Problem(Encoding.UTF8.GetBytes(deep)).ShouldBe("$.zones[0].personSeconds is an array, must be a number");
        Problem(Encoding.UTF8.GetBytes(new string('[', 5000))).ShouldBe("$ is an array, must be an object");
    }

    [Fact]
    public void Problem_TooLongOrEmptyOrTrailing_IsRefused()
    {
        Problem(new byte[SchemaValidator.MaxBytes + 1]).ShouldBe($"has {SchemaValidator.MaxBytes + 1} bytes, at most {SchemaValidator.MaxBytes} are allowed");
        Problem([]).ShouldBe("is empty");
        Problem(Encoding.UTF8.GetBytes(Zone + "{}"))!.ShouldContain("is not JSON");
        Problem(Encoding.UTF8.GetBytes(Zone + " \n")).ShouldBeNull();
    }

    [Fact]
    public void Problem_LongUnknownFieldName_IsCutAndCleaned()
    {
        var name = "x\u0007é" + new string('y', 10_000);
        var problem = Problem(Encoding.UTF8.GetBytes(Zone.Replace("\"seq\":1,", $"\"{JsonEncodedText.Encode(name)}\":1,\"seq\":1,")))!;
        problem.Length.ShouldBeLessThan(100);
        problem.ShouldAllBe(c => c >= ' ' && c != '\u0007');
    }

    [Fact]
    public void Problem_TooManyEntries_NamesTheBound()
    {
        var lines = Enumerable.Range(0, 201).Select(i => new LineFigures { Line = $"l{i}", ObservedSeconds = 10, In = 0, Out = 0, Since = null, Withheld = null }).ToList();
        var json = JsonSerializer.SerializeToUtf8Bytes(SampleMessages.Line with { Lines = lines }, WireJson.Default.LineMessage);
        WireSchemas.Validator(MessageKind.Line).Problem(json).ShouldBe("$.lines has more than 200 entries");
    }

    [Fact]
    public void Problem_GoodMessage_AllocatesNothing()
    {
        var validator = WireSchemas.Validator(MessageKind.Heat);
        var json = SampleMessages.All.Single(s => s.Schema == "heat/1").Json;
        for (var i = 0; i < 1000; i++)
            validator.Problem(json);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            validator.Problem(json);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{}}""", "#: additionalProperties must be false")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{"type":"integer","minimum":0}}}""", "#/a: has no maximum")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"}}}""", "#/a: has no maxLength")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{"type":"array","items":{"type":"boolean"}}}}""", "#/a: has no maxItems")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{},"required":["a"]}""", "#: requires 'a', which is no property")]
    [InlineData("""{"type":"boolean","oneOf":[]}""", "#: the keyword 'oneOf' is not known here")]
    [InlineData("""{"type":"string","maxLength":5,"pattern":"^[0-9]+"}""", "#: a pattern must begin with ^, end with $ and have no backslash")]
    [InlineData("""{"type":"string","maxLength":5,"pattern":"^\\d+$"}""", "#: a pattern must begin with ^, end with $ and have no backslash")]
    [InlineData("""{"type":"string","maxLength":5,"format":"email"}""", "#: the format 'email' is not known here")]
    [InlineData("""{"type":"string","maxLength":5000}""", "#: maxLength is 5000, at most 1000 are allowed here")]
    [InlineData("""{"type":"thing"}""", "#: the type 'thing' is not known here")]
    [InlineData("""{"title":"x"}""", "#: has no type")]
    [InlineData("""[]""", "#: a schema must be an object")]
    public void Compile_OpenOrUnknownSchema_IsRefused(string schema, string reason) =>
        Should.Throw<SchemaException>(() => SchemaValidator.Compile(schema)).Message.ShouldBe(reason);

    [Fact]
    public void Compile_BrokenJson_IsRefused() => Should.Throw<SchemaException>(() => SchemaValidator.Compile("{")).Message.ShouldStartWith("the schema is not JSON");

    private static string? Problem(ReadOnlySpan<byte> json) => WireSchemas.Validator(MessageKind.Zone).Problem(json);
}
