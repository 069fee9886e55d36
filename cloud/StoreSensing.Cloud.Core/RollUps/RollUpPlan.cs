using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Core.RollUps;

/// <summary>A stretch of a range, and at which level its rows are to be read. Seconds since the Unix epoch, half-open.</summary>
public readonly record struct RollUpSegment(RollUp Level, long From, long To);

/// <summary>Which rows answer a range: the coarsest whole buckets that are folded, finer ones around them, windows at the ends.</summary>
public static class RollUpPlan
{
    /// <summary>Stretches in their order, without gap or overlap.</summary>
    /// <param name="range">What is asked for.</param>
    /// <param name="coarsest">How coarsely it may be answered.</param>
    /// <param name="unfolded">Buckets that are not folded, or not anew since they changed; those of coarser levels around them count as unfolded, too.</param>
    /// <param name="begin">Buckets that begin before this second have lost windows that grew too old.</param>
    public static IReadOnlyList<RollUpSegment> Of(TimeRange range, RollUp coarsest, IEnumerable<(RollUp Level, long Start)> unfolded, long begin)
    {
        var segments = new List<RollUpSegment>();
        var missing = RollUpLadder.Levels.ToDictionary(l => l, _ => new HashSet<long>());
        foreach (var (level, start) in unfolded)
            foreach (var at in RollUpLadder.Levels.Where(l => l >= level))
                missing[at].Add(start - Modulo(start, at.Seconds()));
        Cover(coarsest, RollUpLadder.FirstSecond(range.From), RollUpLadder.FirstSecond(range.To), missing, begin, segments);
        return segments;
    }

    private static void Cover(RollUp level, long from, long to, Dictionary<RollUp, HashSet<long>> missing, long begin, List<RollUpSegment> segments)
    {
        if (from >= to)
            return;
        if (level == RollUp.None)
        {
            Append(segments, new RollUpSegment(level, from, to));
            return;
        }
        var at = from;
        for (var bucket = from - Modulo(from, level.Seconds()); bucket < to; bucket += level.Seconds())
        {
            var end = bucket + level.Seconds();
            if (bucket < from || end > to || bucket < begin || missing[level].Contains(bucket))
                continue;
            Cover(level.Finer(), at, bucket, missing, begin, segments);
            Append(segments, new RollUpSegment(level, bucket, end));
            at = end;
        }
        Cover(level.Finer(), at, to, missing, begin, segments);
    }

    private static void Append(List<RollUpSegment> segments, RollUpSegment next)
    {
        if (segments.Count > 0 && segments[^1] is var last && last.Level == next.Level && last.To == next.From)
            segments[^1] = last with { To = next.To };
        else
            segments.Add(next);
    }

    private static long Modulo(long value, long length) => ((value % length) + length) % length;
}
