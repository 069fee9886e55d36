using System.Text.Json.Serialization;

namespace StoreSensing.Contracts.Wire;

/// <summary>Source-generated JSON of every wire message: camelCase, UTF-8, nulls written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ZoneMessage))]
[JsonSerializable(typeof(HeatMessage))]
[JsonSerializable(typeof(LineMessage))]
[JsonSerializable(typeof(ExpressionMessage))]
[JsonSerializable(typeof(FlowMessage))]
[JsonSerializable(typeof(QueueMessage))]
[JsonSerializable(typeof(OccupancyMessage))]
[JsonSerializable(typeof(AttentionMessage))]
[JsonSerializable(typeof(ArousalMessage))]
[JsonSerializable(typeof(StatusMessage))]
[JsonSerializable(typeof(DescribeMessage))]
[JsonSerializable(typeof(AckMessage))]
[JsonSerializable(typeof(LocationMessage))]
[JsonSerializable(typeof(ConsentMessage))]
[JsonSerializable(typeof(LiveMessage))]
public sealed partial class WireJson : JsonSerializerContext;
