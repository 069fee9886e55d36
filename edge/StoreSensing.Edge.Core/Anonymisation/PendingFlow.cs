using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>
/// Ways on one surface that wait until enough people went them. Blocks are told of at least the threshold's visitors; in a block every figure
/// with fewer people is left out and goes on waiting. Bounded: one number per pair of zones.
/// </summary>
internal sealed class PendingFlow(int threshold, IReadOnlyList<string> zones)
{
    // What the schema carries in one message; further ones wait for the next.
    private const int MostTransitions = 5000;
    private readonly int[] _transitions = new int[zones.Count * zones.Count];
    private readonly int[] _first = new int[zones.Count];
    private readonly int[] _reached = new int[zones.Count];
    private readonly int[] _reachedAmong = new int[zones.Count];
    private DateTimeOffset? _since;
    private int _visitors;

    /// <summary>Figures that wait although their block was told, or wait with it.</summary>
    public int Waiting => Few(_transitions) + Few(_first) + Few(_reached);

    public void Add(RawFlow flow, DateTimeOffset windowStart)
    {
        if (flow.Visitors == 0)
            return;
        _since ??= windowStart;
        _visitors += flow.Visitors;
        Add(_transitions, flow.Transitions);
        Add(_first, flow.First);
        Add(_reached, flow.Reached);
        foreach (ref var visitors in _reachedAmong.AsSpan())
            visitors += flow.Visitors;
    }

    /// <summary>The block, once enough visitors are in it. Null before.</summary>
    public FlowBlock? Take()
    {
        if (_visitors < threshold || IsFew(_visitors - Enough(_first).Sum(i => _first[i])))
            return null;
        var since = _since!.Value;
        var visitors = _visitors;
        IReadOnlyList<FlowTransition> transitions =
            [.. Enough(_transitions).Take(MostTransitions).Select(i => new FlowTransition { From = zones[i / zones.Count], To = zones[i % zones.Count], People = TakeOut(_transitions, i) })];
        IReadOnlyList<FlowFirst> first = [.. Enough(_first).Select(i => new FlowFirst { Zone = zones[i], People = TakeOut(_first, i) })];
        IReadOnlyList<FlowReached> reached = [.. Enough(_reached).Select(Reached)];
        var waiting = Waiting;
        _visitors = 0;
        if (waiting == 0)
            _since = null;
        return new FlowBlock { Since = since, Visitors = visitors, Transitions = transitions, First = first, Reached = reached, Withheld = waiting };
    }

    // Everybody has one first zone, or none: visitors less the told ones leave nobody, or enough people.
    private bool IsFew(int rest) => rest > 0 && rest < threshold;

    private FlowReached Reached(int zone)
    {
        var (people, visitors) = (TakeOut(_reached, zone), TakeOut(_reachedAmong, zone));
        return new FlowReached { Zone = zones[zone], People = people, Visitors = visitors, Share = Math.Round((double)people / visitors, 4) };
    }

    private List<int> Enough(int[] counts) => [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] >= threshold)];

    private static int Few(int[] counts) => counts.Count(people => people > 0);

    private static int TakeOut(int[] counts, int i)
    {
        var people = counts[i];
        counts[i] = 0;
        return people;
    }

    private static void Add(int[] to, int[] more)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] += more[i];
    }
}
