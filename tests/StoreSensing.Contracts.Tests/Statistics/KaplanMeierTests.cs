using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Tests.Statistics;

public sealed class KaplanMeierTests
{
    // Remission in weeks of 21 children on 6-MP and 21 on placebo, + = cut: Freireich et al. (1963), table 1.1 of Klein and Moeschberger.
    private static readonly (double, bool)[] SixMp =
    [
        (6, false), (6, false), (6, false), (6, true), (7, false), (9, true), (10, false), (10, true), (11, true), (13, false), (16, false),
        (17, true), (19, true), (20, true), (22, false), (23, false), (25, true), (32, true), (32, true), (34, true), (35, true),
    ];

    private static readonly (double, bool)[] Placebo =
        [.. new[] { 1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23 }.Select(weeks => ((double)weeks, false))];

    // Table 4.1A of Klein and Moeschberger: curve and Greenwood's standard error.
    [Fact]
    public void Steps_SixMp_AsPublished()
    {
        var steps = KaplanMeier.Steps(SixMp);
        steps.Select(s => s.Seconds).ShouldBe([6, 7, 10, 13, 16, 22, 23]);
        steps.Select(s => Math.Round(s.Share, 3)).ShouldBe([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]);
        steps.Select(s => Math.Round(s.Error, 3)).ShouldBe([0.076, 0.087, 0.096, 0.107, 0.114, 0.128, 0.135]);
    }

    // Published median 23 weeks. Limits by the formulas, as worked out by hand: lower limit of the curve 0.503 at 10 and 0.431 at 13 weeks,
    // upper 0.680 at 23, where the study ends before it comes down to a half.
    [Fact]
    public void Median_SixMp_AsPublished() => KaplanMeier.Median(SixMp).ShouldBe(new SurvivalMedian(23, 13, null));

    // Published median 8 weeks; lower limit 0.519 at 3 and 0.425 at 4 weeks, upper 0.578 at 8 and 0.482 at 11.
    [Fact]
    public void Median_Placebo_AsPublished() => KaplanMeier.Median(Placebo).ShouldBe(new SurvivalMedian(8, 4, 11));

    [Fact]
    public void Median_NothingOrOnlyCuts_IsNull()
    {
        KaplanMeier.Median([]).ShouldBe(default);
        KaplanMeier.Median([(3, true), (5, true)]).ShouldBe(default);
    }

    [Fact]
    public void Median_EverybodyEndsAtOnce_HasNoInterval() => KaplanMeier.Median([(5, false), (5, false), (5, false)]).ShouldBe(new SurvivalMedian(5, null, null));

    // A visit that was cut was longer than what was seen of it: to know that can only raise the median.
    [Fact]
    public void Median_KnowingOfCuts_NeverShortens() => ForAny(visits =>
    {
        var known = KaplanMeier.Median(visits).MedianSeconds;
        var plain = KaplanMeier.Median(visits.Select(v => (v.Seconds, false))).MedianSeconds;
        (known ?? double.PositiveInfinity).ShouldBeGreaterThanOrEqualTo(plain!.Value);
    });

    // The cloud adds the sketches of many windows: it must arrive where one who has all the visits does, but for the sketch's 1 %.
    [Fact]
    public void Median_MergedSketches_WithinThePercentOfExact() => ForAny(visits =>
    {
        DurationSketch all = new(), cut = new();
        foreach (var part in visits.Chunk(7))
        {
            var (partAll, partCut) = (new DurationSketch(), new DurationSketch());
            foreach (var (seconds, censored) in part)
            {
                partAll.Add(seconds);
                if (censored)
                    partCut.Add(seconds);
            }
            all.Add(partAll.ToFigures());
            cut.Add(partCut.ToFigures());
        }
        var exact = KaplanMeier.Median(visits);
        var merged = KaplanMeier.Median(all.ToFigures(), cut.ToFigures());
        Near(merged.MedianSeconds, exact.MedianSeconds);
        Near(merged.LowSeconds, exact.LowSeconds);
        Near(merged.HighSeconds, exact.HighSeconds);
    });

    private static void ForAny(Action<(double Seconds, bool Censored)[]> law) =>
        Prop.ForAll(ArbMap.Default.ArbFor<uint>(), seed => law(Visits(seed))).QuickCheckThrowOnFailure();

    private static void Near(double? merged, double? exact)
    {
        (merged is null).ShouldBe(exact is null);
        if (exact is { } e)
            merged!.Value.ShouldBe(e, 0.0101 * e);
    }

    // 1 to 80 visits of different lengths, 5 % apart, so that no two share a bucket of the sketch.
    private static (double Seconds, bool Censored)[] Visits(uint seed)
    {
        var random = new Random((int)seed);
        var lengths = Enumerable.Range(0, 1 + random.Next(80)).Select(i => Math.Pow(1.05, i)).ToArray();
        random.Shuffle(lengths);
        return [.. lengths.Select(l => (l, random.NextDouble() < 0.3))];
    }
}
