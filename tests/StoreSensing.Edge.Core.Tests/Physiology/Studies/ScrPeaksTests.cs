using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Core.Tests.Physiology.Studies;

public class ScrPeaksTests
{
    [Theory]
    [InlineData(new double[] { 1, 0, 4, 3, 2, 1, 0, 1 }, 1, 2, 4)] // exactly half counts
    [InlineData(new double[] { 1, 0, 4, 3, 1.5, 1, 0, 1 }, 1, 2, 4)] // otherwise the highest below it
    [InlineData(new double[] { 1, 0, 4, 3, 1.5, 0, 1 }, 1, 2, null)] // but never the last before the lowest
    [InlineData(new double[] { 1, 0, 4, 3, 2.5, 3 }, 1, 2, null)] // it must come so low
    [InlineData(new double[] { 1, 0, 0, 4, 4, 3, 2, 1, 0, 1 }, 1, 3, 6)] // the middles of plateaus, rounded down
    [InlineData(new double[] { 0, 4, 3, 2, 1, 0, 1 }, null, 1, null)] // no trough, no onset, no amplitude to lose half of
    public void Find_OneResponse_HasNeuroKitsOnsetPeakAndHalfRecovery(double[] phasic, int? onset, int peak, int? recovery)
    {
        var scr = ScrPeaks.Find(phasic, 4, 0, new ScrStudyOptions()).ShouldHaveSingleItem();

        (scr.Onset, scr.Peak, scr.HalfRecovery).ShouldBe((onset, peak, recovery));
        scr.Height.ShouldBe(4);
        scr.Amplitude.ShouldBe(onset is null ? null : 4);
        scr.RecoverySeconds.ShouldBe((recovery - peak) / 4.0);
    }

    [Fact]
    public void Find_NoPeakAtAll_GivesNone()
    {
        ScrPeaks.Find([0, 1, 2, 3], 4, 0, new ScrStudyOptions()).ShouldBeEmpty();
        ScrPeaks.Find([], 4, 0, new ScrStudyOptions()).ShouldBeEmpty();
    }
}
