using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.RollUps;

/// <summary>Expression, attention and arousal: blocks of enough people each.</summary>
public static partial class Fold
{
    /// <summary>A shop's expressions. Decisions are added; they are corrected when they are asked for, so estimates are not kept.</summary>
    public static IEnumerable<Row<ExpressionFigures>> Expressions(IEnumerable<Row<ExpressionFigures>> rows, Bucket bucket) =>
        ByPlace(rows, bucket, e => e.Zone, Whole, Add);

    /// <summary>A shop's displays.</summary>
    public static IEnumerable<Row<AttentionFigures>> Attention(IEnumerable<Row<AttentionFigures>> rows, Bucket bucket) =>
        ByPlace(rows, bucket, a => a.Display, Whole, Add);

    /// <summary>A shop's arousal, studies apart.</summary>
    public static IEnumerable<Row<StudyArousal>> Arousal(IEnumerable<Row<StudyArousal>> rows, Bucket bucket) =>
        ByPlace(rows, bucket, a => (a.It.Zone, a.Study, Told: a.It.Arousal is not null), OneByOne, rows => rows[^1].Figures);

    // Of blocks whose people may be the same, neither the greatest number nor the weighted mean of intervals can be had from a sum: a shop's few studies are
    // kept block by block, windows without one are added.
    private static IEnumerable<IReadOnlyList<Row<StudyArousal>>> OneByOne(IReadOnlyList<Row<StudyArousal>> rows) =>
        rows[0].Figures.It.Arousal is null ? [rows] : rows.Select(r => (IReadOnlyList<Row<StudyArousal>>)[r]);

    private static ExpressionFigures Add(IReadOnlyList<Row<ExpressionFigures>> rows)
    {
        var told = rows.Select(r => r.Figures.Shares).OfType<ExpressionShares>().ToList();
        int Sum(Func<ExpressionDecisions, int> of) => told.Total(s => of(s.Decisions));
        return rows[^1].Figures with
        {
            Withheld = told.Count == 0 ? Strongest(rows.Select(r => r.Figures.Withheld)) : null,
            Shares = told.Count == 0 ? null : new ExpressionShares
            {
                Since = told.Min(s => s.Since),
                Contributors = told.Total(s => s.Contributors),
                Decisions = new ExpressionDecisions
                {
                    Positive = Sum(d => d.Positive), Neutral = Sum(d => d.Neutral), Negative = Sum(d => d.Negative), Surprise = Sum(d => d.Surprise), Abstained = Sum(d => d.Abstained),
                },
                Estimate = told.Count == 1 ? told[0].Estimate : null,
            },
        };
    }

    private static AttentionFigures Add(IReadOnlyList<Row<AttentionFigures>> rows)
    {
        var displays = rows.Select(r => r.Figures).ToList();
        var funnel = Add(displays.Select(d => d.Funnel).OfType<FunnelFigures>().ToList());
        var looks = Add(displays.Select(d => d.Attention).OfType<AttentionBlock>().ToList());
        var interest = Add(displays.Select(d => d.Interest).OfType<InterestBlock>().ToList());
        return displays[^1] with
        {
            ObservedSeconds = Observed(rows, d => d.ObservedSeconds),
            Funnel = funnel,
            FunnelWithheld = funnel is null ? Strongest(displays.Select(d => d.FunnelWithheld)) : null,
            Attention = looks,
            AttentionWithheld = looks is null ? Strongest(displays.Select(d => d.AttentionWithheld)) : null,
            Interest = interest,
            InterestWithheld = interest is null ? Strongest(displays.Select(d => d.InterestWithheld)) : null,
        };
    }

    private static FunnelFigures? Add(IReadOnlyList<FunnelFigures> blocks) => blocks.Count == 0 ? null : new FunnelFigures
    {
        Since = blocks.Min(b => b.Since),
        Passed = blocks.Total(b => b.Passed),
        Glanced = blocks.Total(b => b.Glanced),
        Stopped = blocks.Total(b => b.Stopped),
        Attended = blocks.Total(b => b.Attended),
        Entered = blocks.Total(b => b.Entered),
        AttendedAnyhow = blocks.Total(b => b.AttendedAnyhow),
        KnownSeconds = blocks.Sum(b => b.KnownSeconds),
        PresentSeconds = blocks.Sum(b => b.PresentSeconds),
    };

    private static AttentionBlock? Add(IReadOnlyList<AttentionBlock> blocks)
    {
        if (blocks.Count < 2)
            return blocks.Count == 0 ? null : blocks[0];
        var sketch = Merge(blocks.Select(b => b.Sketch));
        var attended = Sum(blocks.Select(b => b.Attended));
        return new AttentionBlock
        {
            Since = blocks.Min(b => b.Since),
            Contributors = blocks.Total(b => b.Contributors),
            // Nobody is a sum only where every block says so.
            Attended = attended == 0 && blocks.Any(b => b.Attended is null) ? null : attended,
            TotalSeconds = Sum(blocks.Select(b => b.TotalSeconds)),
            MedianSeconds = sketch.Quantile(0.5)!.Value,
            Sketch = sketch.ToFigures(),
        };
    }

    private static InterestBlock? Add(IReadOnlyList<InterestBlock> blocks)
    {
        if (blocks.Count < 2)
            return blocks.Count == 0 ? null : blocks[0];
        var (visits, lost) = (blocks.Total(b => b.Visits), blocks.Total(b => b.Lost));
        var (lostAt, cutAt) = (Merge(blocks.Select(b => b.LostSketch)).ToFigures(), Merge(blocks.Select(b => b.CutSketch)).ToFigures());
        // All of them cut: nobody knows.
        var share = LostInterest.Of(visits, lostAt, cutAt) ?? new LostShare((double)lost / visits, 0, 1);
        return new InterestBlock
        {
            Since = blocks.Min(b => b.Since), Visits = visits, Lost = lost, Cut = blocks.Total(b => b.Cut),
            LostShare = share.Share, LowShare = share.Low, HighShare = share.High, LostSketch = lostAt, CutSketch = cutAt,
        };
    }
}
