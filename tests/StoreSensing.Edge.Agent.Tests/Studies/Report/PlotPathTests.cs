using System.Globalization;
using System.Text.RegularExpressions;
using StoreSensing.Edge.Agent.Studies;
using StoreSensing.Edge.Agent.Studies.Report;

namespace StoreSensing.Edge.Agent.Tests.Studies.Report;

public partial class PlotPathTests
{
    private static readonly PlotScale Up = new(0, 10, 100, -100);

    [Fact]
    public void Of_FewPoints_DrawsEach() =>
        PlotPath.Of(new Curve([0, 1, 2], [0, 5, 10]), new PlotScale(0, 2, 0, 1000), Up).ShouldBe("M0 100h0L500 50L1000 0");

    [Fact]
    public void Of_MissingValues_BreaksTheLine() =>
        PlotPath.Of(new Curve([0, 1, 2, 3], [0, 5, double.NaN, 10]), new PlotScale(0, 4, 0, 1000), Up).ShouldBe("M0 100h0L250 50M750 0h0");

    [Fact]
    public void Of_ManyPoints_KeepsASinglePeak()
    {
        var values = new double[1_000_000];
        values[345_678] = 10;

        var path = PlotPath.Of(Even(values), new PlotScale(0, values.Length, 0, 1000), Up);

        var points = Points(path);
        points.Count.ShouldBeLessThanOrEqualTo(2002);
        points.Single(p => p.Y == 0).X.ShouldBe(345.7, 0.01);
    }

    [Fact]
    public void Of_ManyPoints_KeepsEveryColumnsExtremes()
    {
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 50_000).Select(_ => random.NextDouble() * 10)];

        var points = Points(PlotPath.Of(Even(values), new PlotScale(0, values.Length, 0, 1000), Up));

        for (var column = 0; column < 1000; column++)
        {
            var part = values.AsSpan(column * 50, 50).ToArray();
            var drawn = points.Skip(column * 2).Take(2).Select(p => p.Y).ToList();
            drawn.Max().ShouldBe(100 - (10 * part.Min()), 0.051);
            drawn.Min().ShouldBe(100 - (10 * part.Max()), 0.051);
        }
    }

    [Fact]
    public void Of_LongGapAmongManyPoints_BreaksTheLine()
    {
        double[] values = [.. Enumerable.Range(0, 10_000).Select(i => i is >= 3000 and < 6000 ? double.NaN : 5)];

        var path = PlotPath.Of(Even(values), new PlotScale(0, values.Length, 0, 1000), Up);

        path.Count(c => c == 'M').ShouldBe(2);
        Points(path).ShouldNotContain(p => p.X > 301 && p.X < 599);
    }

    [Fact]
    public void Means_ManyPoints_DrawsEachColumnsMean()
    {
        double[] values = [.. Enumerable.Range(0, 10_000).Select(i => i / 10 == 500 ? double.NaN : 2.0 + (i % 10 * 0.2))];

        var path = PlotPath.Means(Even(values), new PlotScale(0, values.Length, 0, 1000), Up);

        var points = Points(path);
        points.Count.ShouldBe(999);
        points.ShouldAllBe(p => Math.Abs(p.Y - 71) < 0.06);
        path.Count(c => c == 'M').ShouldBe(2);
    }

    [Theory]
    [InlineData(0, 10, new[] { 0.0, 5, 10 })]
    [InlineData(3.1, 3.4, new[] { 3.1, 3.2, 3.3, 3.4 })]
    public void Ticks_AnyRange_AreRound(double from, double to, double[] expected) => new PlotScale(from, to, 0, 100).Ticks(4).ShouldBe(expected, 1e-9);

    [Theory]
    [InlineData(0, 600, 120)]
    [InlineData(0, 36000, 7200)]
    [InlineData(1800, 3600, 300)]
    [InlineData(0, 20, 5)]
    public void ClockTicks_AnyLength_AreRoundOnAClock(double from, double to, double step)
    {
        var ticks = new PlotScale(from, to, 0, 1000).ClockTicks(6);

        ticks[0].ShouldBe(from);
        (ticks[1] - ticks[0]).ShouldBe(step);
    }

    private static Curve Even(double[] values) => new([.. Enumerable.Range(0, values.Length).Select(i => (double)i)], values);

    private static List<(double X, double Y)> Points(string path) =>
        [.. Point().Matches(path).Select(m => (double.Parse(m.Groups["x"].ValueSpan, CultureInfo.InvariantCulture), double.Parse(m.Groups["y"].ValueSpan, CultureInfo.InvariantCulture)))];

    [GeneratedRegex(@"[ML](?<x>[\d.]+) (?<y>[\d.]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Point();
}
