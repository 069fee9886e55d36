using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using StoreSensing.Cloud.Aggregator.Arousal;
using StoreSensing.Cloud.Aggregator.Attention;
using StoreSensing.Cloud.Aggregator.Devices;
using StoreSensing.Cloud.Aggregator.Expression;
using StoreSensing.Cloud.Aggregator.Flow;
using StoreSensing.Cloud.Aggregator.Health;
using StoreSensing.Cloud.Aggregator.Heat;
using StoreSensing.Cloud.Aggregator.Ingest;
using StoreSensing.Cloud.Aggregator.Lines;
using StoreSensing.Cloud.Aggregator.Live;
using StoreSensing.Cloud.Aggregator.Occupancy;
using StoreSensing.Cloud.Aggregator.Queues;
using StoreSensing.Cloud.Aggregator.Stores;
using StoreSensing.Cloud.Aggregator.Zones;
using StoreSensing.Cloud.Core.Query;

namespace StoreSensing.Cloud.Aggregator.Api;

/// <summary>Source-generated JSON of every answer: camelCase, nulls written, times in UTC with a Z.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(StoresAnswer))]
[JsonSerializable(typeof(StoreLayout))]
[JsonSerializable(typeof(DevicesAnswer))]
[JsonSerializable(typeof(ZonesAnswer))]
[JsonSerializable(typeof(SeriesAnswer))]
[JsonSerializable(typeof(HeatAnswer))]
[JsonSerializable(typeof(LinesAnswer))]
[JsonSerializable(typeof(ExpressionAnswer))]
[JsonSerializable(typeof(ExpressionSeriesAnswer))]
[JsonSerializable(typeof(FlowAnswer))]
[JsonSerializable(typeof(QueuesAnswer))]
[JsonSerializable(typeof(QueueSeriesAnswer))]
[JsonSerializable(typeof(OccupancyAnswer))]
[JsonSerializable(typeof(OccupancySeriesAnswer))]
[JsonSerializable(typeof(AttentionAnswer))]
[JsonSerializable(typeof(AttentionSeriesAnswer))]
[JsonSerializable(typeof(ArousalAnswer))]
[JsonSerializable(typeof(ArousalSeriesAnswer))]
[JsonSerializable(typeof(IngestAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(LiveWindow))]
[JsonSerializable(typeof(LiveDevice))]
[JsonSerializable(typeof(LiveLayout))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>Times as <c>2026-01-31T12:00:00Z</c>, fractions only where there are any.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture));
}
