using StoreSensing.Twin.Cameras;

namespace StoreSensing.Twin.Tests;

/// <summary>What the product's own steps make of simulated detections, against the truth.</summary>
public sealed class AccuracyTests(AccuracyTests.Thousand thousand) : IClassFixture<AccuracyTests.Thousand>
{
    private static readonly string[] Stops = ["fitting", "shelf-front", "shelf-middle", "table"];

    [Fact]
    public void Entries_ThousandVisitors_WithinTwoPercent()
    {
        var (truth, counted) = (thousand.Run.Truth.Lines["door"], thousand.Run.Counted.Lines["door"]);

        truth.ShouldBe((1000, 1000));
        counted.In.ShouldBeInRange(980, 1020);
        counted.Out.ShouldBeInRange(980, 1020);
    }

    [Fact]
    public void Heat_ThousandVisitors_CorrelatesWithTheTruth() => thousand.Run.Counted.HeatCorrelation(thousand.Run.Truth).ShouldBeGreaterThanOrEqualTo(0.98);

    // Half-hidden people drop out, so that stays are cut; the corrected median takes cut stays as lower bounds. The plain one comes out a tenth short.
    [Fact]
    public void MedianDwell_ThousandVisitors_NearTheTruth()
    {
        foreach (var zone in Stops)
        {
            var (truth, counted) = (thousand.Run.Truth.Zones[zone], thousand.Run.Counted.Zones[zone]);
            counted.CorrectedMedianDwell!.Value.ShouldBe(truth.CorrectedMedianDwell!.Value, 0.05 * truth.CorrectedMedianDwell.Value, zone);
            counted.MedianDwell!.Value.ShouldBe(truth.MedianDwell!.Value, 0.15 * truth.MedianDwell.Value, zone);
        }
    }

    [Fact]
    public void Counting_NobodyMissedOrHidden_IsTheTruth()
    {
        var run = TwinRun.Of(150, seed: 3, NoiseOptions.None with { HiddenBelow = -2, PlainFrom = -1 });

        run.Counted.Lines["door"].ShouldBe(run.Truth.Lines["door"]);
        foreach (var zone in Stops)
        {
            var truth = run.Truth.Zones[zone].MedianDwell!.Value;
            run.Counted.Zones[zone].MedianDwell!.Value.ShouldBeInRange(0.95 * truth, 1.05 * truth, zone);
        }
    }

    // Who stands in a cluster before a shelf is now and then taken for a neighbour, so visits fall apart more often than with one camera.
    [Fact]
    public void Merged_TwoCamerasThatSeeTheSame_CountPeopleOnce()
    {
        var run = TwinRun.Merged(1000, seed: 1, new NoiseOptions());

        double Share(double counted, double truth) => counted / truth;
        Share(run.Counted.Lines["door"].In, run.Truth.Lines["door"].In).ShouldBe(1, 0.03);
        Share(run.Counted.Lines["door"].Out, run.Truth.Lines["door"].Out).ShouldBe(1, 0.03);
        Share(Stops.Sum(z => run.Counted.Zones[z].Visits), Stops.Sum(z => run.Truth.Zones[z].Visits)).ShouldBe(1, 0.06);
        Share(Stops.Sum(z => run.Counted.Zones[z].PersonSeconds), Stops.Sum(z => run.Truth.Zones[z].PersonSeconds)).ShouldBe(1, 0.05);
    }

    /// <summary>Run once for all.</summary>
    public sealed class Thousand
    {
        public TwinRun Run { get; } = TwinRun.Of(1000, seed: 1, new NoiseOptions());
    }
}
