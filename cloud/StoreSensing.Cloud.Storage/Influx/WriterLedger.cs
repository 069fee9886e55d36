using StoreSensing.Cloud.Core.Ingest;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// What one writer knows of a session. Several processes take the messages of one session in turn, and each writes its own ledger: a ledger names only what is
/// durable, so their union does too. <see cref="SureFrom"/>: below it a hole was closed to stay bounded, so a number there may be missing and is never taken for a repeat.
/// </summary>
internal sealed class WriterLedger(long stored, long duplicates, long sureFrom, SeqRanges seen)
{
    // Other writers' numbers look like holes. When there are many, their ledgers are read again.
    private const int HolesBeforeReading = 64;

    private int _readAt = HolesBeforeReading;

    /// <summary>Messages this writer took for new.</summary>
    public long Stored { get; private set; } = stored;

    /// <summary>Messages this writer knew.</summary>
    public long Duplicates { get; private set; } = duplicates;

    /// <summary>The first number from which on <see cref="Seen"/> is exact.</summary>
    public long SureFrom { get; private set; } = sureFrom;

    /// <summary>The numbers that came to this writer, or that others had when it looked.</summary>
    public SeqRanges Seen { get; private set; } = seen;

    /// <summary>True when the other writers' ledgers should be looked at again.</summary>
    public bool HasManyHoles => Seen.Ranges.Count > _readAt;

    public static WriterLedger Empty => new(0, 0, 0, new SeqRanges());

    /// <summary>True when the number is surely stored.</summary>
    public bool Has(long seq)
    {
        if (seq < SureFrom)
            return false;
        var ranges = Seen.Ranges;
        var (low, high) = (0, ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (seq < ranges[middle].First)
                high = middle - 1;
            else if (seq > ranges[middle].Last)
                low = middle + 1;
            else
                return true;
        }
        return false;
    }

    /// <summary>Notes a message that will be durable before this ledger is written.</summary>
    public void Note(long seq, bool isNew)
    {
        if (isNew)
            Stored++;
        else
            Duplicates++;
        var isFull = Seen.Ranges.Count == SeqRanges.Capacity;
        var first = Seen.Ranges.Count > 0 ? Seen.Ranges[0] : default;
        Seen.Add(seq);
        // Only a full set closes its oldest hole, and then its first range has grown by more than this number.
        if (isFull && Seen.Ranges[0] is var now && now != first && (now.Last - now.First) - (first.Last - first.First) > 1)
            SureFrom = now.Last + 1;
    }

    /// <summary>Takes in what all writers have by now.</summary>
    public void Adopt(SeqRanges union, long sureFrom)
    {
        Seen = Union([Seen, union], out var closedBelow);
        SureFrom = Math.Max(Math.Max(SureFrom, sureFrom), closedBelow);
        _readAt = Math.Max(HolesBeforeReading, Seen.Ranges.Count * 2);
    }

    /// <summary>The union of sets; when it has too many ranges its oldest holes are closed, and <paramref name="closedBelow"/> says up to where.</summary>
    public static SeqRanges Union(IEnumerable<SeqRanges> sets, out long closedBelow)
    {
        var merged = new List<SeqRange>();
        foreach (var range in sets.SelectMany(s => s.Ranges).OrderBy(r => r.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, range.Last) };
            else
                merged.Add(range);
        }
        closedBelow = 0;
        if (merged.Count > SeqRanges.Capacity)
        {
            var closed = merged.Count - SeqRanges.Capacity;
            merged[closed] = new SeqRange(merged[0].First, merged[closed].Last);
            merged.RemoveRange(0, closed);
            closedBelow = merged[0].Last + 1;
        }
        return new SeqRanges(merged);
    }
}
