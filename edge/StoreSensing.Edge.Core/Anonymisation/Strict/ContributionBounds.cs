namespace StoreSensing.Edge.Core.Anonymisation.Strict;

/// <summary>
/// What each track may still contribute on one day. A track that would contribute more is counted up to its bound and no further, whatever it does.
/// </summary>
/// <param name="options">The bounds.</param>
public sealed class ContributionBounds(StrictOptions options)
{
    /// <summary>
    /// Tracks that can be told apart in a day: twelve a second, day and night, more than a tracker can begin, so that nobody's count depends on how many others
    /// there were. It bounds the room, some 100 MB; what came beyond would not be counted.
    /// </summary>
    public const int MostTracks = 1_000_000;

    private readonly Dictionary<long, Used> _used = [];

    /// <summary>Tracks that something is known of.</summary>
    public int Count => _used.Count;

    /// <summary>As much of <paramref name="amount"/> as the track may still contribute.</summary>
    public long Take(long trackId, FigureGroup group, long amount)
    {
        if (!options.IsNoisy)
            return amount;
        if (!_used.TryGetValue(trackId, out var used) && _used.Count >= MostTracks)
            return 0;
        var taken = Math.Clamp(amount, 0, options.Bound(group) - used[group]);
        used[group] += taken;
        _used[trackId] = used;
        return taken;
    }

    [System.Runtime.CompilerServices.InlineArray(4)]
    private struct Used
    {
        private long _first;

        public long this[FigureGroup group]
        {
            readonly get => this[(int)group];
            set => this[(int)group] = value;
        }
    }
}
