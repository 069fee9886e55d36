using System.Text.Json;

namespace StoreSensing.Edge.Core.Delivery;

/// <summary>
/// Says in a message's header that it is late: sent more than two windows after its window's end. Only the header is read, up to
/// <c>late</c>; the rest is copied as it is.
/// </summary>
public static class LateMark
{
    private static ReadOnlySpan<byte> True => "true"u8;

    /// <summary>The payload as it leaves at <paramref name="now"/>: itself when it is in time, or no metric message.</summary>
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> payload, DateTimeOffset now)
    {
        DateTimeOffset? start = null;
        int? seconds = null;
        var reader = new Utf8JsonReader(payload.Span);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                    continue;
                var isStart = reader.ValueTextEquals("windowStart"u8);
                var isSeconds = reader.ValueTextEquals("windowSeconds"u8);
                var isLate = reader.ValueTextEquals("late"u8);
                reader.Read();
                if (isStart && reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time))
                    start = time;
                else if (isSeconds && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var length))
                    seconds = length;
                else if (isLate)
                    return reader.TokenType == JsonTokenType.False && IsLate(start, seconds, now)
                        ? Replace(payload, (int)reader.TokenStartIndex)
                        : payload;
                else
                    reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Not JSON: what the outbox kept leaves as it is.
        }
        return payload;
    }

    private static bool IsLate(DateTimeOffset? start, int? seconds, DateTimeOffset now) =>
        start is { } from && seconds is { } length && now - from > TimeSpan.FromSeconds(3.0 * length);

    private static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> payload, int at)
    {
        const int LengthOfFalse = 5;
        var marked = new byte[payload.Length - LengthOfFalse + True.Length];
        payload.Span[..at].CopyTo(marked);
        True.CopyTo(marked.AsSpan(at));
        payload.Span[(at + LengthOfFalse)..].CopyTo(marked.AsSpan(at + True.Length));
        return marked;
    }
}
