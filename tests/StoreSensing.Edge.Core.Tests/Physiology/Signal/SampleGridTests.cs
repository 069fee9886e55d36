using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Physiology.Signal;

namespace StoreSensing.Edge.Core.Tests.Physiology.Signal;

public sealed class SampleGridTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(100, 50)]
    [InlineData(250, 50)]
    [InlineData(250, 60)]
    [InlineData(860, 60)]
    public void TryTake_MainsHum_Vanishes(double rate, double hum)
    {
        var steps = Run(rate, Times(rate, 5), t => 2 + (0.5 * Math.Sin((2 * Math.PI * hum * t) + 0.4)));

        steps.Count.ShouldBe(50);
        // At 860 readings a second a period has no whole number of them: what is left is the trapezoids' error. Timestamps have a tenth of a microsecond.
        steps.ShouldAllBe(s => Math.Abs(s.Reading - 2) < (rate == 860 ? 5e-4 : 2e-6));
    }

    [Fact]
    public void TryTake_IrregularReadingsOfARamp_AreItsMeanWhereverTheyLie()
    {
        var random = new Random(3);
        var times = Times(100, 3).Select(t => t + (0.006 * random.NextDouble()));

        var steps = Run(100, times, t => 1 + (4 * t));

        foreach (var step in steps)
            step.Reading.ShouldBe(1 + (4 * (step.Seconds - 0.05)), 1e-6);
    }

    [Fact]
    public void TryTake_ReadingsThatBunchUp_CountByTheTimeTheyStandFor()
    {
        // Ten readings of 9 within a millisecond weigh no more than that millisecond.
        double[] times = [0, 0.02, 0.04, 0.0401, 0.0402, 0.0403, 0.0404, 0.0405, 0.0406, 0.06, 0.08, 0.1];

        var step = Run(100, times, t => t is > 0.04 and < 0.05 ? 9 : 1).ShouldHaveSingleItem();

        step.Reading.ShouldBeLessThan(1.9);
    }

    [Fact]
    public void TryTake_SlowSource_GivesItsOwnReadings()
    {
        var steps = Run(4, Times(4, 2), t => t);

        steps.Select(s => s.Reading).ShouldBe([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75]);
        steps.Select(s => s.Seconds).ShouldBe([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75]);
    }

    [Fact]
    public void TryTake_PauseOfASecond_IsAGapAndNothingIsInvented()
    {
        var steps = Run(100, Times(100, 1).Concat(Times(100, 1).Select(t => t + 2)), _ => 1);

        steps.Count(s => s.GapSeconds > 0).ShouldBe(1);
        steps.Single(s => s.GapSeconds > 0).GapSeconds.ShouldBe(1, 1e-6);
        steps.ShouldNotContain(s => s.Seconds > 1.001 && s.Seconds < 2.05);
    }

    [Fact]
    public void Add_NaN_IsNoReading()
    {
        var steps = Run(100, Times(100, 1), t => t is > 0.3 and < 0.5 ? double.NaN : 7);

        steps.ShouldAllBe(s => Math.Abs(s.Reading - 7) < 1e-12);
        steps.Count.ShouldBe(10);
    }

    [Fact]
    public void Add_TimeTurnsBack_BeginsAnewAfterTenReadings()
    {
        var grid = new SampleGrid(100);
        Feed(grid, Times(100, 1).Select(t => t + 1000), _ => 1);

        var steps = Feed(grid, Times(100, 1), _ => 2);

        grid.OutOfOrder.ShouldBe(10);
        steps[0].GapSeconds.ShouldBe(double.PositiveInfinity);
        steps.ShouldAllBe(s => Math.Abs(s.Reading - 2) < 1e-9);
        steps[^1].Seconds.ShouldBe(0.99, 0.011);
    }

    [Fact]
    public void Add_SingleStraggler_IsLeftOut()
    {
        var grid = new SampleGrid(100);
        double[] times = [0, 0.01, 0.02, 0.015, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1];

        var step = Feed(grid, times, t => t == 0.015 ? 1000 : 1).ShouldHaveSingleItem();

        step.Reading.ShouldBe(1, 1e-12);
        grid.OutOfOrder.ShouldBe(1);
    }

    private static IEnumerable<double> Times(double rate, double seconds) => Enumerable.Range(0, (int)(rate * seconds) + (rate > 20 ? 1 : 0)).Select(i => i / rate);

    private static List<GridSample> Run(double rate, IEnumerable<double> times, Func<double, double> signal) => Feed(new SampleGrid(rate), times, signal);

    private static List<GridSample> Feed(SampleGrid grid, IEnumerable<double> times, Func<double, double> signal)
    {
        var steps = new List<GridSample>();
        foreach (var time in times)
        {
            grid.Add(new SensorReading(new FrameTime(Start + TimeSpan.FromSeconds(time), TimeSpan.FromSeconds(time)), signal(time)));
            while (grid.TryTake(out var step))
                steps.Add(step);
        }
        return steps;
    }
}
