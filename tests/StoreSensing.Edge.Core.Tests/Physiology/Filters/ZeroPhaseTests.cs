using StoreSensing.Edge.Core.Physiology.Filters;

namespace StoreSensing.Edge.Core.Tests.Physiology.Filters;

public class ZeroPhaseTests
{
    // Printed by SciPy 1.10: sosfiltfilt(butter(3, 0.2, output="sos"), [1, 2, 4, 3, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7]).
    [Fact]
    public void Filter_OddOrder_GivesSciPysResult()
    {
        double[] signal = [1, 2, 4, 3, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7];
        var zeroPhase = new ZeroPhase(Butterworth.LowPass(3, 10, 100));

        zeroPhase.Filter(signal, signal);

        zeroPhase.PadLength.ShouldBe(12);
        signal.Zip(SciPy).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-12);
    }

    private static readonly double[] SciPy =
    [
        0.9768062740954894, 2.2279464693419153, 3.351888528080467, 4.239817128694261, 4.823755553946402, 5.100570421464213, 5.148360121644632,
        5.108624377933879, 5.130976334236518, 5.311247122491452, 5.655845609716535, 6.094288471606012, 6.541073136156709, 6.962614523334452,
    ];

    [Fact]
    public void Filter_SlowSine_KeepsItsPlaceInTime()
    {
        double[] signal = [.. Enumerable.Range(0, 2000).Select(i => Math.Sin(2 * Math.PI * i / 400))];
        var filtered = new double[signal.Length];

        new ZeroPhase(Butterworth.LowPass(4, 3, 100)).Filter(signal, filtered);

        filtered.Skip(400).Take(1200).Zip(signal.Skip(400)).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-3);
    }

    [Fact]
    public void Filter_ShortestSignal_Works_AndOneLessIsRefused()
    {
        var zeroPhase = new ZeroPhase(Butterworth.HighPass(2, 0.05, 4));
        var room = new double[zeroPhase.ShortestSignal];

        Should.NotThrow(() => zeroPhase.Filter(new double[10], room));
        Should.Throw<ArgumentException>(() => zeroPhase.Filter(new double[9], room.AsSpan(1))).Message.ShouldContain("at least 10");
    }

    [Fact]
    public void Filter_SameLengthAgain_AllocatesNothing()
    {
        var zeroPhase = new ZeroPhase(Butterworth.LowPass(2, 0.05, 10));
        var signal = new double[600];
        zeroPhase.Filter(signal, signal);
        var before = GC.GetAllocatedBytesForCurrentThread();

        zeroPhase.Filter(signal, signal);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
