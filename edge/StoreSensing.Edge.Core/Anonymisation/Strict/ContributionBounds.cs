namespace StoreSensing.Edge.Core.Anonymisation.Strict;

/// <summary>
/// What each track may still contribute on one day. A track that would contribute more is counted up to its bound and no further, whatever it does.
/// </summary>
/// <param name="options">The bounds.</param>
public sealed class ContributionBounds(StrictOptions options)
{
    /// <summary>Tracks that can be told apart in a day; what further ones do is not counted, so that the room is bounded and the promise kept.</summary>
    public const int MostTracks = 200_000;

    private readonly Dictionary<(long TrackId, FigureGroup Group), long> _used = [];

    /// <summary>Tracks and groups that something is known of.</summary>
    public int Count => _used.Count;

    /// <summary>As much of <paramref name="amount"/> as the track may still contribute.</summary>
    public long Take(long trackId, FigureGroup group, long amount)
    {
        if (!options.IsNoisy)
            return amount;
        var bound = options.Bound(group);
        if (!_used.TryGetValue((trackId, group), out var used) && _used.Count >= MostTracks)
            return 0;
        var taken = Math.Clamp(amount, 0, bound - used);
        _used[(trackId, group)] = used + taken;
        return taken;
    }
}
