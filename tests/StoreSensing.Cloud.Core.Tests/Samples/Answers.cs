using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Samples;

/// <summary>What a shop's pages ask, as JSON, so that two ways to the same answer can be compared.</summary>
internal static class Answers
{
    private static readonly StoreAddress Shop = new("acme", "berlin");
    private static readonly NoiseDescription Noise = new() { EpsilonPerDay = 1, VisitScale = 2, EngagedScale = 1.5, CrossingScale = 2.5, HeatScaleSeconds = 3 };

    /// <summary>Devices of which one adds noise.</summary>
    public static IReadOnlyList<DeviceRecord> Devices { get; } =
    [
        new(Wire.Device, Wire.Status(), Wire.Describe(), Wire.T0),
        new(RandomShop.Other, Wire.Status(), Wire.Describe() with { Privacy = Wire.Strict(Noise) }, Wire.T0),
    ];

    public static StoreLayout Layout { get; } = StoreLayout.Of(Shop, Devices);

    public static string Zones(IEnumerable<Row<ZoneFigures>> rows) => Json(ZoneQuery.Summarise(Layout, rows, [], Devices, Wire.T0));

    public static string Lines(IEnumerable<Row<LineFigures>> rows) => Json(LineQuery.Summarise(Layout, rows));

    public static string Heat(IEnumerable<Row<HeatFigures>> rows) => Json(HeatLayers.All.Select(layer => HeatQuery.Sum(Layout, rows, null, layer)));

    public static string Expressions(IEnumerable<Row<ExpressionFigures>> rows) => Json(ExpressionQuery.Summarise(Layout, Devices, rows));

    public static string Flow(IEnumerable<Row<FlowFigures>> rows) => Json(FlowQuery.Summarise(rows, null));

    public static string Queues(IEnumerable<Row<QueueFigures>> rows) => Json(QueueQuery.Summarise(Layout, rows, [], Devices, Wire.T0));

    public static string Occupancy(IEnumerable<Row<OccupancyFigures>> rows) => Json(EntranceQuery.Summarise(Layout, rows, [], Devices, Wire.T0));

    public static string Attention(IEnumerable<Row<AttentionFigures>> rows) => Json(AttentionQuery.Summarise(Layout, rows));

    public static string Arousal(IEnumerable<Row<StudyArousal>> rows) => Json(ArousalQuery.Summarise(Layout, rows));

    public static string Json<T>(T answer) => JsonSerializer.Serialize(answer);

    /// <summary>Equal but for the last digits of sums in another order.</summary>
    public static void ShouldSayTheSameAs(this string answer, string expected) => Compare(JsonNode.Parse(answer), JsonNode.Parse(expected), "$");

    private static void Compare(JsonNode? one, JsonNode? other, string path)
    {
        switch (one, other)
        {
            case (JsonObject a, JsonObject b):
                a.Select(p => p.Key).ShouldBe(b.Select(p => p.Key), path);
                foreach (var (name, value) in a)
                    Compare(value, b[name], $"{path}.{name}");
                break;
            case (JsonArray a, JsonArray b):
                a.Count.ShouldBe(b.Count, path);
                for (var i = 0; i < a.Count; i++)
                    Compare(a[i], b[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
                break;
            case (JsonValue a, JsonValue b) when a.TryGetValue<double>(out var x) && b.TryGetValue<double>(out var y):
                x.ShouldBe(y, 2e-6 + (1e-9 * Math.Abs(y)), path);
                break;
            default:
                one?.ToJsonString().ShouldBe(other?.ToJsonString(), path);
                (one is null).ShouldBe(other is null, path);
                break;
        }
    }
}
