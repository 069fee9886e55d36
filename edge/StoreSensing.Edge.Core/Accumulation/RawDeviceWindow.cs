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

    /// <summary>People whose expression was seen.</summary>
    public required IReadOnlyList<RawExpression> Expressions { get; init; }

    /// <summary>Puts what the cameras saw of one window together; null when nothing was observed.</summary>
    public static RawDeviceWindow? Of(IReadOnlyList<RawWindow> cameras)
    {
        var observed = cameras.Where(c => c.ObservedSeconds > 0).ToList();
        if (observed.Count == 0)
            return null;
        return new RawDeviceWindow
        {
            Window = observed[0].Window,
            ObservedSeconds = observed.Max(c => c.ObservedSeconds),
            Zones = [.. observed.SelectMany(c => c.Zones).GroupBy(z => z.Zone, (_, parts) => Sum([.. parts]))],
            Lines = [.. observed.SelectMany(c => c.Lines).GroupBy(l => l.Line, (line, parts) => parts.Aggregate((a, b) => new RawLine(line, a.In + b.In, a.Out + b.Out)))],
            Heat = [.. observed.GroupBy(c => c.Surface, (surface, parts) => RawHeat.Sum(surface, [.. parts]))],
            Expressions = [.. observed.SelectMany(c => c.Expressions)],
        };
    }

    // Cameras see different people of one zone, so the peak of the sum is at most the sum of the peaks; that bound is what is given.
    private static RawZone Sum(IReadOnlyList<RawZone> parts) => parts.Count == 1 ? parts[0] : new RawZone(
        parts[0].Zone,
        parts.Sum(p => p.Visits),
        parts.Sum(p => p.EngagedVisits),
        parts.Sum(p => p.PersonSeconds),
        parts.Sum(p => p.OccupancyPeak),
        parts.Sum(p => p.OccupancyNow),
        [.. parts.SelectMany(p => p.Ended)]);
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
