using StoreSensing.Contracts.Time;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>What a schema can't say: fields that must agree with each other, and with the calendar.</summary>
public static class CrossChecks
{
    /// <summary>A window may begin at most this far ahead of the cloud's clock; further ahead the device's clock is wrong.</summary>
    public static readonly TimeSpan FutureLimit = TimeSpan.FromHours(1);

    // Devices without a battery-backed clock start in 1970 until they have synchronised.
    private static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Observed seconds and shares are rounded by the device.
    private const double ObservedSlack = 1.01;
    private const double ShareSlack = 0.02;

    /// <summary>
    /// Why the window can't have been, by the calendar; null when it can. It depends on clocks, the device's or ours: the same message may be
    /// right once they are.
    /// </summary>
    public static string? ClockProblem(MetricMessage message, DateTimeOffset now)
    {
        if (message.WindowStart < Earliest)
            return $"$.windowStart is before {Earliest:yyyy-MM-dd}: the device's clock is not set";
        return message.WindowStart - now > FutureLimit ? $"$.windowStart is more than {FutureLimit.TotalHours:0} h ahead of the cloud's clock" : null;
    }

    /// <summary>What contradicts itself, with the JSON path; null when nothing does.</summary>
    public static string? Problem(MetricMessage message)
    {
        if (TimeWindow.Holding(message.WindowStart, message.WindowSeconds).Start != message.WindowStart)
            return $"$.windowStart is not a multiple of {message.WindowSeconds} s";
        if (message.ObservedSeconds > message.WindowSeconds * ObservedSlack)
            return "$.observedSeconds is longer than the window";
        return message switch
        {
            ZoneMessage zones => Zones(zones),
            HeatMessage heat => Heat(heat),
            LineMessage lines => Lines(lines),
            ExpressionMessage expression => Expression(expression),
            _ => null,
        };
    }

    private static string? Zones(ZoneMessage message)
    {
        for (var i = 0; i < message.Zones.Count; i++)
        {
            var zone = message.Zones[i];
            if (zone.ObservedSeconds > message.WindowSeconds * ObservedSlack)
                return $"$.zones[{i}].observedSeconds is longer than the window";
            if (zone.Dwell is null == zone.DwellWithheld is null)
                return $"$.zones[{i}] must have either dwell or dwellWithheld";
            if (zone.Dwell is { } dwell && Dwell(dwell) is { } problem)
                return $"$.zones[{i}].dwell{problem}";
        }
        return Duplicate(message.Zones.Select(z => z.Zone), "$.zones");
    }

    private static string? Dwell(DwellFigures dwell)
    {
        if (dwell.Sketch.Buckets.Count != dwell.Sketch.Counts.Count)
            return ".sketch has buckets and counts of different length";
        if (!Ascending(dwell.Sketch.Buckets))
            return ".sketch.buckets is not ascending";
        if (dwell.Sketch.Counts.Sum(c => (long)c) != dwell.Visits)
            return ".sketch.counts do not add up to visits";
        if (dwell.Censored > dwell.Visits)
            return ".censored is more than visits";
        if (dwell.CensoredSketch.Buckets.Count != dwell.CensoredSketch.Counts.Count)
            return ".censoredSketch has buckets and counts of different length";
        if (!Ascending(dwell.CensoredSketch.Buckets))
            return ".censoredSketch.buckets is not ascending";
        if (dwell.CensoredSketch.Counts.Sum(c => (long)c) != dwell.Censored)
            return ".censoredSketch.counts do not add up to censored";
        return null;
    }

    private static string? Heat(HeatMessage message)
    {
        for (var i = 0; i < message.Surfaces.Count; i++)
        {
            var surface = message.Surfaces[i];
            if (surface.PersonSeconds is null == surface.People is null)
                return $"$.surfaces[{i}] must have either personSeconds or people";
            if (surface.PersonSeconds is { } seconds && seconds.Count != surface.Cells.Count)
                return $"$.surfaces[{i}] has cells and personSeconds of different length";
            if (surface.People is { } people && people.Count != surface.Cells.Count)
                return $"$.surfaces[{i}] has cells and people of different length";
            if (!Ascending(surface.Cells))
                return $"$.surfaces[{i}].cells is not ascending";
            if (surface.Cells.Count > 0 && surface.Cells[^1] >= (long)surface.Columns * surface.Rows)
                return $"$.surfaces[{i}].cells goes beyond columns × rows";
            if (surface.ObservedSeconds > message.WindowSeconds * ObservedSlack)
                return $"$.surfaces[{i}].observedSeconds is longer than the window";
        }
        return Duplicate(message.Surfaces.Select(s => $"{s.Surface}/{s.Layer}"), "$.surfaces");
    }

    private static string? Lines(LineMessage message)
    {
        for (var i = 0; i < message.Lines.Count; i++)
            if (message.Lines[i].ObservedSeconds > message.WindowSeconds * ObservedSlack)
                return $"$.lines[{i}].observedSeconds is longer than the window";
        return Duplicate(message.Lines.Select(l => l.Line), "$.lines");
    }

    private static string? Expression(ExpressionMessage message)
    {
        for (var i = 0; i < message.Zones.Count; i++)
        {
            var zone = message.Zones[i];
            if (zone.Shares is null == zone.Withheld is null)
                return $"$.zones[{i}] must have either shares or withheld";
            if (zone.Shares is { } s && Math.Abs(s.Positive + s.Neutral + s.Negative + s.Surprise + s.Abstained - 1) > ShareSlack)
                return $"$.zones[{i}].shares do not add up to 1";
        }
        return Duplicate(message.Zones.Select(z => z.Zone), "$.zones");
    }

    private static string? Duplicate(IEnumerable<string> ids, string at)
    {
        var seen = new HashSet<string>();
        foreach (var id in ids)
            if (!seen.Add(id))
                return $"{at} has '{id}' twice";
        return null;
    }

    private static bool Ascending(IReadOnlyList<int> numbers)
    {
        for (var i = 1; i < numbers.Count; i++)
            if (numbers[i] <= numbers[i - 1])
                return false;
        return true;
    }
}
