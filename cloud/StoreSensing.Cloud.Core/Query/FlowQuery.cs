using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>How the visitors of one surface went from zone to zone over a range.</summary>
public sealed record FlowSummary
{
    /// <summary>The surface's id.</summary>
    public required string Surface { get; init; }

    /// <summary>Seconds really observed; 0 means that the rest says nothing.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>Visitors who were told about.</summary>
    public required long Visitors { get; init; }

    /// <summary>Start of the earliest window that contributed, UTC: it can lie before the range; null when nothing was told.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>From the zone of one visit to the zone of the next, most people first.</summary>
    public required IReadOnlyList<FlowWay> Transitions { get; init; }

    /// <summary>The first zone after the entrance, most people first.</summary>
    public required IReadOnlyList<FlowStart> First { get; init; }

    /// <summary>The zones that visitors reached, most people first.</summary>
    public required IReadOnlyList<FlowReach> Reached { get; init; }

    /// <summary>Figures that held too few people when the devices last told of ways, and wait for more. While there are any, a way that is not listed may have been gone.</summary>
    public required int Withheld { get; init; }

    /// <summary>Why nothing is told: <c>no-visitors</c>, <c>below-threshold</c> or <c>profile</c>.</summary>
    public required string? BlockWithheld { get; init; }
}

/// <summary>Visitors who went from one zone to another.</summary>
public sealed record FlowWay(string From, string To, long People);

/// <summary>Visitors whose first visit was in a zone.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="People">Visitors.</param>
/// <param name="Share">Of the visitors whose first zone was told, 0..1.</param>
public sealed record FlowStart(string Zone, long People, double Share);

/// <summary>Visitors who reached a zone.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="People">Visitors with a visit there.</param>
/// <param name="Visitors">Visitors among whom they were counted.</param>
/// <param name="Share">People / visitors, 0..1.</param>
public sealed record FlowReach(string Zone, long People, long Visitors, double Share);

/// <summary>Adds up ways over a range. Every visitor is in each figure once, in the block that told it, so blocks add up.</summary>
public static class FlowQuery
{
    /// <summary>Every surface that has figures, by surface.</summary>
    public static IReadOnlyList<FlowSummary> Summarise(IEnumerable<Row<FlowFigures>> rows, string? surface)
    {
        var totals = new SortedDictionary<string, FlowTotals>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (surface is not null && row.Figures.Surface != surface)
                continue;
            if (!totals.TryGetValue(row.Figures.Surface, out var total))
                totals[row.Figures.Surface] = total = new FlowTotals();
            total.Add(row);
        }
        return [.. totals.Select(t => t.Value.Summarise(t.Key))];
    }
}

internal sealed class FlowTotals
{
    private readonly ObservedTime _observed = new();
    private readonly Dictionary<(string From, string To), long> _ways = [];
    private readonly Dictionary<string, long> _first = [];
    private readonly Dictionary<string, (long People, long Visitors)> _reached = [];
    private readonly Dictionary<string, int> _waiting = [];
    private long _visitors;
    private DateTimeOffset? _since;
    private Reasons _reasons;

    public void Add(in Row<FlowFigures> row)
    {
        _observed.Add(row.Window, row.Figures.ObservedSeconds);
        _reasons.Add(row.Figures.BlockWithheld);
        if (row.Figures.Block is not { } block)
            return;
        _visitors += block.Visitors;
        _since = _since is { } known && known < block.Since ? known : block.Since;
        // What waits now, not what ever waited: it is told in a later block, or it waits still.
        _waiting[row.Window.Device] = block.Withheld;
        foreach (var way in block.Transitions)
            _ways[(way.From, way.To)] = _ways.GetValueOrDefault((way.From, way.To)) + way.People;
        foreach (var first in block.First)
            _first[first.Zone] = _first.GetValueOrDefault(first.Zone) + first.People;
        foreach (var reached in block.Reached)
        {
            var (people, visitors) = _reached.GetValueOrDefault(reached.Zone);
            _reached[reached.Zone] = (people + reached.People, visitors + reached.Visitors);
        }
    }

    public FlowSummary Summarise(string surface)
    {
        var told = _first.Values.Sum();
        return new FlowSummary
        {
            Surface = surface,
            ObservedSeconds = Figures.Round(_observed.Seconds),
            Visitors = _visitors,
            Since = _since,
            Transitions = [.. _ways.Select(w => new FlowWay(w.Key.From, w.Key.To, w.Value)).OrderByDescending(w => w.People).ThenBy(w => (w.From, w.To))],
            First = [.. _first.Select(f => new FlowStart(f.Key, f.Value, Figures.Round((double)f.Value / told))).OrderByDescending(f => f.People).ThenBy(f => f.Zone, StringComparer.Ordinal)],
            Reached =
            [
                .. _reached.Select(r => new FlowReach(r.Key, r.Value.People, r.Value.Visitors, Figures.Round((double)r.Value.People / r.Value.Visitors)))
                    .OrderByDescending(r => r.People).ThenBy(r => r.Zone, StringComparer.Ordinal),
            ],
            Withheld = _waiting.Values.Sum(),
            BlockWithheld = _visitors > 0 ? null : _reasons.Strongest ?? "no-visitors",
        };
    }
}
