using StoreSensing.Edge.Core.Physiology.Filters;
using StoreSensing.Edge.Core.Physiology.Signal;

namespace StoreSensing.Edge.Core.Tests.Physiology.Signal;

public sealed class SmoothingKernelTests
{
    [Fact]
    public void Next_LongEnoughLag_IsTheZeroPhaseFilter()
    {
        var sections = Butterworth.LowPass(4, 1, 10);
        var random = new Random(4);
        var signal = Enumerable.Range(0, 600).Select(_ => random.NextDouble()).ToArray();
        var whole = new double[signal.Length];
        new ZeroPhase(sections).Filter(signal, whole);
        var kernel = new SmoothingKernel(sections, 150, 150);
        kernel.Prime(signal[0]);

        for (var i = 0; i < signal.Length; i++)
        {
            var smooth = kernel.Next(signal[i]);
            if (i is > 300 and < 550)
                smooth.ShouldBe(whole[i - 150], 1e-9);
        }
    }

    [Fact]
    public void Next_SignalThatStays_StaysAsItIs()
    {
        var kernel = new SmoothingKernel(Butterworth.LowPass(2, 0.05, 1), 60, 9);
        kernel.Prime(3.7);

        Enumerable.Range(0, 200).Select(_ => kernel.Next(3.7)).ShouldAllBe(v => Math.Abs(v - 3.7) < 1e-12);
    }
}
