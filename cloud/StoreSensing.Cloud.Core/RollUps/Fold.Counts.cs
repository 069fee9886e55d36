using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.RollUps;

/// <summary>Zones and lines: counts that may wait for more people, or be silenced for good.</summary>
public static partial class Fold
{
    /// <summary>A shop's zones.</summary>
    public static IEnumerable<Row<ZoneFigures>> Zones(IEnumerable<Row<ZoneFigures>> rows, Bucket bucket) =>
        ByPlace(rows, bucket, z => z.Zone, group => ByTelling(group, z => (z.Visits, z.EngagedVisits, z.CountsWithheld)), Add);

    /// <summary>A shop's lines.</summary>
    public static IEnumerable<Row<LineFigures>> Lines(IEnumerable<Row<LineFigures>> rows, Bucket bucket) =>
        ByPlace(rows, bucket, l => l.Line, group => ByTelling(group, l => (l.In, l.Out, l.Withheld)), Add);

    /// <summary>
    /// Parts of which each says of both counts what its windows say together. Whatever waits is in the next count that is told, so windows up to the last
    /// told one are one sum, and those after it wait together. Windows that the budget silenced are never told, and stay by themselves.
    /// </summary>
    private static IEnumerable<IReadOnlyList<Row<T>>> ByTelling<T>(IReadOnlyList<Row<T>> rows, Func<T, (int? One, int? Other, string? Withheld)> counts)
    {
        var silenced = rows.Where(r => counts(r.Figures).Withheld == "budget").ToList();
        // One count told and the other silenced: no device of ours says so, and there would be too many cases to tell apart.
        if (silenced.Any(r => counts(r.Figures) is not (null, null, _)))
            return rows.Select(r => (IReadOnlyList<Row<T>>)[r]);
        var others = silenced.Count == 0 ? rows : [.. rows.Where(r => counts(r.Figures).Withheld != "budget")];
        var one = Told(others, r => counts(r.Figures).One is not null);
        var other = Told(others, r => counts(r.Figures).Other is not null);
        var (first, second) = (Math.Min(one, other), Math.Max(one, other));
        return [silenced, [.. others.Take(first)], [.. others.Skip(first).Take(second - first)], [.. others.Skip(second)]];
    }

    private static int Told<T>(IReadOnlyList<T> rows, Func<T, bool> isTold)
    {
        var end = rows.Count;
        while (end > 0 && !isTold(rows[end - 1]))
            end--;
        return end;
    }

    private static ZoneFigures Add(IReadOnlyList<Row<ZoneFigures>> rows)
    {
        var zones = rows.Select(r => r.Figures).ToList();
        var (visits, engaged) = (Sum(zones.Select(z => z.Visits)), Sum(zones.Select(z => z.EngagedVisits)));
        var seconds = Sum(zones.Select(z => z.PersonSeconds));
        var dwell = Add(zones.Select(z => z.Dwell).OfType<DwellFigures>().ToList());
        return zones[^1] with
        {
            ObservedSeconds = Observed(rows, z => z.ObservedSeconds),
            Visits = visits,
            EngagedVisits = engaged,
            CountsSince = zones.Where(z => z.Visits is not null || z.EngagedVisits is not null).Min(z => z.CountsSince),
            CountsWithheld = visits is null || engaged is null ? Strongest(zones.Select(z => z.CountsWithheld)) : null,
            PersonSeconds = seconds,
            PersonSecondsWithheld = seconds is null ? Strongest(zones.Select(z => z.PersonSecondsWithheld)) : null,
            OccupancyPeak = zones.Max(z => z.OccupancyPeak),
            Dwell = dwell,
            DwellWithheld = dwell is null ? Strongest(zones.Select(z => z.DwellWithheld)) : null,
        };
    }

    private static DwellFigures? Add(IReadOnlyList<DwellFigures> blocks)
    {
        if (blocks.Count < 2)
            return blocks.Count == 0 ? null : blocks[0];
        var sketch = Merge(blocks.Select(b => b.Sketch));
        var (all, cut) = (sketch.ToFigures(), Merge(blocks.Select(b => b.CensoredSketch)).ToFigures());
        var (median, low, high) = KaplanMeier.Median(all, cut);
        return new DwellFigures
        {
            Since = blocks.Min(b => b.Since),
            Visits = blocks.Total(b => b.Visits),
            Censored = blocks.Total(b => b.Censored),
            MedianSeconds = sketch.Quantile(0.5)!.Value,
            P90Seconds = sketch.Quantile(0.9)!.Value,
            Sketch = all,
            CensoredSketch = cut,
            KaplanMeier = new KaplanMeierFigures { MedianSeconds = median, LowSeconds = low, HighSeconds = high },
        };
    }

    private static DurationSketch Merge(IEnumerable<SketchFigures> sketches)
    {
        var sum = new DurationSketch();
        foreach (var sketch in sketches)
            sum.Add(sketch);
        return sum;
    }

    private static LineFigures Add(IReadOnlyList<Row<LineFigures>> rows)
    {
        var lines = rows.Select(r => r.Figures).ToList();
        var (@in, @out) = (Sum(lines.Select(l => l.In)), Sum(lines.Select(l => l.Out)));
        return lines[^1] with
        {
            ObservedSeconds = Observed(rows, l => l.ObservedSeconds),
            In = @in,
            Out = @out,
            Since = lines.Where(l => l.In is not null || l.Out is not null).Min(l => l.Since),
            Withheld = @in is null || @out is null ? Strongest(lines.Select(l => l.Withheld)) : null,
        };
    }
}
