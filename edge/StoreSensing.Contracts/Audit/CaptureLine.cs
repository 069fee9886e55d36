using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StoreSensing.Contracts.Audit;

/// <summary>
/// One message of a capture as a line of JSON: <c>{"at": …, "topic": …, "payload": …}</c>. The payload is a text, base64 of the bytes where they are no
/// text that begins with <c>{</c>, or the JSON object itself; <c>tst</c> stands for <c>at</c>. So <c>mosquitto_sub -F %J</c> writes captures, too.
/// </summary>
public static class CaptureLine
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a line; null with a sentence about it when it is none.</summary>
    public static CapturedMessage? Parse(string line, out string? problem)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            problem = null;
            if (root.ValueKind != JsonValueKind.Object)
                problem = "is no JSON object";
            else if (!root.TryGetProperty("topic", out var topic) || topic.ValueKind != JsonValueKind.String)
                problem = "has no 'topic' that is a text";
            else if (!root.TryGetProperty("payload", out var payload) || Bytes(payload) is not { } bytes)
                problem = "has no 'payload' that is a text, base64 or a JSON object";
            else
                return new CapturedMessage(Time(root), topic.GetString()!, bytes);
        }
        catch (JsonException)
        {
            problem = "is no JSON";
        }
        catch (InvalidOperationException)
        {
            problem = "has text that is not Unicode";
        }
        return null;
    }

    /// <summary>The line of a message, without a line feed.</summary>
    public static string Of(CapturedMessage message)
    {
        var payload = message.Payload.Span;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            if (message.At is { } at)
                json.WriteString("at", at.UtcDateTime);
            json.WriteString("topic", message.Topic);
            if (payload.IsEmpty || (payload[0] == (byte)'{' && System.Text.Unicode.Utf8.IsValid(payload)))
                json.WriteString("payload", payload);
            else
                json.WriteBase64String("payload", payload);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static byte[]? Bytes(JsonElement payload)
    {
        switch (payload.ValueKind)
        {
            case JsonValueKind.Object:
                return Encoding.UTF8.GetBytes(payload.GetRawText());
            case JsonValueKind.String:
                var text = payload.GetString()!;
                return text.Length > 0 && !text.TrimStart().StartsWith('{') && Base64.IsValid(text) ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
            default:
                return null;
        }
    }

    private static DateTimeOffset? Time(JsonElement root) =>
        (root.TryGetProperty("at", out var at) || root.TryGetProperty("tst", out at)) && at.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(at.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
