namespace StoreSensing.Edge.Core.Attention;

/// <summary>
/// Headings until their sightings are counted: a picture shows a face at once, but its place is told only when the track is believed, alive and
/// steadied. A ring a slot; the oldest is written over. Allocates nothing.
/// </summary>
internal sealed class HeadingLog(int capacity)
{
    private const int Length = 96; // three seconds at 30 pictures a second
    private readonly Entry[] _entries = new Entry[capacity * Length];
    private readonly int[] _count = new int[capacity];

    /// <summary>Keeps a track's heading; headings of a slot come in the order of their times.</summary>
    public void Note(int slot, long trackId, TimeSpan at, Heading heading) =>
        _entries[(slot * Length) + (_count[slot]++ % Length)] = new Entry(trackId, at, heading);

    /// <summary>The track's heading at an instant; all unknown when none was noted.</summary>
    public Heading Find(int slot, long trackId, TimeSpan at)
    {
        for (var i = _count[slot] - 1; i >= 0 && i >= _count[slot] - Length; i--)
        {
            ref readonly var entry = ref _entries[(slot * Length) + (i % Length)];
            if (entry.At <= at)
                return entry.At == at && entry.TrackId == trackId ? entry.Heading : default;
        }
        return default;
    }

    /// <summary>Forgets a slot.</summary>
    public void End(int slot)
    {
        _entries.AsSpan(slot * Length, Length).Clear();
        _count[slot] = 0;
    }

    private readonly record struct Entry(long TrackId, TimeSpan At, Heading Heading);
}
