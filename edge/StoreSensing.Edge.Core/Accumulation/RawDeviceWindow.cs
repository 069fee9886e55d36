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
        };
    }

    private static bool HasFigures(RawWindow c) =>
        c.ObservedSeconds > 0 || c.Expressions.Count > 0 || TellableZones(c).Any() || TellableLines(c).Any() || TellsHeat(c);

    private static bool TellsHeat(RawWindow c) => (c.ObservedSeconds > 0 && c.Heat.Length > 0) || c.Heat.Any(seconds => seconds > 0);

    private static RawWindow Stamped(RawWindow c) => c with
    {
        Zones = [.. c.Zones.Select(z => z with { ObservedSeconds = c.ObservedSeconds })],
        Lines = [.. c.Lines.Select(l => l with { ObservedSeconds = c.ObservedSeconds })],
    };

    private static IEnumerable<RawZone> TellableZones(RawWindow c) => c.Zones.Where(z => c.ObservedSeconds > 0 || z.HasFigures);

    private static IEnumerable<RawLine> TellableLines(RawWindow c) => c.Lines.Where(l => c.ObservedSeconds > 0 || l.In > 0 || l.Out > 0);

    // One camera's parts of one window (its clock was turned back): they follow each other, so peaks don't add up and the last one is now.
    private static RawWindow Join(RawWindow a, RawWindow b) => a with
    {
        ObservedSeconds = a.ObservedSeconds + b.ObservedSeconds,
        Zones = [.. a.Zones.Concat(b.Zones).GroupBy(z => z.Zone, (_, parts) => Follow([.. parts]))],
        Lines = [.. a.Lines.Concat(b.Lines).GroupBy(l => l.Line, (_, parts) => parts.Aggregate(Follow))],
        Heat = [.. a.Heat.Zip(b.Heat, (x, y) => x + y)],
        Expressions = [.. a.Expressions, .. b.Expressions],
    };

    private static RawZone Follow(IReadOnlyList<RawZone> parts) => Sum(parts) with
    {
        OccupancyPeak = parts.Max(p => p.OccupancyPeak),
        OccupancyNow = parts[^1].OccupancyNow,
        ObservedSeconds = parts.Sum(p => p.ObservedSeconds),
    };

    private static RawLine Follow(RawLine a, RawLine b) => Sum(a, b) with { ObservedSeconds = a.ObservedSeconds + b.ObservedSeconds };

    private static RawLine Sum(RawLine a, RawLine b) =>
        new(a.Line, a.In + b.In, a.Out + b.Out) { ObservedSeconds = Math.Max(a.ObservedSeconds, b.ObservedSeconds) };

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
    };
}

/// <summary>Person-seconds per cell of one surface.</summary>
/// <param name="Surface">The surface's id.</param>
/// <param name="ObservedSeconds">Seconds in which any of its cameras saw it.</param>
/// <param name="Cells">Person-seconds, row × columns + column.</param>
public sealed record RawHeat(string Surface, double ObservedSeconds, float[] Cells)
{
    internal static RawHeat Sum(string surface, IReadOnlyList<RawWindow> parts)
    {
        var cells = new float[parts[0].Heat.Length];
        foreach (var part in parts)
            for (var i = 0; i < cells.Length; i++)
                cells[i] += part.Heat[i];
        return new RawHeat(surface, parts.Max(p => p.ObservedSeconds), cells);
    }
}
