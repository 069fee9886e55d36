using StoreSensing.Contracts.Time;

namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>
/// Raw figures of one window over all cameras of the device. Zones and lines that several cameras see are added up; a zone or surface that
/// no camera observed is absent.
/// </summary>
public sealed record RawDeviceWindow
{
    /// <summary>The window.</summary>
    public required TimeWindow Window { get; init; }

    /// <summary>Seconds observed; of several cameras, the most any one saw.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>One entry per observed zone.</summary>
    public required IReadOnlyList<RawZone> Zones { get; init; }

    /// <summary>One entry per observed line.</summary>
    public required IReadOnlyList<RawLine> Lines { get; init; }

    /// <summary>One entry per observed surface.</summary>
    public required IReadOnlyList<RawHeat> Heat { get; init; }

    /// <summary>One entry per surface on which cameras are merged.</summary>
    public IReadOnlyList<RawMerge> Merges { get; init; } = [];

    /// <summary>People whose expression was seen.</summary>
    public required IReadOnlyList<RawExpression> Expressions { get; init; }

    /// <summary>One entry per observed display.</summary>
    public IReadOnlyList<RawAttention> Attention { get; init; } = [];

    /// <summary>One entry per observed surface with zones.</summary>
    public IReadOnlyList<RawFlow> Flows { get; init; } = [];

    /// <summary>One entry per observed queue.</summary>
    public IReadOnlyList<RawQueue> Queues { get; init; } = [];

    /// <summary>Crossings of entrances; null when none was observed.</summary>
    public IReadOnlyList<RawCrossing>? Crossings { get; init; }

    /// <summary>Seconds in which any entrance was observed.</summary>
    public double EntranceSeconds { get; init; }

    /// <summary>
    /// Puts what the cameras saw of one window together; null when nothing was observed. What a camera has to tell of a window in which its
    /// only frame fell on the window's edge (0 s observed) is told all the same, so that nothing is lost; what it has not is absent.
    /// </summary>
    public static RawDeviceWindow? Of(IReadOnlyList<RawWindow> cameras)
    {
        var observed = cameras.Where(HasFigures).Select(Stamped).GroupBy(c => c.Camera, (_, parts) => parts.Aggregate(Join)).ToList();
        if (observed.Count == 0)
            return null;
        return new RawDeviceWindow
        {
            Window = observed[0].Window,
            ObservedSeconds = observed.Max(c => c.ObservedSeconds),
            Zones = [.. observed.SelectMany(TellableZones).GroupBy(z => z.Zone, (_, parts) => Sum([.. parts]))],
            Lines = [.. observed.SelectMany(TellableLines).GroupBy(l => l.Line, (_, parts) => parts.Aggregate(Sum))],
            Heat = [.. observed.Where(TellsHeat).GroupBy(c => c.Surface, (surface, parts) => RawHeat.Sum(surface, [.. parts]))],
            Merges = [.. observed.Select(c => c.Merge).OfType<RawMerge>()],
            Expressions = [.. observed.SelectMany(c => c.Expressions)],
            Attention = [.. observed.SelectMany(TellableAttention).GroupBy(a => a.Display, (_, parts) => parts.Aggregate(RawAttention.Sum))],
            Flows = [.. observed.Where(TellsFlow).Select(c => c.Flow!).GroupBy(f => f.Surface, (_, parts) => parts.Aggregate(RawFlow.Sum))],
            Queues = [.. observed.SelectMany(TellableQueues).GroupBy(q => q.Queue, (_, parts) => parts.Aggregate(RawQueue.Sum))],
            Crossings = observed.Any(c => c.Crossings is not null) ? [.. observed.SelectMany(c => c.Crossings ?? [])] : null,
            EntranceSeconds = observed.Where(c => c.Crossings is not null).Select(c => c.ObservedSeconds).DefaultIfEmpty().Max(),
        };
    }

    private static bool HasFigures(RawWindow c) =>
        c.ObservedSeconds > 0 || c.Expressions.Count > 0 || TellableAttention(c).Any() || TellableZones(c).Any() || TellableLines(c).Any() || TellsHeat(c)
        || TellsFlow(c) || TellableQueues(c).Any() || c.Crossings is { Count: > 0 };

    private static bool TellsHeat(RawWindow c) => (c.ObservedSeconds > 0 && c.Heat.Length > 0) || c.Heat.Any(seconds => seconds > 0);

    private static bool TellsFlow(RawWindow c) => c.Flow is { } flow && (c.ObservedSeconds > 0 || flow.Reached.Any(people => people > 0));

    private static RawWindow Stamped(RawWindow c) => c with
    {
        Zones = [.. c.Zones.Select(z => z with { ObservedSeconds = c.ObservedSeconds })],
        Lines = [.. c.Lines.Select(l => l with { ObservedSeconds = c.ObservedSeconds })],
        Flow = c.Flow is null ? null : c.Flow with { ObservedSeconds = c.ObservedSeconds },
        Queues = [.. c.Queues.Select(q => q with { ObservedSeconds = c.ObservedSeconds })],
        Attention = [.. c.Attention.Select(a => a with { ObservedSeconds = c.ObservedSeconds })],
    };

    private static IEnumerable<RawZone> TellableZones(RawWindow c) => c.Zones.Where(z => c.ObservedSeconds > 0 || z.HasFigures);

    private static IEnumerable<RawAttention> TellableAttention(RawWindow c) => c.Attention.Where(a => c.ObservedSeconds > 0 || a.HasFigures);

    private static IEnumerable<RawLine> TellableLines(RawWindow c) => c.Lines.Where(l => c.ObservedSeconds > 0 || l.In > 0 || l.Out > 0);

    private static IEnumerable<RawQueue> TellableQueues(RawWindow c) => c.Queues.Where(q => c.ObservedSeconds > 0 || q.HasFigures);

    // One camera's parts of one window (its clock was turned back): they follow each other, so peaks don't add up and the last one is now.
    private static RawWindow Join(RawWindow a, RawWindow b) => a with
    {
        ObservedSeconds = a.ObservedSeconds + b.ObservedSeconds,
        Zones = [.. a.Zones.Concat(b.Zones).GroupBy(z => z.Zone, (_, parts) => Follow([.. parts]))],
        Lines = [.. a.Lines.Concat(b.Lines).GroupBy(l => l.Line, (_, parts) => parts.Aggregate(Follow))],
        Heat = Cells.Sum(a.Heat, b.Heat),
        Linger = Cells.Sum(a.Linger, b.Linger),
        HeatOf = [.. a.HeatOf, .. b.HeatOf],
        LingerOf = [.. a.LingerOf, .. b.LingerOf],
        Entries = Cells.Sum(a.Entries, b.Entries),
        Exits = Cells.Sum(a.Exits, b.Exits),
        Merge = b.Merge ?? a.Merge,
        Expressions = [.. a.Expressions, .. b.Expressions],
        Attention = [.. a.Attention.Concat(b.Attention).GroupBy(x => x.Display, (_, parts) => parts.Aggregate(RawAttention.Follow))],
        Flow = a.Flow is { } x && b.Flow is { } y ? RawFlow.Sum(x, y) with { ObservedSeconds = x.ObservedSeconds + y.ObservedSeconds } : a.Flow ?? b.Flow,
        Queues = [.. a.Queues.Concat(b.Queues).GroupBy(q => q.Queue, (_, parts) => parts.Aggregate(RawQueue.Follow))],
        Crossings = a.Crossings is null ? b.Crossings : [.. a.Crossings, .. b.Crossings ?? []],
    };

    private static RawZone Follow(IReadOnlyList<RawZone> parts) => Sum(parts) with
    {
        OccupancyPeak = parts.Max(p => p.OccupancyPeak),
        OccupancyNow = parts[^1].OccupancyNow,
        ObservedSeconds = parts.Sum(p => p.ObservedSeconds),
    };

    private static RawLine Follow(RawLine a, RawLine b) => Sum(a, b) with { ObservedSeconds = a.ObservedSeconds + b.ObservedSeconds };

    private static RawLine Sum(RawLine a, RawLine b) =>
        new(a.Line, a.In + b.In, a.Out + b.Out) { ObservedSeconds = Math.Max(a.ObservedSeconds, b.ObservedSeconds), Crossers = [.. a.Crossers, .. b.Crossers] };

    // Cameras see different people of one zone, so the peak of the sum is at most the sum of the peaks; that bound is what is given.
    private static RawZone Sum(IReadOnlyList<RawZone> parts) => parts.Count == 1 ? parts[0] : new RawZone(
        parts[0].Zone,
        parts.Sum(p => p.Visits),
        parts.Sum(p => p.EngagedVisits),
        parts.Sum(p => p.PersonSeconds),
        parts.Sum(p => p.OccupancyPeak),
        parts.Sum(p => p.OccupancyNow),
        [.. parts.SelectMany(p => p.Ended)])
    {
        ObservedSeconds = parts.Max(p => p.ObservedSeconds),
        VisitsOf = [.. parts.SelectMany(p => p.VisitsOf)],
        EngagedOf = [.. parts.SelectMany(p => p.EngagedOf)],
    };
}
