using System.Text.Json;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Edge.Core.Delivery;

/// <summary>What the cloud says became of one session's messages, checked.</summary>
/// <param name="Session">The session.</param>
/// <param name="Ranges">Its stored sequence numbers.</param>
/// <param name="Refused">Its sequence numbers that the cloud will never store.</param>
public sealed record Acknowledgement(string Session, IReadOnlyList<SeqRange> Ranges, IReadOnlyList<SeqRange> Refused)
{
    /// <summary>The version this understands.</summary>
    public const string Schema = "ack/1";

    /// <summary>Reads the payload of <c>…/set/ack</c>.</summary>
    /// <exception cref="FormatException">It is not what it should be; one sentence says why.</exception>
    public static Acknowledgement Read(ReadOnlySpan<byte> json)
    {
        AckMessage? message;
        try
        {
            message = JsonSerializer.Deserialize(json, WireJson.Default.AckMessage);
        }
        catch (JsonException e)
        {
            throw new FormatException($"not an acknowledgement: {e.Message}", e);
        }
        if (message is null)
            throw new FormatException("not an acknowledgement: null");
        if (message.Schema != Schema)
            throw new FormatException($"schema '{message.Schema}' is not {Schema}");
        if (string.IsNullOrEmpty(message.Session))
            throw new FormatException("the session is empty");
        return new Acknowledgement(message.Session, Checked(message.Ranges), Checked(message.Refused));
    }

    private static List<SeqRange> Checked(IReadOnlyList<IReadOnlyList<long>>? written)
    {
        var ranges = new List<SeqRange>();
        foreach (var range in written ?? [])
        {
            if (range is not [var first, var last] || first > last)
                throw new FormatException($"[{string.Join(", ", range ?? [])}] is not a range [first, last]");
            ranges.Add(new SeqRange(first, last));
        }
        return ranges;
    }
}
