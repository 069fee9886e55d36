using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Edge.Core.Physiology.Filters;

namespace StoreSensing.Edge.Core.Tests.Physiology.Filters;

public class ZeroPhaseLawTests
{
    private const int Length = 1000;

    // Where the ends' continuation has died away at 3 Hz of 100.
    private static readonly Range Interior = 350..^350;

    [Fact]
    public void Filter_Constant_StaysConstantAndIsRemovedByAHighPass() => Any(random =>
    {
        var level = 60 * random.NextDouble();
        var signal = Enumerable.Repeat(level, 16 + random.Next(400)).ToArray();
        var cutoff = 0.05 + (20 * random.NextDouble());

        Filtered(Butterworth.LowPass(1 + random.Next(4), cutoff, 100), signal).ShouldAllBe(v => Math.Abs(v - level) < 1e-6);
        Filtered(Butterworth.HighPass(1 + random.Next(4), cutoff, 100), signal).ShouldAllBe(v => Math.Abs(v) < 1e-6);
    });

    [Fact]
    public void Filter_SumOfSignals_IsTheSumOfTheFiltered() => Any(random =>
    {
        var sections = Butterworth.HighPass(2, 0.05, 100);
        var (one, other) = (Signal(random), Signal(random));

        var sum = Filtered(sections, [.. one.Zip(other, (a, b) => a - (3 * b))]);

        sum.Zip(Filtered(sections, one).Zip(Filtered(sections, other), (a, b) => a - (3 * b))).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-8);
    });

    [Fact]
    public void Filter_ReversedSignal_IsTheReversedResult() => Any(random =>
    {
        var sections = Butterworth.LowPass(4, 3, 100);
        var signal = Signal(random);

        double[] there = Filtered(sections, signal);
        double[] back = Filtered(sections, [.. signal.Reverse()]);
        Array.Reverse(back);

        there[Interior].Zip(back[Interior]).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-6);
    });

    // |low-pass|² + |high-pass|² = 1 is what makes it a Butterworth filter.
    [Fact]
    public void Filter_LowAndHighPassAtOneCutoff_AddUpToTheSignal() => Any(random =>
    {
        var order = 1 + random.Next(4);
        var signal = Signal(random);

        var low = Filtered(Butterworth.LowPass(order, 6, 100), signal);
        var high = Filtered(Butterworth.HighPass(order, 6, 100), signal);

        low[Interior].Zip(high[Interior], (l, h) => l + h).Zip(signal[Interior]).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-6);
    });

    private static void Any(Action<Random> law) => Prop.ForAll(ArbMap.Default.ArbFor<uint>(), seed => law(new Random((int)seed))).QuickCheckThrowOnFailure();

    private static double[] Filtered(SecondOrderSection[] sections, double[] signal)
    {
        var filtered = new double[signal.Length];
        new ZeroPhase(sections).Filter(signal, filtered);
        return filtered;
    }

    // A walk about 5 µS with steps as skin has them.
    private static double[] Signal(Random random)
    {
        var signal = new double[Length];
        var level = 5.0;
        for (var i = 0; i < signal.Length; i++)
            signal[i] = level += 0.1 * (random.NextDouble() - 0.5);
        return signal;
    }
}
