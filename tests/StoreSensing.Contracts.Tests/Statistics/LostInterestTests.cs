using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Tests.Statistics;

public sealed class LostInterestTests
{
    // The 6-MP group of Freireich et al. (1963), weeks, + = cut; table 4.1A of Klein and Moeschberger has the curve at its last step: 0.448 ± 0.135.
    private static readonly (double, bool)[] SixMp =
    [
        (6, false), (6, false), (6, false), (6, true), (7, false), (9, true), (10, false), (10, true), (11, true), (13, false), (16, false),
        (17, true), (19, true), (20, true), (22, false), (23, false), (25, true), (32, true), (32, true), (34, true), (35, true),
    ];

    // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_PublishedExamples_AsPublished(int lost, int visits, double low, double high)
    {
        var interval = WilsonInterval.Of((double)lost / visits, visits);
        interval.Low.ShouldBe(low, 5e-5);
        interval.High.ShouldBe(high, 5e-5);
    }

    [Fact]
    public void Of_NothingCut_IsThePlainShareWithWilsonsInterval()
    {
        var share = LostInterest.Of(182, [.. Enumerable.Range(1, 81).Select(i => ((double)i, false))])!.Value;
        share.Share.ShouldBe(81 / 263.0, 1e-9);
        share.Low.ShouldBe(0.2553, 5e-5);
        share.High.ShouldBe(0.3662, 5e-5);
    }

    // 1 − 0.448 with a standard error of 0.135 is as sure as 0.552·0.448/0.135² = 13.6 visits of which all is known.
    [Fact]
    public void Of_SixMp_AsPublished()
    {
        var share = LostInterest.Of(0, SixMp)!.Value;
        share.Share.ShouldBe(1 - 0.448, 5e-4);
        var (low, high) = WilsonInterval.Of(0.552, 0.552 * 0.448 / (0.135 * 0.135));
        share.Low.ShouldBe(low, 3e-3);
        share.High.ShouldBe(high, 3e-3);
    }

    // Ten visits: 2 lost at 1 s (of 10), 4 cut at 2 s, 1 lost at 3 s (of 4), 3 kept. Kept share 8/10 × 3/4 = 0.6.
    [Fact]
    public void Of_CutBetween_WeighsLaterLossesByWhoWasStillThere() =>
        LostInterest.Of(3, [(1, false), (1, false), (2, true), (2, true), (2, true), (2, true), (3, false)])!.Value.Share.ShouldBe(0.4, 1e-12);

    [Fact]
    public void Of_NobodyOrOnlyCuts_IsNull()
    {
        LostInterest.Of(0, []).ShouldBeNull();
        LostInterest.Of(0, [(3, true), (5, true)]).ShouldBeNull();
    }

    [Theory]
    [InlineData(5, 0, 0)]
    [InlineData(0, 5, 1)]
    public void Of_NothingOrEverythingLost_IsNotSure(int kept, int lost, double expected)
    {
        var share = LostInterest.Of(kept, Enumerable.Repeat((2.0, false), lost))!.Value;
        share.Share.ShouldBe(expected);
        (share.High - share.Low).ShouldBe(0.4345, 5e-5); // Wilson's for 0 of 5
    }

    [Fact]
    public void Of_MoreLostThanVisits_Throws() =>
        Should.Throw<ArgumentException>(() => LostInterest.Of(1, new SketchFigures { Buckets = [3], Counts = [2] }, new SketchFigures { Buckets = [], Counts = [] }));

    // What was cut can have been lost later: the share lies between that of taking all cut ones as kept and that of leaving them out.
    [Fact]
    public void Of_AnyVisits_LiesBetweenIgnoringTheCutsAndTakingThemAsKept() => ForAny((kept, ended) =>
    {
        var lost = ended.Count(e => !e.Cut);
        if (LostInterest.Of(kept, ended) is not { } share)
        {
            (kept + lost).ShouldBe(0);
            return;
        }
        share.Share.ShouldBeGreaterThanOrEqualTo((double)lost / (kept + ended.Length) - 1e-12);
        share.Share.ShouldBeLessThanOrEqualTo((double)lost / (kept + lost) + 1e-12);
        share.Low.ShouldBeInRange(0, share.Share);
        share.High.ShouldBeInRange(share.Share, 1);
    });

    // The cloud merges the sketches of many windows: times are told apart by more than a bucket here, so nothing at all may change.
    [Fact]
    public void Of_MergedSketches_EqualsExactTimes() => ForAny((kept, ended) =>
    {
        DurationSketch lost = new(), cut = new();
        foreach (var part in ended.Chunk(7))
        {
            var (partLost, partCut) = (new DurationSketch(), new DurationSketch());
            foreach (var (seconds, isCut) in part)
                (isCut ? partCut : partLost).Add(seconds);
            lost.Add(partLost.ToFigures());
            cut.Add(partCut.ToFigures());
        }
        LostInterest.Of(kept + ended.Length, lost.ToFigures(), cut.ToFigures()).ShouldBe(LostInterest.Of(kept, ended));
    });

    private static void ForAny(Action<int, (double Seconds, bool Cut)[]> law) =>
        Prop.ForAll(ArbMap.Default.ArbFor<uint>(), seed =>
        {
            var random = new Random((int)seed);
            var times = Enumerable.Range(0, random.Next(60)).Select(i => 0.5 * Math.Pow(1.05, i)).ToArray();
            random.Shuffle(times);
            law(random.Next(40), [.. times.Select(t => (t, random.NextDouble() < 0.4))]);
        }).QuickCheckThrowOnFailure();
}
