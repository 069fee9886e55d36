using StoreSensing.Edge.Core.Physiology.Filters;

namespace StoreSensing.Edge.Core.Tests.Physiology.Filters;

public class SosFilterTests
{
    private static readonly SecondOrderSection[] Sections = Butterworth.LowPass(4, 3, 100);

    [Fact]
    public void Next_AfterPriming_LeavesAConstantAsItIs()
    {
        var filter = new SosFilter(Sections);
        filter.Prime(7.5);

        Enumerable.Range(0, 1000).Select(_ => filter.Next(7.5)).ShouldAllBe(v => Math.Abs(v - 7.5) < 1e-9);
    }

    [Fact]
    public void Next_HighPassAfterPriming_RemovesAConstant()
    {
        var filter = new SosFilter(Butterworth.HighPass(2, 0.05, 100));
        filter.Prime(7.5);

        Enumerable.Range(0, 1000).Select(_ => filter.Next(7.5)).ShouldAllBe(v => Math.Abs(v) < 1e-9);
    }

    [Fact]
    public void Filter_InPieces_EqualsSampleBySample()
    {
        double[] signal = [.. Enumerable.Range(0, 300).Select(i => 5 + Math.Sin(i * 0.3) + (i % 7))];
        var (bySample, byPiece) = (new SosFilter(Sections), new SosFilter(Sections));
        double[] expected = [.. signal.Select(bySample.Next)];

        byPiece.Filter(signal.AsSpan(0, 100));
        byPiece.Filter(signal.AsSpan(100));

        signal.ShouldBe(expected);
    }

    [Fact]
    public void Reset_AfterNaN_StartsAnew()
    {
        var (used, fresh) = (new SosFilter(Sections), new SosFilter(Sections));
        used.Next(double.NaN);
        used.Next(3).ShouldBe(double.NaN);

        used.Reset();

        used.Next(3).ShouldBe(fresh.Next(3));
    }

    [Fact]
    public void Next_Always_AllocatesNothing()
    {
        var filter = new SosFilter(Sections);
        filter.Prime(1);
        filter.Next(1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 10_000; i++)
            filter.Next(i);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
