using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Time;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>A zone in one step of a series.</summary>
/// <param name="Start">Start of the step, UTC.</param>
/// <param name="Visits">Visits that began.</param>
/// <param name="EngagedVisits">Visits that reached the engaged threshold.</param>
/// <param name="PersonSeconds">Person-seconds.</param>
/// <param name="OccupancyMean">Person-seconds / observed seconds, people; null when nothing was observed.</param>
/// <param name="ObservedSeconds">Seconds really observed.</param>
public sealed record ZonePoint(DateTimeOffset Start, long Visits, long EngagedVisits, double PersonSeconds, double? OccupancyMean, double ObservedSeconds);

/// <summary>Adds up zone figures per step.</summary>
public static class SeriesQuery
{
    /// <summary>Most points in one answer.</summary>
    public const int MaxPoints = 5000;

    private static readonly int[] RoundSteps = [10, 30, 60, 300, 900, 3600, 21_600, 86_400];

    /// <summary>A step that gives at most 200 points, seconds, and no shorter than a window.</summary>
    public static int DefaultStep(TimeRange range, int windowSeconds)
    {
        var least = Math.Max(windowSeconds, (range.To - range.From).TotalSeconds / 200);
        return RoundSteps.Cast<int?>().FirstOrDefault(s => s >= least) ?? 7 * 86_400;
    }

    /// <summary>A point for every step with an observed window; steps are multiples of <paramref name="stepSeconds"/> since the Unix epoch.</summary>
    public static IReadOnlyList<ZonePoint> Points(string zone, IEnumerable<Row<ZoneFigures>> rows, int stepSeconds) =>
        [.. Steps(rows.Where(r => r.Figures.Zone == zone), stepSeconds, () => new ZoneTotals(), (totals, row) => totals.AddPresence(row))
            .Select(step => step.Value.Point(step.Key))];

    /// <summary>The rows of each step, added up.</summary>
    internal static SortedDictionary<DateTimeOffset, TTotals> Steps<TFigures, TTotals>(
        IEnumerable<Row<TFigures>> rows, int stepSeconds, Func<TTotals> begin, Action<TTotals, Row<TFigures>> add)
    {
        var steps = new SortedDictionary<DateTimeOffset, TTotals>();
        foreach (var row in rows)
        {
            var start = TimeWindow.Holding(row.Window.Start, stepSeconds).Start;
            if (!steps.TryGetValue(start, out var totals))
                steps[start] = totals = begin();
            add(totals, row);
        }
        return steps;
    }
}
