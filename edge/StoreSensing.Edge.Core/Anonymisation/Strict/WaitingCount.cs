namespace StoreSensing.Edge.Core.Anonymisation.Strict;

/// <summary>One count that waits, over windows, until it may be told.</summary>
/// <param name="people">Least number of people, and the step in which it is told without noise.</param>
internal sealed class WaitingCount(int people)
{
    private readonly HashSet<long> _contributors = [];
    private long _waits;
    private DateTimeOffset? _since;

    /// <summary>A stranger may not know from which number on it goes up by a step.</summary>
    public void Dither(RandomBits bits) => _waits += bits.Below(people);

    /// <summary>A window begins. What is told begins with the first one after the last telling, whether anybody came then or not.</summary>
    public void Begin(DateTimeOffset windowStart) => _since ??= windowStart;

    /// <summary>Adds one person's part.</summary>
    public void Add(long trackId, long amount)
    {
        if (amount == 0)
            return;
        _waits += amount;
        if (_contributors.Count < people)
            _contributors.Add(trackId);
    }

    /// <summary>Adds noise: once a window, whether anybody came or not.</summary>
    public void Add(long noise) => _waits += noise;

    /// <summary>With noise: all that waits, once it is as much as the least number of people would be.</summary>
    public (long Count, DateTimeOffset Since)? TakeNoisy() => _waits >= people ? Told(_waits) : null;

    /// <summary>Without noise: whole steps, once enough different people contributed; the rest goes on waiting.</summary>
    public (long Count, DateTimeOffset Since)? TakeSteps() => _contributors.Count >= people && _waits >= people ? Told(_waits - (_waits % people)) : null;

    private (long Count, DateTimeOffset Since) Told(long count)
    {
        var told = (count, _since!.Value);
        _waits -= count;
        _contributors.Clear();
        _since = null;
        return told;
    }
}
