using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>
/// Blocks that wait, by study and zone. One that was told is forgotten until somebody contributes again. Studies are named from outside, without end: beyond
/// <see cref="Most"/> blocks the one that nobody contributed to for longest is given up, untold.
/// </summary>
internal sealed class WaitingArousal(int threshold)
{
    /// <summary>Most blocks that wait: five studies in every zone that a device may have.</summary>
    public const int Most = 1000;

    private readonly Dictionary<(string Study, string Zone), PendingArousal> _blocks = [];

    /// <summary>Blocks that wait.</summary>
    public int Count => _blocks.Count;

    public void Add(string? study, in RawArousal person, DateTimeOffset windowStart)
    {
        if (!(person.ObservedSeconds > 0))
            return;
        if (!_blocks.TryGetValue(Key(study, person.Zone), out var block))
        {
            if (_blocks.Count == Most)
                _blocks.Remove(_blocks.MinBy(b => b.Value.Latest).Key);
            _blocks[Key(study, person.Zone)] = block = new PendingArousal(threshold);
        }
        block.Add(person, windowStart);
    }

    /// <summary>Drops a session that was not told yet.</summary>
    public void Forget(long session)
    {
        foreach (var (key, block) in _blocks)
        {
            block.Forget(session);
            if (block.IsEmpty)
                _blocks.Remove(key);
        }
    }

    /// <summary>A zone's block, once enough people are in it, then it starts anew; before, why there is none.</summary>
    public ArousalFigures Take(string? study, string zone)
    {
        if (!_blocks.TryGetValue(Key(study, zone), out var block))
            return Nothing(zone);
        if (block.Take() is not { } told)
            return Nothing(zone);
        _blocks.Remove(Key(study, zone));
        return new ArousalFigures { Zone = zone, Arousal = told, Withheld = null };
    }

    // Whether somebody touched a sensor, or nobody did, is not told.
    private static ArousalFigures Nothing(string zone) => new() { Zone = zone, Arousal = null, Withheld = Anonymisation.Withheld.BelowThreshold };

    // No study is called nothing.
    private static (string Study, string Zone) Key(string? study, string zone) => (study ?? "", zone);
}
