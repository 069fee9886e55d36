using System.Text.Json.Serialization;

namespace StoreSensing.Cloud.Storage.Influx;

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class InfluxJson : JsonSerializerContext;
