using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Evaluation.Floor;

/// <summary>What was counted on a floor over a whole clip.</summary>
/// <param name="Visits">Per zone.</param>
/// <param name="Stays">The visits.</param>
/// <param name="PersonSeconds">Seconds of visits, per zone.</param>
/// <param name="Peaks">Most visits open at once, per zone.</param>
/// <param name="Crossings">Per line and direction: in of the first line, out of the first line, in of the second…</param>
/// <param name="Heat">Person-seconds per cell.</param>
/// <param name="Seconds">Observed.</param>
public sealed record FloorTotals(
    IReadOnlyList<int> Visits, IReadOnlyList<FloorVisit> Stays, IReadOnlyList<double> PersonSeconds, IReadOnlyList<int> Peaks,
    IReadOnlyList<int> Crossings, IReadOnlyList<double> Heat, double Seconds)
{
    /// <summary>Adds up the windows of a run.</summary>
    public static FloorTotals Of(IReadOnlyList<RawWindow> windows)
    {
        var zones = windows[0].Zones.Count;
        return new FloorTotals(
            [.. Enumerable.Range(0, zones).Select(z => windows.Sum(w => w.Zones[z].Visits))],
            [.. Enumerable.Range(0, zones).SelectMany(z => windows.SelectMany(w => w.Zones[z].Ended.Select(d => Visit(z, w, d))))],
            [.. Enumerable.Range(0, zones).Select(z => windows.Sum(w => w.Zones[z].PersonSeconds))],
            [.. Enumerable.Range(0, zones).Select(z => windows.Max(w => w.Zones[z].OccupancyPeak))],
            [.. Enumerable.Range(0, windows[0].Lines.Count).SelectMany(l => new[] { windows.Sum(w => w.Lines[l].In), windows.Sum(w => w.Lines[l].Out) })],
            [.. Enumerable.Range(0, windows[0].Heat.Length).Select(c => windows.Sum(w => (double)w.Heat[c]))],
            windows.Sum(w => w.ObservedSeconds));
    }

    /// <summary>Median dwell over all visits of all zones, seconds.</summary>
    public double MedianDwell => Median(Stays.Select(s => s.Seconds));

    /// <summary>Time-weighted mean of open visits, all zones together.</summary>
    public double Occupancy => PersonSeconds.Sum() / Seconds;

    private static FloorVisit Visit(int zone, RawWindow window, in RawDwell dwell)
    {
        var length = window.Window.End - window.Window.Start;
        return new FloorVisit(zone, window.Window.Start + (length / 2), dwell.Seconds);
    }

    /// <summary>Median with linear interpolation; 0 of nothing.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>A visit.</summary>
/// <param name="Zone">Index of its zone.</param>
/// <param name="End">When it ended, known to half a window.</param>
/// <param name="Seconds">Its dwell.</param>
public readonly record struct FloorVisit(int Zone, DateTimeOffset End, double Seconds)
{
    /// <summary>Seconds that this visit and another of the same zone have in common.</summary>
    public double Shared(in FloorVisit other)
    {
        if (other.Zone != Zone)
            return 0;
        var (start, otherStart) = (End - TimeSpan.FromSeconds(Seconds), other.End - TimeSpan.FromSeconds(other.Seconds));
        return ((End < other.End ? End : other.End) - (start > otherStart ? start : otherStart)).TotalSeconds;
    }
}
