using System.Text.Json;

namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>Reads <c>ack/1</c> without building objects: a fleet is told of thousands of messages a second.</summary>
internal static class AckReader
{
    /// <summary>Tells each range of an acknowledgement that is for this fleet to <paramref name="flights"/>.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static void Read(ReadOnlySpan<byte> json, Fleet fleet, InFlight flights, TimeSpan now)
    {
        var device = -1;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            if (reader.ValueTextEquals("session"u8) && reader.Read())
                device = reader.TokenType == JsonTokenType.String ? fleet.DeviceOf(reader.ValueSpan) : -1;
            else if (reader.ValueTextEquals("ranges"u8) && reader.Read())
                Ranges(ref reader, device, isRefused: false, flights, now);
            else if (reader.ValueTextEquals("refused"u8) && reader.Read())
                Ranges(ref reader, device, isRefused: true, flights, now);
        }
    }

    // [[first, last], …]
    private static void Ranges(ref Utf8JsonReader reader, int device, bool isRefused, InFlight flights, TimeSpan now)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            if (!reader.Read() || !reader.TryGetInt64(out var first) || !reader.Read() || !reader.TryGetInt64(out var last))
                return;
            reader.Read();
            if (device >= 0)
                flights.Answered(device, first, last, isRefused, now);
        }
    }
}
