using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Cloud.Storage.Influx;

namespace StoreSensing.Cloud.Storage.Tests.Influx;

/// <summary>What is written is read back as it was, by a parser of the documentation and by a real server.</summary>
[Collection(InfluxCollection.Name)]
public sealed class LineBufferTests(SharedInflux influx)
{
    private const string Plain = "ab9-_.:;%#'\"(){}[]|&é火😀";
    private const string Special = ", =";

    [Fact]
    public void Write_AnyPoints_AreReadBackByAParser() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var points = Points(new Random(seed), 20, mixedMeasurements: true);
        ParsedPoint.All(Written(points)).ShouldBe(points, new SamePoint());
    }).QuickCheckThrowOnFailure();

    [SkippableFact]
    public void Write_AnyPoints_AreReadBackFromARealServer()
    {
        var database = influx.NewDatabase();
        influx.Server.Query($"CREATE DATABASE {database}");
        var points = Points(new Random(7), 400, mixedMeasurements: false);
        influx.Server.Write(database, Written(points)).ShouldBe(204);
        using var json = JsonDocument.Parse(influx.Server.Query("SELECT * FROM /.*/ GROUP BY *", database));
        var read = json.RootElement.GetProperty("results")[0].GetProperty("series").EnumerateArray().SelectMany(Points).ToList();
        read.OrderBy(p => p.Time).ShouldBe(points.OrderBy(p => p.Time), new SamePoint());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\\")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    public void Tag_CannotBeSaid_IsRefused(string value)
    {
        using var line = new LineBuffer();
        line.Begin("zone");
        Should.Throw<ArgumentException>(() => line.Tag("zone", value));
    }

    [Fact]
    public void Begin_AfterAPointThatWasNotEnded_ForgetsIt()
    {
        using var line = new LineBuffer();
        line.Begin("zone");
        line.Tag("zone", "a");
        line.Begin("line");
        line.Field("in", 1L);
        line.End(5);
        Encoding.UTF8.GetString(line.Slice(0, 1).Span).ShouldBe("line in=1i 5\n");
        line.Begin("nothing");
        Should.Throw<InvalidOperationException>(() => line.End(6));
        Should.Throw<ArgumentException>(() => line.Field("x", double.NaN));
    }

    [Fact]
    public void Field_WarmBuffer_AllocatesNothing()
    {
        using var line = new LineBuffer();
        void Fill()
        {
            line.Clear();
            for (var i = 0; i < 1000; i++)
            {
                line.Begin("zone");
                line.Tag("zone", "entrance");
                line.Field("visits", 5L);
                line.Field("seconds", 1.25);
                line.Field("session", "0123456789abcdef");
                line.End(i);
            }
        }
        Fill();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(59_999)]
    [InlineData(60_001)]
    [InlineData(1_000_000)]
    public void LongText_AnyLength_GoesOverFieldsOfBoundedSize(int length)
    {
        var text = string.Concat(Enumerable.Range(0, length / 4).Select(i => i % 3 == 0 ? "😀a\"" : "ü\\xy"));
        using var line = new LineBuffer();
        line.Begin("m");
        LongText.Write(line, "t", text, rewritten: true);
        line.End(1);
        var point = ParsedPoint.All(Encoding.UTF8.GetString(line.Slice(0, 1).Span)).Single();
        var parts = (long)point.Fields["t_parts"];
        string.Concat(Enumerable.Range(1, (int)parts).Select(i => (string)point.Fields[i == 1 ? "t" : $"t_{i}"])).ShouldBe(text);
        point.Fields.Values.OfType<string>().ShouldAllBe(part => Encoding.UTF8.GetByteCount(part) <= LongText.MostBytes);
    }

    private static string Written(IEnumerable<ParsedPoint> points)
    {
        using var line = new LineBuffer();
        foreach (var point in points)
        {
            line.Begin(point.Measurement);
            foreach (var (key, value) in point.Tags)
                line.Tag(key, value);
            foreach (var (key, value) in point.Fields)
            {
                switch (value)
                {
                    case string text:
                        line.Field(key, text);
                        break;
                    case long whole:
                        line.Field(key, whole);
                        break;
                    case bool flag:
                        line.Field(key, flag);
                        break;
                    default:
                        line.Field(key, (double)value);
                        break;
                }
            }
            line.End(point.Time);
        }
        return Encoding.UTF8.GetString(line.Slice(0, line.Lines).Span);
    }

    private static List<ParsedPoint> Points(Random random, int count, bool mixedMeasurements) => [.. Enumerable.Range(0, count).Select(i => new ParsedPoint(
        mixedMeasurements ? "m" + Text(random, Plain + Special) : "a measurement, with = and \" in it",
        Enumerable.Range(0, random.Next(4)).ToDictionary(k => $"tag {k},=" + Text(random, Plain), _ => "v" + Text(random, Plain + Special)),
        new Dictionary<string, object>
        {
            ["text, with = and space"] = Text(random, Plain + Special + "\\\n\r\t"), ["whole"] = random.NextInt64(long.MinValue, long.MaxValue),
            ["number"] = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) is var x && double.IsFinite(x) ? x : -0.5, ["flag"] = random.Next(2) == 0,
        },
        1_000_000_000L + i))];

    private static string Text(Random random, string characters)
    {
        var runes = characters.EnumerateRunes().ToArray();
        return string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => runes[random.Next(runes.Length)]));
    }

    private static IEnumerable<ParsedPoint> Points(JsonElement series)
    {
        var columns = series.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!).ToList();
        // A tag that another series has is empty in this one.
        var tags = series.TryGetProperty("tags", out var all) ? all.EnumerateObject().Where(t => t.Value.GetString() != "").ToDictionary(t => t.Name, t => t.Value.GetString()!) : [];
        foreach (var row in series.GetProperty("values").EnumerateArray())
        {
            var fields = columns.Skip(1).Select((name, i) => (name, Value: row[i + 1])).ToDictionary(f => f.name, f => (object)(f.Value.ValueKind switch
            {
                JsonValueKind.String => f.Value.GetString()!,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => f.name == "whole" ? f.Value.GetInt64() : (object)f.Value.GetDouble(),
            }));
            yield return new ParsedPoint(series.GetProperty("name").GetString()!, tags, fields, row[0].GetInt64());
        }
    }

    private sealed class SamePoint : IEqualityComparer<ParsedPoint>
    {
        public bool Equals(ParsedPoint? x, ParsedPoint? y) => x!.Measurement == y!.Measurement && x.Time == y.Time
            && x.Tags.OrderBy(t => t.Key).SequenceEqual(y.Tags.OrderBy(t => t.Key)) && x.Fields.OrderBy(t => t.Key).SequenceEqual(y.Fields.OrderBy(t => t.Key));

        public int GetHashCode(ParsedPoint obj) => obj.Time.GetHashCode();
    }
}
