using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.RollUps;

/// <summary>Heat, ways, queues and entrances.</summary>
public static partial class Fold
{
    /// <summary>A shop's heat; cells of different grids are not added.</summary>
    public static IEnumerable<Row<HeatFigures>> Heat(IEnumerable<Row<HeatFigures>> rows, Bucket bucket) =>
        ByPlace(rows, bucket, h => (h.Surface, h.Layer, h.Columns, h.Rows, Counts: h.People is not null), Whole, Add);

    /// <summary>A shop's ways.</summary>
    public static IEnumerable<Row<FlowFigures>> Flow(IEnumerable<Row<FlowFigures>> rows, Bucket bucket) =>
        ByPlace(rows, bucket, f => f.Surface, Whole, Add);

    /// <summary>A shop's queues. Little's ratio is weighted with the people it is of, so blocks with and without one stay apart.</summary>
    public static IEnumerable<Row<QueueFigures>> Queues(IEnumerable<Row<QueueFigures>> rows, Bucket bucket) =>
        ByPlace(rows, bucket, q => (q.Queue, Unchecked: q is { Wait: not null, LittleRatio: null }), Whole, Add);

    /// <summary>
    /// A shop's entrances. The counts of several devices belong together, so its peak is that of a window: the rows of the fullest window stay as they are,
    /// and so do those in which a count was taken back to 0; the rest is added up, and has no peak.
    /// </summary>
    public static IEnumerable<Row<OccupancyFigures>> Occupancy(IEnumerable<Row<OccupancyFigures>> rows, Bucket bucket)
    {
        foreach (var group in rows.GroupBy(r => r.Figures.Group))
        {
            var fullest = group.GroupBy(r => r.Window.Start).MaxBy(Inside)!.Key;
            var kept = group.Where(r => r.Window.Start == fullest || r.Figures.Drift is not null).ToList();
            var rest = ByPlace(group.Where(r => r.Window.Start != fullest && r.Figures.Drift is null), bucket, o => o.Group, Whole, Add);
            // Kept rows have their own starts; numbers of their own, too, should one be the bucket's.
            var numbered = kept.Select((row, i) => row with { Window = row.Window with { Seq = i } });
            foreach (var row in numbered.Concat(rest.Select(row => row with { Window = row.Window with { Seq = row.Window.Seq + kept.Count } })).OrderBy(r => r.Window.Start))
                yield return row;
        }
    }

    // Of one window devices are added, of two messages of one device the greater holds.
    private static long Inside(IEnumerable<Row<OccupancyFigures>> window) => window.GroupBy(r => r.Window.Device).Sum(d => (long)d.Max(r => r.Figures.Peak));

    private static OccupancyFigures Add(IReadOnlyList<Row<OccupancyFigures>> rows) => rows[^1].Figures with
    {
        ObservedSeconds = Observed(rows, o => o.ObservedSeconds),
        In = rows.Total(r => r.Figures.In),
        Out = rows.Total(r => r.Figures.Out),
        Clamped = rows.Total(r => r.Figures.Clamped),
        Peak = 0,
    };

    private static HeatFigures Add(IReadOnlyList<Row<HeatFigures>> rows)
    {
        var first = rows[0].Figures;
        var cells = new SortedDictionary<int, double>();
        foreach (var heat in rows.Select(r => r.Figures))
            for (var i = 0; i < heat.Cells.Count; i++)
                cells[heat.Cells[i]] = cells.GetValueOrDefault(heat.Cells[i]) + (heat.PersonSeconds?[i] ?? heat.People![i]);
        var merges = rows.Select(r => r.Figures.Merge).OfType<MergeFigures>().ToList();
        return first with
        {
            ObservedSeconds = Observed(rows, h => h.ObservedSeconds),
            Cells = [.. cells.Keys],
            PersonSeconds = first.People is null ? [.. cells.Values] : null,
            People = first.People is null ? null : [.. cells.Values.Select(v => (int)Math.Min(int.MaxValue, v))],
            Merge = merges.Count == 0 ? null : Add(merges),
        };
    }

    private static MergeFigures Add(IReadOnlyList<MergeFigures> merges)
    {
        var pairs = merges.Total(m => m.Pairs);
        return new MergeFigures
        {
            Pairs = pairs,
            Ambiguous = merges.Total(m => m.Ambiguous),
            RmsMetres = pairs == 0 ? null : Math.Sqrt(merges.Sum(m => (double)m.Pairs * (m.RmsMetres ?? 0) * (m.RmsMetres ?? 0)) / pairs),
        };
    }

    private static FlowFigures Add(IReadOnlyList<Row<FlowFigures>> rows)
    {
        var blocks = rows.Select(r => r.Figures.Block).OfType<FlowBlock>().ToList();
        return rows[^1].Figures with
        {
            ObservedSeconds = Observed(rows, f => f.ObservedSeconds),
            Block = blocks.Count == 0 ? null : Add(blocks),
            BlockWithheld = blocks.Count == 0 ? Strongest(rows.Select(r => r.Figures.BlockWithheld)) : null,
        };
    }

    private static FlowBlock Add(IReadOnlyList<FlowBlock> blocks) => new()
    {
        Since = blocks.Min(b => b.Since),
        Visitors = blocks.Total(b => b.Visitors),
        Transitions = [.. blocks.SelectMany(b => b.Transitions).GroupBy(w => (w.From, w.To)).Select(w => new FlowTransition { From = w.Key.From, To = w.Key.To, People = w.Total(p => p.People) })],
        First = [.. blocks.SelectMany(b => b.First).GroupBy(f => f.Zone).Select(f => new FlowFirst { Zone = f.Key, People = f.Total(p => p.People) })],
        Reached = [.. blocks.SelectMany(b => b.Reached).GroupBy(r => r.Zone).Select(r => Reached(r.Key, r.Total(p => p.People), r.Total(p => p.Visitors)))],
        Withheld = blocks[^1].Withheld, // what waits now, not what ever waited
    };

    private static FlowReached Reached(string zone, int people, int visitors) => new() { Zone = zone, People = people, Visitors = visitors, Share = visitors == 0 ? 0 : (double)people / visitors };

    private static QueueFigures Add(IReadOnlyList<Row<QueueFigures>> rows)
    {
        var queues = rows.Select(r => r.Figures).ToList();
        var observed = queues.Sum(q => q.ObservedSeconds);
        var served = queues.Total(q => q.Served);
        var blocks = queues.Where(q => q.Wait is not null).ToList();
        var people = blocks.Total(q => q.Wait!.People);
        return queues[^1] with
        {
            ObservedSeconds = Observed(rows, q => q.ObservedSeconds),
            LengthMean = observed > 0 ? queues.Sum(q => q.LengthMean * q.ObservedSeconds) / observed : 0,
            LengthPeak = queues.Max(q => q.LengthPeak),
            Arrived = queues.Total(q => q.Arrived),
            Served = served,
            Abandoned = queues.Total(q => q.Abandoned),
            Cut = queues.Total(q => q.Cut),
            ServedPerHour = observed > 0 ? served * 3600.0 / observed : null,
            Wait = Add(blocks.Select(q => q.Wait!).ToList()),
            WaitWithheld = blocks.Count == 0 ? Strongest(queues.Select(q => q.WaitWithheld)) : null,
            LittleRatio = people > 0 && blocks.All(q => q.LittleRatio is not null) ? blocks.Sum(q => q.LittleRatio!.Value * q.Wait!.People) / people : null,
        };
    }

    private static WaitFigures? Add(IReadOnlyList<WaitFigures> blocks)
    {
        if (blocks.Count < 2)
            return blocks.Count == 0 ? null : blocks[0];
        var sketch = Merge(blocks.Select(b => b.Sketch));
        return new WaitFigures
        {
            Since = blocks.Min(b => b.Since),
            People = blocks.Total(b => b.People),
            MedianSeconds = sketch.Quantile(0.5)!.Value,
            P90Seconds = sketch.Quantile(0.9)!.Value,
            TotalSeconds = blocks.Sum(b => b.TotalSeconds),
            Sketch = sketch.ToFigures(),
        };
    }
}
