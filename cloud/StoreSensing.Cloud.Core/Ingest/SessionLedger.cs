using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>Which messages of one session the store has.</summary>
public sealed class SessionLedger(DeviceAddress device, string session, long stored, long duplicates, SeqRanges seen)
{
    /// <summary>Who measured.</summary>
    public DeviceAddress Device { get; } = device;

    /// <summary>The session.</summary>
    public string Session { get; } = session;

    /// <summary>Messages stored, each once.</summary>
    public long Stored { get; private set; } = stored;

    /// <summary>Messages that came again.</summary>
    public long Duplicates { get; private set; } = duplicates;

    /// <summary>The numbers that came; bounded.</summary>
    public SeqRanges Seen { get; } = seen;

    /// <summary>The lowest number that came, 0 before the first.</summary>
    public long FirstSeq => Seen.Ranges.Count == 0 ? 0 : Seen.Ranges[0].First;

    /// <summary>The highest number that came, 0 before the first.</summary>
    public long LastSeq => Seen.Ranges.Count == 0 ? 0 : Seen.Ranges[^1].Last;

    /// <summary>Notes a message; <paramref name="isNew"/> is the store's word, by the natural key.</summary>
    public void Note(long seq, bool isNew)
    {
        Seen.Add(seq);
        if (isNew)
            Stored++;
        else
            Duplicates++;
    }
}
