using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Query;

public sealed class ArousalQueryTests
{
    [Fact]
    public void Summarise_OneBlock_IsTheBlock()
    {
        var zone = Summarise(Row(0, Wire.Contact(5, 412.5, 3.25, 4.5, 0.25, (-2, -0.5, 1), 0.125, scored: 3)));

        (zone.Name, zone.ObservedSeconds, zone.Withheld).ShouldBe(("Entrance", 10, null));
        zone.Arousal.ShouldBe(new ArousalRange(5, 412.5, 3.25, 4.5, 0.25, new ArousalMean(3, -0.5, -2, 1, 0.125)));
    }

    // Seconds weigh what is per second, people what is per person: two blocks of 3 people over 100 s and of 1 person with a score of 4 over 300 s.
    [Fact]
    public void Summarise_TwoBlocks_AreWeightedWithWhatTheyAreOf()
    {
        var zone = Summarise(
            Row(0, Wire.Contact(3, 100, 2, 8, 0.4, (-1, 0, 1), 0.2)), Row(1, Wire.Contact(4, 300, 9, 4, 0.8, (1, 2, 4), 0.6, scored: 1))).Arousal!;

        (zone.Contributors, zone.ContactSeconds).ShouldBe((4, 400));
        zone.SclMicrosiemens.ShouldBe(6); // (3 × 2 + 4 × 9) / 7
        (zone.ScrPerMinute, zone.AbstainedShare).ShouldBe((5, 0.7));
        zone.Estimate.ShouldBe(new ArousalMean(3, 0.5, -0.5, 1.75, 0.3)); // reaches (3 × 1 + 1 × 1) / 4 down, (3 × 1 + 1 × 2) / 4 up
    }

    // The same three people told again and again: more blocks are not more people.
    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public void Summarise_ManyBlocks_TheIntervalDoesNotShrink(int blocks)
    {
        var estimate = Summarise([.. Enumerable.Range(0, blocks).Select(i => Row(i, Wire.Contact(3, 60, 4, 2, 0.2, (-0.7, 0.4, 1.5))))]).Arousal!.Estimate!;

        (estimate.Low, estimate.Mean, estimate.High).ShouldBe((-0.7, 0.4, 1.5));
    }

    // Over the same people the standard error of the mean of two blocks is at most the mean of theirs: whatever they felt, the merged interval is at least as wide.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Summarise_SamePeopleInTwoBlocks_TheIntervalIsAtLeastTheirs(int seed)
    {
        var random = new Random(seed);
        const double t = 2.776; // Student's, 4 degrees of freedom
        for (var round = 0; round < 200; round++)
        {
            double[] before = [.. Enumerable.Range(0, 5).Select(_ => (4 * random.NextDouble()) - 2)];
            double[] after = [.. before.Select(b => random.Next(2) == 0 ? b : (4 * random.NextDouble()) - 2)];
            var both = Interval([.. before.Zip(after, (b, a) => (a + b) / 2)]);

            var merged = Summarise(Row(0, Wire.Contact(5, 60, 4, 2, 0.2, Interval(before))), Row(1, Wire.Contact(5, 60, 4, 2, 0.2, Interval(after)))).Arousal!.Estimate!;

            merged.Mean.ShouldBe(both.Mean, 1e-5);
            merged.Low.ShouldBeLessThanOrEqualTo(both.Low + 1e-5);
            merged.High.ShouldBeGreaterThanOrEqualTo(both.High - 1e-5);
        }

        static (double Low, double Mean, double High) Interval(double[] people)
        {
            var mean = people.Average();
            var half = t * Math.Sqrt(people.Sum(p => (p - mean) * (p - mean)) / (people.Length - 1) / people.Length);
            return (mean - half, mean, mean + half);
        }
    }

    [Fact]
    public void Summarise_BlockWithoutLevelOrScore_WeighsNothingThere()
    {
        var zone = Summarise(Row(0, Wire.Contact(3, 100, null, 0, 1)), Row(1, Wire.Contact(3, 100, 5, 6, 0, (-1, 0.5, 2)))).Arousal!;

        (zone.SclMicrosiemens, zone.ScrPerMinute, zone.AbstainedShare, zone.Estimate!.Contributors, zone.Estimate.Mean).ShouldBe((5, 3, 0.5, 3, 0.5));
    }

    [Fact]
    public void Summarise_NobodyScored_SaysSo()
    {
        var zone = Summarise(Row(0, Wire.Contact(3, 100, 2, 4, 1)), Row(1, "below-threshold"));

        (zone.Withheld, zone.Arousal!.Contributors, zone.Arousal.Estimate).ShouldBe(("unscored", 3, null));
    }

    [Theory]
    [InlineData("below-threshold", "below-threshold", "below-threshold")]
    [InlineData("profile", "below-threshold", "profile")]
    public void Summarise_NothingTold_SaysWhy(string first, string second, string expected)
    {
        var zone = Summarise(Row(0, first), Row(1, second));
        (zone.Arousal, zone.Withheld, zone.ObservedSeconds).ShouldBe((null, expected, 20));
    }

    // Two studies in one window are two messages of one device: it observed that window once.
    [Fact]
    public void Summarise_TwoStudiesInOneWindow_ObservedOnce()
    {
        Row<StudyArousal>[] rows = [Row(0, "below-threshold"), Row(0, Wire.Contact(3, 20, 2, 4, 0.5), "walk-1", seq: 2)];
        Summarise(rows).ObservedSeconds.ShouldBe(10);
        ArousalQuery.Of("walk-1", rows).Single().Figures.Study.ShouldBe("walk-1");
        ArousalQuery.Of("", rows).Single().Figures.Study.ShouldBeNull();
        ArousalQuery.Of(null, rows).Count().ShouldBe(2);
    }

    [Fact]
    public void Points_Steps_AreEachForThemselves()
    {
        var points = ArousalQuery.Points(
            "entrance",
            [Row(0, Wire.Contact(3, 60, 2, 4, 0.5, (-1, 0, 1))), Row(1, Wire.Contact(3, 60, 4, 2, 0.5, (0, 1, 2))), Row(2, "below-threshold"), Row(2, "profile") with { Figures = new(null, Wire.NotAroused("shelf", "profile")) }],
            20);
        points.Select(p => (p.Start, p.ObservedSeconds, p.Arousal?.Contributors, p.Withheld)).ShouldBe([(Wire.T0, 20, 3L, null), (Wire.T0.AddSeconds(20), 10, null, "below-threshold")]);
        points[0].Arousal!.Estimate!.Mean.ShouldBe(0.5);
    }

    private static ArousalSummary Summarise(params Row<StudyArousal>[] rows) =>
        ArousalQuery.Summarise(
            StoreLayout.Of(new StoreAddress("acme", "berlin"), [new DeviceRecord(new DeviceAddress("acme", "berlin", "floor-1"), null, Wire.Describe(), null)]), rows).Single();

    private static Row<StudyArousal> Row(int window, ArousalBlock block, string? study = null, long? seq = null) => Row(window, Wire.Aroused("entrance", block), study, seq);

    private static Row<StudyArousal> Row(int window, string withheld) => Row(window, Wire.NotAroused("entrance", withheld), null, null);

    private static Row<StudyArousal> Row(int window, ArousalFigures figures, string? study, long? seq) =>
        new(new WindowOrigin(Wire.T0.AddSeconds(10 * window), 10, 10, "floor-1", Wire.Session, seq ?? window + 1), new StudyArousal(study, figures));
}
