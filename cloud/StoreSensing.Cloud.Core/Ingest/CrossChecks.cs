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
            FlowMessage flow => Flow(flow),
            QueueMessage queues => Queues(queues),
            OccupancyMessage occupancy => Occupancy(occupancy),
            AttentionMessage attention => Attention(attention),
            ArousalMessage arousal => Arousal(arousal),
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
            if (CountChecks.Problem(zone, message.WindowStart) is { } counts)
                return $"$.zones[{i}]{counts}";
            if (zone.PersonSeconds is null == zone.PersonSecondsWithheld is null)
                return $"$.zones[{i}] must have either personSeconds or personSecondsWithheld";
            if (zone.Dwell is null == zone.DwellWithheld is null)
                return $"$.zones[{i}] must have either dwell or dwellWithheld";
            if (zone.Dwell is { } dwell && Dwell(dwell) is { } problem)
                return $"$.zones[{i}].dwell{problem}";
        }
        return Duplicate(message.Zones.Select(z => z.Zone), "$.zones");
    }

    private static string? Dwell(DwellFigures dwell)
    {
        if (Sketch(dwell.Sketch, dwell.Visits, "sketch", "visits") is { } problem)
            return problem;
        return dwell.Censored > dwell.Visits ? ".censored is more than visits" : Sketch(dwell.CensoredSketch, dwell.Censored, "censoredSketch", "censored");
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
        {
            var line = message.Lines[i];
            if (line.ObservedSeconds > message.WindowSeconds * ObservedSlack)
                return $"$.lines[{i}].observedSeconds is longer than the window";
            if (CountChecks.Problem(line, message.WindowStart) is { } counts)
                return $"$.lines[{i}]{counts}";
        }
        return Duplicate(message.Lines.Select(l => l.Line), "$.lines");
    }

    private static string? Expression(ExpressionMessage message)
    {
        for (var i = 0; i < message.Zones.Count; i++)
        {
            var zone = message.Zones[i];
            if (zone.Shares is null == zone.Withheld is null)
                return $"$.zones[{i}] must have either shares or withheld";
            if (zone.Shares is { } shares && Shares(shares) is { } problem)
                return $"$.zones[{i}].shares{problem}";
        }
        return Duplicate(message.Zones.Select(z => z.Zone), "$.zones");
    }

    private static string? Shares(ExpressionShares shares)
    {
        var d = shares.Decisions;
        if ((long)d.Positive + d.Neutral + d.Negative + d.Surprise + d.Abstained != shares.Contributors)
            return ".decisions do not add up to contributors";
        if (shares.Estimate is not { } e)
            return null;
        if (Math.Abs(e.Positive.Share + e.Neutral.Share + e.Negative.Share + e.Surprise.Share - 1) > ShareSlack)
            return ".estimate does not add up to 1";
        return Outside(e.Positive, "positive") ?? Outside(e.Neutral, "neutral") ?? Outside(e.Negative, "negative") ?? Outside(e.Surprise, "surprise")
            ?? Outside(e.Valence, "valence") ?? Outside(e.Arousal, "arousal");
    }

    private static string? Outside(ShareEstimate e, string name) => Outside(e.Low, e.Share, e.High, name);

    private static string? Outside(ScaleEstimate e, string name) => Outside(e.Low, e.Mean, e.High, name);

    private static string? Outside(double low, double estimate, double high, string name) =>
        low > estimate + ShareSlack || high < estimate - ShareSlack ? $".estimate.{name} is outside its interval" : null;

    private static string? Flow(FlowMessage message)
    {
        for (var i = 0; i < message.Surfaces.Count; i++)
        {
            var surface = message.Surfaces[i];
            if (surface.ObservedSeconds > message.WindowSeconds * ObservedSlack)
                return $"$.surfaces[{i}].observedSeconds is longer than the window";
            if (surface.Block is null == surface.BlockWithheld is null)
                return $"$.surfaces[{i}] must have either block or blockWithheld";
            if (surface.Block is { } block && Block(block, $"$.surfaces[{i}].block") is { } problem)
                return problem;
        }
        return Duplicate(message.Surfaces.Select(s => s.Surface), "$.surfaces");
    }

    private static string? Block(FlowBlock block, string at)
    {
        for (var i = 0; i < block.Reached.Count; i++)
        {
            var reached = block.Reached[i];
            if (reached.People > reached.Visitors)
                return $"{at}.reached[{i}].people is more than visitors";
            if (Math.Abs(reached.Share - ((double)reached.People / reached.Visitors)) > ShareSlack)
                return $"{at}.reached[{i}].share is not people / visitors";
        }
        return Duplicate(block.Transitions.Select(t => $"{t.From} → {t.To}"), $"{at}.transitions")
            ?? Duplicate(block.First.Select(f => f.Zone), $"{at}.first") ?? Duplicate(block.Reached.Select(r => r.Zone), $"{at}.reached");
    }

    private static string? Queues(QueueMessage message)
    {
        for (var i = 0; i < message.Queues.Count; i++)
        {
            var queue = message.Queues[i];
            if (queue.ObservedSeconds > message.WindowSeconds * ObservedSlack)
                return $"$.queues[{i}].observedSeconds is longer than the window";
            if (queue.Wait is null == queue.WaitWithheld is null)
                return $"$.queues[{i}] must have either wait or waitWithheld";
            if (queue.Wait is { } wait && Sketch(wait.Sketch, wait.People, "sketch", "people") is { } problem)
                return $"$.queues[{i}].wait{problem}";
        }
        return Duplicate(message.Queues.Select(q => q.Queue), "$.queues");
    }

    private static string? Occupancy(OccupancyMessage message)
    {
        for (var i = 0; i < message.Entrances.Count; i++)
            if (message.Entrances[i].ObservedSeconds > message.WindowSeconds * ObservedSlack)
                return $"$.entrances[{i}].observedSeconds is longer than the window";
        return Duplicate(message.Entrances.Select(e => e.Group), "$.entrances");
    }

    private static string? Attention(AttentionMessage message)
    {
        for (var i = 0; i < message.Displays.Count; i++)
            if (Display(message.Displays[i], message.WindowSeconds) is { } problem)
                return $"$.displays[{i}]{problem}";
        return Duplicate(message.Displays.Select(d => d.Display), "$.displays");
    }

    private static string? Display(AttentionFigures display, int windowSeconds)
    {
        if (display.ObservedSeconds > windowSeconds * ObservedSlack)
            return ".observedSeconds is longer than the window";
        if (display.Funnel is null == display.FunnelWithheld is null)
            return " must have either funnel or funnelWithheld";
        if (display.Attention is null == display.AttentionWithheld is null)
            return " must have either attention or attentionWithheld";
        if (display.Interest is null == display.InterestWithheld is null)
            return " must have either interest or interestWithheld";
        if (display.Funnel is { } f)
        {
            if (f.Glanced > f.Passed || f.Stopped > f.Glanced || f.Attended > f.Stopped || f.Entered > f.Attended)
                return ".funnel has more people in a step than in the one before";
            if (f.AttendedAnyhow > f.Passed || f.AttendedAnyhow < f.Attended)
                return ".funnel.attendedAnyhow is not between attended and passed";
            if (f.KnownSeconds > f.PresentSeconds * ObservedSlack)
                return ".funnel.knownSeconds is longer than presentSeconds";
        }
        if (display.Attention is { } a && (a.Attended is null != a.TotalSeconds is null || (a.Attended == 0 && a.TotalSeconds > 0) ? ".totalSeconds are nobody's" : Sketch(a.Sketch, a.Contributors, "sketch", "contributors")) is { } attention)
            return $".attention{attention}";
        return display.Interest is { } interest && Interest(interest) is { } problem ? $".interest{problem}" : null;
    }

    private static string? Interest(InterestBlock interest)
    {
        if ((long)interest.Lost + interest.Cut > interest.Visits)
            return ".lost and cut are more than visits";
        if (interest.LowShare > interest.LostShare + ShareSlack || interest.HighShare < interest.LostShare - ShareSlack)
            return ".lostShare is outside its interval";
        return Sketch(interest.LostSketch, interest.Lost, "lostSketch", "lost") ?? Sketch(interest.CutSketch, interest.Cut, "cutSketch", "cut");
    }

    private static string? Arousal(ArousalMessage message)
    {
        for (var i = 0; i < message.Zones.Count; i++)
        {
            var zone = message.Zones[i];
            if (zone.Arousal is null == zone.Withheld is null)
                return $"$.zones[{i}] must have either arousal or withheld";
            if (zone.Arousal is { } block && Arousal(block, message.WindowStart) is { } problem)
                return $"$.zones[{i}].arousal{problem}";
        }
        return Duplicate(message.Zones.Select(z => z.Zone), "$.zones");
    }

    private static string? Arousal(ArousalBlock block, DateTimeOffset windowStart)
    {
        if (block.Since > windowStart)
            return ".since is after the window's start";
        if (block.Estimate is not { } e)
            return null;
        if (e.Contributors > block.Contributors)
            return ".estimate.contributors is more than contributors";
        return e.Low > e.Mean || e.High < e.Mean ? ".estimate.mean is outside its interval" : null;
    }

    private static string? Sketch(SketchFigures sketch, int count, string name, string counted)
    {
        if (sketch.Buckets.Count != sketch.Counts.Count)
            return $".{name} has buckets and counts of different length";
        if (!Ascending(sketch.Buckets))
            return $".{name}.buckets is not ascending";
        return sketch.Counts.Sum(c => (long)c) != count ? $".{name}.counts do not add up to {counted}" : null;
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
