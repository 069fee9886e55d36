using StoreSensing.Edge.Agent.Studies;
using StoreSensing.Edge.Core.Physiology.Arousal;

namespace StoreSensing.Edge.Agent.Tests.Studies;

public class WindowFeaturesTests
{
    [Fact]
    public void Of_CleanMinute_HasAllFigures()
    {
        AnalysedScr[] scrs = [new(5, 7, 0.3, 9, true), new(20, 22, 0.5, null, true), new(58, 60, 0.9, null, true)];

        var window = WindowFeatures.Of([.. Clean(0, 60)], scrs, [], 120, 60)[0];

        (window.Start, window.Length, window.CleanShare).ShouldBe((0, 60, 1));
        window.LevelMean!.Value.ShouldBe(5.295, 1e-9);
        window.SclMedian!.Value.ShouldBe(4.295, 1e-9);
        window.SclSlope!.Value.ShouldBe(0.6, 1e-9);
        (window.Scrs, window.ScrsPerMinute).ShouldBe((2, 2.0));
        window.AmplitudeSum!.Value.ShouldBe(0.8, 1e-9);
        window.AmplitudeMean!.Value.ShouldBe(0.4, 1e-9);
        window.ArousalMean!.Value.ShouldBe(1, 1e-9);
        (window.AbstainedShare, window.Reason).ShouldBe((0, null));
    }

    [Fact]
    public void Of_ResponseAtAnEdge_BelongsToTheLaterWindow() =>
        WindowFeatures.Of([.. Clean(0, 120)], [new(58, 60, 0.9, null, true)], [], 120, 60).Select(w => w.Scrs).ShouldBe([0, 1]);

    [Fact]
    public void Of_NobodyThere_KnowsNothing()
    {
        var window = WindowFeatures.Of([], [], [new(BandKind.NoContact, 0, 60)], 60, 60).ShouldHaveSingleItem();

        (window.CleanShare, window.Scrs, window.ScrsPerMinute, window.AmplitudeSum, window.ArousalMean).ShouldBe((0, null, null, null, null));
        (window.AbstainedShare, window.Reason).ShouldBe((1, AbstainedFor.NoContact));
    }

    [Fact]
    public void Of_DisturbedResponses_AreNotCounted() =>
        WindowFeatures.Of([.. Clean(0, 60)], [new(5, 7, 30, 9, false), new(15, 17, 0.2, 19, true)], [], 60, 60)[0].AmplitudeSum.ShouldBe(0.2);

    [Theory]
    [InlineData(19, 60, null)]
    [InlineData(20, 60, 3.0)]
    [InlineData(6, 10, 10.0)]
    [InlineData(4, 10, null)]
    public void Of_FewCleanSeconds_TellNoRate(int clean, int window, double? expected) =>
        WindowFeatures.Of([.. Clean(0, clean)], [new(1, 2, 0.2, null, true)], [], 600, window)[0].ScrsPerMinute.ShouldBe(expected);

    [Fact]
    public void Of_SeveralReasons_NamesTheMostFrequent()
    {
        StudySecond[] seconds =
        [
            .. Clean(0, 20), .. Clean(20, 15).Select(s => s with { Why = Abstention.Artefact, IsClean = false, Arousal = double.NaN }),
            .. Clean(35, 10).Select(s => s with { Why = Abstention.ShortHistory, Arousal = double.NaN }),
        ];

        var window = WindowFeatures.Of(seconds, [], [new(BandKind.Artefact, 20, 35), new(BandKind.NotJudged, 45, 58)], 58, 60).ShouldHaveSingleItem();

        window.Reason.ShouldBe(AbstainedFor.Artefact);
        window.AbstainedShare.ShouldBe(38.0 / 58, 1e-9);
    }

    [Theory]
    [InlineData(120, 2)]
    [InlineData(120.0000000001, 2)]
    [InlineData(121, 3)]
    [InlineData(20, 1)]
    public void Of_AnyDuration_CoversItOnce(double duration, int windows)
    {
        var features = WindowFeatures.Of([.. Clean(0, (int)duration)], [], [], duration, 60);

        features.Count.ShouldBe(windows);
        features.Sum(w => w.Length).ShouldBe(duration, 1e-6);
        features.Sum(w => w.CleanShare * w.Length).ShouldBe((int)duration, 1e-6);
    }

    private static IEnumerable<StudySecond> Clean(int from, int count) =>
        Enumerable.Range(from, count).Select(s => new StudySecond(s, true, 5 + (0.01 * s), 4 + (0.01 * s), Abstention.None, 1));
}
