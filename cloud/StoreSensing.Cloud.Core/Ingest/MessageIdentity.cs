using System.Text.Json;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>Which message a refused one was, as far as it can be told: enough to tell its device not to send it again.</summary>
/// <param name="Device">Whose.</param>
/// <param name="Session">Its session.</param>
/// <param name="Seq">Its number.</param>
public sealed record MessageIdentity(DeviceAddress Device, string Session, long Seq)
{
    private const int SessionLength = 16;

    // The bound of ack/1: a number beyond it could be told to no device.
    private const long LastSeq = 9007199254740991;

    /// <summary>Reads session and number from the top level of a metric message; null when they can't be told, and for states.</summary>
    public static MessageIdentity? Peek(DeviceAddress device, MessageKind kind, ReadOnlySpan<byte> payload)
    {
        if (!MessageKinds.Metrics.Contains(kind))
            return null;
        string? session = null;
        long? seq = null;
        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = 8 });
            while ((session is null || seq is null) && reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                    continue;
                var isSession = reader.ValueTextEquals("session");
                var isSeq = reader.ValueTextEquals("seq");
                if (!reader.Read())
                    break;
                if (isSession && reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length == SessionLength)
                    session ??= reader.GetString();
                else if (isSeq && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number is > 0 and <= LastSeq)
                    seq ??= number;
                else
                    reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // not JSON, or not UTF-8: nobody can tell which message it was
        }
        return session is not null && session.All(char.IsAsciiHexDigitLower) && seq is not null ? new MessageIdentity(device, session, seq.Value) : null;
    }
}
