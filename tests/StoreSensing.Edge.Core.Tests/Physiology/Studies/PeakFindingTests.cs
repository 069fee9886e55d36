using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Core.Tests.Physiology.Studies;

public class PeakFindingTests
{
    // Expected by SciPy 1.10's find_peaks.
    [Theory]
    [InlineData(new double[] { }, new int[] { })]
    [InlineData(new double[] { 1, 2 }, new int[] { })]
    [InlineData(new double[] { 0, 1, 0 }, new[] { 1 })]
    [InlineData(new double[] { 0, 1, 1, 0 }, new[] { 1 })]
    [InlineData(new double[] { 0, 1, 1, 1, 0 }, new[] { 2 })]
    [InlineData(new double[] { 0, 1, 1, 2, 2, 1, 3 }, new[] { 3 })]
    [InlineData(new double[] { 2, 2, 1, 1, 2, 2 }, new int[] { })]
    [InlineData(new double[] { 0, 1, 1 }, new int[] { })]
    [InlineData(new double[] { 1, 0, 2, 0, 2, 0, 1 }, new[] { 2, 4 })]
    public void Maxima_EndsAndPlateaus_AreSciPys(double[] signal, int[] expected)
    {
        PeakFinding.Maxima(signal).ShouldBe(expected);
        PeakFinding.Minima([.. signal.Select(v => -v)]).ShouldBe(expected);
    }

    // SciPy 1.10's peak_prominences of [5, 0, 2, 1, 4, 4, 1, 3, 0, 0, 4, -1] at [2, 4, 7, 10].
    [Fact]
    public void Prominences_TiesAndEnds_AreSciPys()
    {
        double[] signal = [5, 0, 2, 1, 4, 4, 1, 3, 0, 0, 4, -1];

        PeakFinding.Prominences(signal, [2, 4, 7, 10]).ShouldBe([new Prominence(1, 1, 3), new Prominence(4, 1, 11), new Prominence(2, 6, 8), new Prominence(4, 9, 11)]);
    }

    // Slow and after the definition's letter: walk from each peak to the nearest higher sample.
    [Fact]
    public void Prominences_AnySignal_EqualTheDefinition() => Prop.ForAll(Signals(), signal =>
    {
        var peaks = PeakFinding.Maxima(signal);

        PeakFinding.Prominences(signal, peaks).ShouldBe([.. peaks.Select(peak => Walked(signal, peak))]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Maxima_AnySignal_AreMirroredAndHaveATroughBetweenThem() => Prop.ForAll(Signals(), signal =>
    {
        var peaks = PeakFinding.Maxima(signal);
        var troughs = PeakFinding.Minima(signal);

        for (var i = 1; i < peaks.Length; i++)
            troughs.Count(t => t > peaks[i - 1] && t < peaks[i]).ShouldBe(1);
        // Of even plateaus the middle rounds to the other side.
        PeakFinding.Maxima([.. signal.Reverse()]).Select(p => signal[^(p + 1)]).Reverse().ShouldBe([.. peaks.Select(p => signal[p])]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Prominences_RaisedAndStretchedSignal_StretchWithIt() => Prop.ForAll(Signals(), signal =>
    {
        double[] raised = [.. signal.Select(v => 8 + (4 * v))];
        var peaks = PeakFinding.Maxima(signal);

        PeakFinding.Maxima(raised).ShouldBe(peaks);
        PeakFinding.Prominences(raised, peaks).ShouldBe([.. PeakFinding.Prominences(signal, peaks).Select(p => p with { Height = 4 * p.Height })]);
    }).QuickCheckThrowOnFailure();

    // A rising staircase is the worst case of walking from every peak to the signal's start.
    [Fact]
    public void Prominences_HourOfRisingSteps_TakeTimeThatGrowsWithTheLength()
    {
        double[] signal = [.. Enumerable.Range(0, 360_000).Select(i => (i / 2) + (i % 2 == 0 ? 1.5 : 0))];
        var peaks = PeakFinding.Maxima(signal);
        peaks.Length.ShouldBeGreaterThan(170_000);

        // By walking it would be 3·10¹⁰ steps.
        PeakFinding.Prominences(signal, peaks)[^1].LeftBase.ShouldBe(1);
    }

    // Small whole numbers: ties and plateaus are many.
    private static Arbitrary<double[]> Signals() => ArbMap.Default.ArbFor<int[]>().Convert(a => a.Select(v => (double)(v % 5)).ToArray(), a => a.Select(v => (int)v).ToArray());

    private static Prominence Walked(double[] signal, int peak)
    {
        var (left, right) = (peak, peak);
        for (var i = peak; i >= 0 && signal[i] <= signal[peak]; i--)
            left = signal[i] < signal[left] ? i : left;
        for (var i = peak; i < signal.Length && signal[i] <= signal[peak]; i++)
            right = signal[i] < signal[right] ? i : right;
        return new Prominence(signal[peak] - Math.Max(signal[left], signal[right]), left, right);
    }
}
