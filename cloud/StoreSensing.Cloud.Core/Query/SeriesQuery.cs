using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Time;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>A zone in one step of a series.</summary>
/// <param name="Start">Start of the step, UTC.</param>
/// <param name="Visits">Visits that began and were told in the step; null when withheld.</param>
/// <param name="EngagedVisits">Visits that reached the engaged threshold, in the same way.</param>
/// <param name="CountsSince">Start of the earliest window in these counts, UTC, where they reach back before the step; else null.</param>
/// <param name="CountsWithheld">Why a count is null: <c>below-threshold</c> (0 included) or <c>budget</c>.</param>
/// <param name="VisitsPlusMinus">Half the width of the 95 % interval that the noise leaves around the visits; null without noise.</param>
/// <param name="PersonSeconds">Person-seconds; what was told of several steps together is spread evenly over them. Null while they wait for more people.</param>
/// <param name="OccupancyMean">Person-seconds / the observed seconds that they are of, people; null when nothing is told.</param>
/// <param name="ObservedSeconds">Seconds really observed.</param>
public sealed record ZonePoint(
    DateTimeOffset Start, long? Visits, long? EngagedVisits, DateTimeOffset? CountsSince, string? CountsWithheld, double? VisitsPlusMinus,
    double? PersonSeconds, double? OccupancyMean, double ObservedSeconds);

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
    public static IReadOnlyList<ZonePoint> Points(StoreLayout layout, string zone, IEnumerable<Row<ZoneFigures>> rows, int stepSeconds)
    {
        var spread = new PresenceSpread();
        var steps = new SortedDictionary<DateTimeOffset, ZoneStep>();
        foreach (var row in rows.Where(r => r.Figures.Zone == zone))
        {
            StepOf(row.Window).Add(row, layout.PrivacyOf(row.Window.Device));
            foreach (var (window, observed, seconds) in spread.Add(row))
                StepOf(window).AddPresence(window, observed, seconds);
        }
        return [.. steps.Select(step => step.Value.Point(step.Key))];

        ZoneStep StepOf(WindowOrigin window)
        {
            var start = TimeWindow.Holding(window.Start, stepSeconds).Start;
            return steps.TryGetValue(start, out var step) ? step : steps[start] = new ZoneStep();
        }
    }

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

internal sealed class ZoneStep
{
    private readonly CountTotals _visits = new();
    private readonly CountTotals _engaged = new();
    private readonly ObservedTime _observed = new();
    private readonly ObservedTime _told = new();
    private double _personSeconds;

    public void Add(in Row<ZoneFigures> row, LayoutPrivacy? privacy)
    {
        _observed.Add(row.Window, row.Figures.ObservedSeconds);
        ZoneTotals.AddCounts(row, privacy, _visits, _engaged);
    }

    /// <summary>A window's part of what was told, as <see cref="PresenceSpread"/> laid it out.</summary>
    public void AddPresence(WindowOrigin window, double observedSeconds, double personSeconds)
    {
        _told.Add(window, observedSeconds);
        _personSeconds += personSeconds;
    }

    public ZonePoint Point(DateTimeOffset start) => new(
        start, _visits.Sum, _engaged.Sum, _visits.Since < start ? _visits.Since : null, _visits.Withheld ?? _engaged.Withheld, _visits.PlusMinus,
        _told.IsEmpty ? null : Figures.Round(_personSeconds), _told.Seconds > 0 ? Figures.Round(_personSeconds / _told.Seconds) : null,
        Figures.Round(_observed.Seconds));
}
