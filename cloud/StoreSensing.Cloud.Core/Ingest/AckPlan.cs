using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>
/// What to tell the devices after a batch is durable: every number of it, those that came again included, and those refused for good,
/// which a device would otherwise send again for ever.
/// </summary>
public static class AckPlan
{
    /// <summary>Most ranges in one acknowledgement (its schema's bound).</summary>
    public const int MaxRanges = 1000;

    /// <summary>One message per device and session, more when the ranges don't fit one.</summary>
    public static IReadOnlyList<PlannedAck> Of(IEnumerable<Accepted> committed, IEnumerable<Rejection> rejected)
    {
        var stored = committed.OfType<AcceptedMetric>().GroupBy(m => (m.Device, m.Message.Session), m => m.Message.Seq)
            .SelectMany(group => Merge(group).Chunk(MaxRanges).Select(ranges => Ack(group.Key, ranges, [])));
        var refused = rejected.Select(r => r.Identity).OfType<MessageIdentity>().GroupBy(m => (m.Device, m.Session), m => m.Seq)
            .SelectMany(group => Merge(group).Chunk(MaxRanges).Select(ranges => Ack(group.Key, [], ranges)));
        return [.. stored, .. refused];
    }

    private static PlannedAck Ack((DeviceAddress Device, string Session) to, IReadOnlyList<IReadOnlyList<long>> stored, IReadOnlyList<IReadOnlyList<long>> refused) =>
        new(to.Device, new AckMessage { Schema = "ack/1", Session = to.Session, Ranges = stored, Refused = refused });

    // Not SeqRanges: that one closes holes when there are many, and an acknowledgement may name only what is stored.
    private static IEnumerable<IReadOnlyList<long>> Merge(IEnumerable<long> numbers)
    {
        SeqRange? open = null;
        foreach (var seq in numbers.Distinct().Order())
        {
            if (open is { } range && seq == range.Last + 1)
            {
                open = range with { Last = seq };
                continue;
            }
            if (open is { } closed)
                yield return [closed.First, closed.Last];
            open = new SeqRange(seq, seq);
        }
        if (open is { } last)
            yield return [last.First, last.Last];
    }
}

/// <summary>An acknowledgement and whom it is for.</summary>
public sealed record PlannedAck(DeviceAddress Device, AckMessage Message);
