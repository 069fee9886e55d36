using StoreSensing.Twin.Cameras;

namespace StoreSensing.Twin.Tests;

/// <summary>What the product's own steps make of simulated detections, against the truth. The bars of <c>./bench floor</c> are tighter where they are not met yet.</summary>
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

    // Half-hidden people drop out for longer than the gap, so their stays fall apart and the median comes out short: see the README.
    [Fact]
    public void MedianDwell_ThousandVisitors_NearTheTruth()
    {
        foreach (var zone in Stops)
        {
            var truth = thousand.Run.Truth.Zones[zone].MedianDwell!.Value;
            thousand.Run.Counted.Zones[zone].MedianDwell!.Value.ShouldBeInRange(0.8 * truth, 1.1 * truth, zone);
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

    /// <summary>Run once for all.</summary>
    public sealed class Thousand
    {
        public TwinRun Run { get; } = TwinRun.Of(1000, seed: 1, new NoiseOptions());
    }
}
