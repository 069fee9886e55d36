using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreSensing.Contracts.Audit;

/// <summary>An audit as lines of JSON: <c>{"message": …}</c> each, then <c>{"summary": …}</c>.</summary>
public static class AuditJson
{
    /// <summary>A message's line.</summary>
    public static string Line(AuditedMessage message) => JsonSerializer.Serialize(new AuditLine(message, null), AuditJsonContext.Default.AuditLine);

    /// <summary>The last line.</summary>
    public static string Line(AuditSummary summary) => JsonSerializer.Serialize(new AuditLine(null, summary), AuditJsonContext.Default.AuditLine);
}

internal sealed record AuditLine(AuditedMessage? Message, AuditSummary? Summary);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditLine))]
internal sealed partial class AuditJsonContext : JsonSerializerContext;
