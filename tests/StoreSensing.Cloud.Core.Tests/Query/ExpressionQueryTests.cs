using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Query;

public sealed class ExpressionQueryTests
{
    private static readonly int[][] Good = [[900, 40, 0, 10, 50], [50, 800, 80, 20, 50], [10, 120, 770, 0, 100], [40, 30, 10, 820, 100]];
    private static readonly int[][] Poor = [[40, 15, 5, 5, 35], [5, 45, 15, 5, 30], [5, 25, 30, 5, 35], [10, 15, 5, 30, 40]];

    // Correcting 40 small blocks and averaging would be wide and biased; the sum is one large crowd.
    [Fact]
    public void Summarise_ManyBlocks_TheSumIsCorrectedOnce()
    {
        var blocks = Enumerable.Range(0, 40).Select(i => Row(i, Wire.Shares("entrance", 3, 5, 2, i % 2, 1))).ToList();
        var zone = Summarise(blocks, ("floor-1", Wire.Reading("emotion", "labelled pictures", Good)));
        (zone.Contributors, zone.Decisions, zone.AbstainedShare).ShouldBe((460, new DecisionSummary(120, 200, 80, 20, 40), 0.086957));
        Same(zone.Shares!, ShareCorrection.Correct([120, 200, 80, 20, 40], ConfusionMatrix.FromRows(Good))!);
        (zone.Corrected, zone.Withheld).ShouldBe((true, null));
        (zone.Models.Single(), zone.MeasuredOn.Single()).ShouldBe(("emotion", "labelled pictures"));
    }

    [Fact]
    public void Summarise_DecisionsAsTheMatrixMakesThem_GivesBackTheMix()
    {
        // 400 happy, 400 neutral, 100 negative, 100 surprised people, decided about exactly as the labelled faces were.
        var zone = Summarise([Row(0, Wire.Shares("entrance", 385, 351, 110, 94, 60))], ("floor-1", Wire.Reading("emotion", "x", Good)));
        zone.Shares!.Positive.Share.ShouldBe(0.4, 0.01);
        zone.Shares.Neutral.Share.ShouldBe(0.4, 0.01);
        zone.Shares.Negative.Share.ShouldBe(0.1, 0.01);
        zone.Shares.Surprise.Share.ShouldBe(0.1, 0.01);
        zone.Shares.Positive.Low.ShouldBeInRange(0.3, 0.4);
        zone.Shares.Positive.High.ShouldBeInRange(0.4, 0.5);
    }

    [Fact]
    public void Summarise_TwoDevicesOfOneMatrix_AreCorrectedTogether()
    {
        var zone = Summarise(
            [Row(0, Wire.Shares("entrance", 30, 50, 10, 5, 5)), Row(0, Wire.Shares("entrance", 20, 10, 10, 5, 5), "floor-2")],
            ("floor-1", Wire.Reading("emotion", "x", Poor)), ("floor-2", Wire.Reading("emotion", "x", Poor)));
        Same(zone.Shares!, ShareCorrection.Correct([50, 60, 20, 10, 10], ConfusionMatrix.FromRows(Poor))!);
    }

    [Fact]
    public void Summarise_TwoDevicesOfDifferentMatrices_AreWeightedWithPeople()
    {
        var zone = Summarise(
            [Row(0, Wire.Shares("entrance", 30, 50, 10, 5, 5)), Row(0, Wire.Shares("entrance", 120, 60, 60, 30, 30), "floor-2")],
            ("floor-1", Wire.Reading("emotion", "a", Good)), ("floor-2", Wire.Reading("fer", "b", Poor)));
        var first = ShareCorrection.Correct([30, 50, 10, 5, 5], ConfusionMatrix.FromRows(Good))!;
        var second = ShareCorrection.Correct([120, 60, 60, 30, 30], ConfusionMatrix.FromRows(Poor))!;
        zone.Shares!.Positive.Share.ShouldBe((0.25 * first.Positive.Share) + (0.75 * second.Positive.Share), 1e-6);
        var below = Math.Sqrt(Math.Pow(0.25 * (first.Positive.Share - first.Positive.Low), 2) + Math.Pow(0.75 * (second.Positive.Share - second.Positive.Low), 2));
        (zone.Shares.Positive.Share - zone.Shares.Positive.Low).ShouldBe(Math.Min(below, zone.Shares.Positive.Share), 1e-5);
        (zone.Shares.Positive.Share + zone.Shares.Neutral.Share + zone.Shares.Negative.Share + zone.Shares.Surprise.Share).ShouldBe(1, 1e-5);
        (zone.Models, zone.MeasuredOn).ShouldSatisfyAllConditions(z => z.Models.ShouldBe(["emotion", "fer"]), z => z.MeasuredOn.ShouldBe(["a", "b"]));
        zone.Corrected.ShouldBeTrue();
    }

    // 2 of 8 who were decided about; Wilson's interval by hand.
    [Fact]
    public void Summarise_MistakesNeverMeasured_AreBareDecisionsWithoutScales()
    {
        var zone = Summarise([Row(0, Wire.Shares("entrance", 2, 6, 0, 0, 2))], ("floor-1", Wire.Reading("emotion", null, null)));
        (zone.Corrected, zone.Shares!.Positive, zone.Shares.Valence, zone.Shares.Arousal).ShouldBe((false, new ShareSummary(0.25, 0.071479, 0.590725), null, null));
        zone.Shares.Surprise.ShouldBe(new ShareSummary(0, 0, 0.324408));
        zone.MeasuredOn.ShouldBeEmpty();
    }

    [Fact]
    public void Summarise_OneOfTwoDevicesNotMeasured_NothingIsCalledCorrected()
    {
        var zone = Summarise(
            [Row(0, Wire.Shares("entrance", 3, 0, 0, 0, 0)), Row(0, Wire.Shares("entrance", 1, 4, 0, 0, 0), "mute")], ("floor-1", Wire.Reading("emotion", "x", Good)));
        (zone.Corrected, zone.Shares!.Positive.Share).ShouldBe((false, 0.5));
    }

    [Fact]
    public void Summarise_MatrixWithoutFacesOfAClass_IsNotUsed() =>
        Summarise([Row(0, Wire.Shares("entrance", 3, 1, 0, 0, 0))], ("floor-1", Wire.Reading("emotion", "x", [9, 0, 0, 0, 0], [0, 9, 0, 0, 0], [0, 0, 9, 0, 0], [0, 0, 0, 0, 0])))
            .Corrected.ShouldBeFalse();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Summarise_EverybodyAbstained_HasNoShares(bool measured)
    {
        var zone = Summarise([Row(0, Wire.Shares("entrance", 0, 0, 0, 0, 6))], ("floor-1", Wire.Reading("emotion", "x", measured ? Good : null)));
        (zone.Contributors, zone.AbstainedShare, zone.Shares, zone.Withheld, zone.Corrected).ShouldBe((6, 1, null, "undecided", false));
    }

    [Theory]
    [InlineData("no-faces", "no-faces", "no-faces")]
    [InlineData("no-faces", "below-threshold", "below-threshold")]
    public void Summarise_NothingTold_SaysWhy(string first, string second, string expected)
    {
        var zone = Summarise([Row(0, Wire.NoShares("window", first)), Row(1, Wire.NoShares("window", second))]);
        (zone.Name, zone.Contributors, zone.Decisions, zone.AbstainedShare, zone.Shares, zone.Withheld).ShouldBe(("window", 0, null, null, null, expected));
    }

    [Fact]
    public void Points_Steps_AreCorrectedEachForItself()
    {
        var points = ExpressionQuery.Points(
            "entrance", Devices(("floor-1", Wire.Reading("emotion", "x", Good))),
            [Row(0, Wire.Shares("entrance", 3, 2, 1, 0, 0)), Row(1, Wire.Shares("entrance", 5, 5, 1, 1, 2)), Row(2, Wire.NoShares("entrance", "no-faces")), Row(2, Wire.Shares("shelf", 9, 0, 0, 0, 0))], 20);
        points.Select(p => (p.Contributors, p.Withheld)).ShouldBe([(20, null), (0, "no-faces")]);
        Same(points[0].Shares!, ShareCorrection.Correct([8, 7, 2, 1, 2], ConfusionMatrix.FromRows(Good))!);
        (points[0].AbstainedShare, points[0].Corrected, points[1].Shares).ShouldBe((0.1, true, null));
    }

    private static ExpressionSummary Summarise(IEnumerable<Row<ExpressionFigures>> rows, params (string Device, ExpressionDescription Reading)[] readings)
    {
        var devices = Devices(readings);
        return ExpressionQuery.Summarise(StoreLayout.Of(new StoreAddress("acme", "berlin"), devices), devices, rows).Single();
    }

    private static IReadOnlyList<DeviceRecord> Devices(params (string Device, ExpressionDescription Reading)[] readings) =>
        [.. readings.Select(r => new DeviceRecord(new DeviceAddress("acme", "berlin", r.Device), null, Wire.Describe() with { Expression = r.Reading }, null))];

    private static void Same(ExpressionRange range, ExpressionEstimate expected)
    {
        foreach (var (actual, e) in new[] { (range.Positive, expected.Positive), (range.Neutral, expected.Neutral), (range.Negative, expected.Negative), (range.Surprise, expected.Surprise) })
        {
            actual.Share.ShouldBe(e.Share, 1e-6);
            actual.Low.ShouldBe(e.Low, 1e-6);
            actual.High.ShouldBe(e.High, 1e-6);
        }
        range.Valence!.Mean.ShouldBe(expected.Valence.Mean, 1e-6);
        range.Arousal!.High.ShouldBe(expected.Arousal.High, 1e-6);
    }

    private static Row<ExpressionFigures> Row(int window, ExpressionFigures figures, string device = "floor-1") =>
        new(new WindowOrigin(Wire.T0.AddSeconds(10 * window), 10, 10, device, Wire.Session, window + 1), figures);
}
