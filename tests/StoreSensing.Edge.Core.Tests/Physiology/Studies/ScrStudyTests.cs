using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Core.Tests.Physiology.Studies;

public class ScrStudyTests
{
    [Fact]
    public void Analyse_OneResponse_IsFoundWhereItIs()
    {
        var study = ScrStudy.Analyse(Responses(60, 100, (20, 0.8)), 100, new ScrStudyOptions());

        var scr = study.Scrs.ShouldHaveSingleItem();
        (scr.Onset!.Value / 100.0).ShouldBe(20, 0.5);
        (scr.Peak / 100.0).ShouldBe(21.4, 0.5);
        scr.Amplitude!.Value.ShouldBe(0.8, 0.15);
        scr.RiseSeconds.ShouldBe((scr.Peak - scr.Onset) / 100.0);
        scr.RecoverySeconds.ShouldBe((scr.HalfRecovery - scr.Peak) / 100.0);
        study.Phasic.Span[scr.HalfRecovery!.Value].ShouldBe(scr.Height - (scr.Amplitude.Value / 2), 0.01);
    }

    [Fact]
    public void Analyse_ResponseOnThePreviousOnesBack_HasNoHalfRecoveryBetween()
    {
        var study = ScrStudy.Analyse(Responses(60, 100, (20, 1), (22, 1)), 100, new ScrStudyOptions());

        study.Scrs.Count.ShouldBe(2);
        study.Scrs[0].HalfRecovery.ShouldBeNull();
        study.Scrs[0].RecoverySeconds.ShouldBeNull();
        study.Scrs[1].HalfRecovery.ShouldNotBeNull();
    }

    [Fact]
    public void Analyse_BeginningOnTheRise_HasNoOnset()
    {
        var whole = Responses(60, 100, (20, 1), (40, 1));

        var study = ScrStudy.Analyse(whole.AsSpan(2040), 100, new ScrStudyOptions());
        var kept = ScrStudy.Analyse(whole.AsSpan(2040), 100, new ScrStudyOptions { LeastAmplitude = 0.05 });

        study.Scrs[0].ShouldBe(new StudyScr(null, study.Scrs[0].Peak, study.Scrs[0].Height, null, null, null, null));
        kept.Scrs.ShouldAllBe(s => s.Onset != null);
    }

    [Fact]
    public void Analyse_Thresholds_KeepLessTheHigherTheyAre()
    {
        var signal = Responses(200, 20, (20, 2), (60, 0.5), (100, 0.1), (150, 0.03));
        int Kept(ScrStudyOptions options) => ScrStudy.Analyse(signal, 20, options).Scrs.Count;

        // Behind the great response the high-pass undershoots, and its return counts as a small response: the method's known fault, kept for parity.
        Kept(new ScrStudyOptions()).ShouldBe(2 + 1);
        Kept(new ScrStudyOptions { RelativeProminence = 0.2 }).ShouldBe(2);
        Kept(new ScrStudyOptions { RelativeProminence = 0.5 }).ShouldBe(1);
        Kept(new ScrStudyOptions { RelativeProminence = 0, LeastAmplitude = 0.05 }).ShouldBe(3 + 2);
        Kept(new ScrStudyOptions { RelativeProminence = 0, LeastAmplitude = 0.3 }).ShouldBe(2);
    }

    [Fact]
    public void Analyse_SixHertzAndLess_LeavesTheRecordingUncleaned()
    {
        var signal = Responses(60, 6, (20, 1));

        var slow = ScrStudy.Analyse(signal, 6, new ScrStudyOptions());

        slow.IsCleaned.ShouldBeFalse();
        slow.Clean.ToArray().ShouldBe(signal);
        ScrStudy.Analyse(signal, 6.5, new ScrStudyOptions()).IsCleaned.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.7)]
    [InlineData(-3)]
    [InlineData(1e6)]
    public void Analyse_ConstantRecording_HasALevelAndNoResponses(double level)
    {
        foreach (var rate in new[] { 4.0, 100 })
        {
            var study = ScrStudy.Analyse(Enumerable.Repeat(level, 5000).ToArray(), rate, new ScrStudyOptions { RelativeProminence = 0 });

            study.Scrs.ShouldBeEmpty();
            study.Tonic.ToArray().ShouldAllBe(v => Math.Abs(v - level) <= 1e-6 * Math.Max(1, Math.Abs(level)));
        }
    }

    [Fact]
    public void Analyse_MissingSamples_TakeTheValueBeforeThemAndAreCounted()
    {
        var signal = Responses(60, 4, (20, 1));
        double[] held = [.. signal];
        held[100] = held[101] = held[99];
        signal[100] = signal[101] = double.NaN;

        var study = ScrStudy.Analyse(signal, 4, new ScrStudyOptions());

        study.FilledSamples.ShouldBe(2);
        study.Phasic.ToArray().ShouldBe(ScrStudy.Analyse(held, 4, new ScrStudyOptions()).Phasic.ToArray());
        signal[100].ShouldBe(double.NaN);
    }

    [Fact]
    public void Analyse_BadSamples_SayWhichAndWhy()
    {
        Refusal([double.NaN, .. new double[50]], 4).ShouldContain("begins with a missing sample");
        Refusal([.. new double[50], double.PositiveInfinity], 4).ShouldContain("sample 50 is infinite");
        Refusal(Enumerable.Repeat(double.NaN, 50).ToArray(), 4).ShouldContain("missing");
    }

    [Theory]
    [InlineData(0, 4, 10)]
    [InlineData(9, 4, 10)]
    [InlineData(15, 100, 16)]
    public void Analyse_TooShort_SaysHowManyAreNeeded(int samples, double rate, int needed) =>
        Refusal(new double[samples], rate).ShouldContain($"at least {needed}");

    [Theory]
    [InlineData(10, 4)]
    [InlineData(16, 100)]
    public void Analyse_JustLongEnough_Works(int samples, double rate) =>
        ScrStudy.Analyse(new double[samples], rate, new ScrStudyOptions()).Scrs.ShouldBeEmpty();

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Analyse_ImpossibleRate_IsRefused(double rate) => Refusal(new double[100], rate).ShouldContain("samples a second");

    [Fact]
    public void Options_OutOfBounds_AreRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ScrStudyOptions { RelativeProminence = 1.1 });
        Should.Throw<ArgumentOutOfRangeException>(() => new ScrStudyOptions { RecoveryShare = double.NaN });
        Should.Throw<ArgumentOutOfRangeException>(() => new ScrStudyOptions { LeastAmplitude = -1 });
        Should.Throw<ArgumentOutOfRangeException>(() => new ScrStudyOptions { LeastAmplitude = double.NaN });
    }

    // Whatever comes in: in order, on the rise, recovered before the next begins, and the same in nanosiemens.
    [Fact]
    public void Analyse_AnyRecording_GivesResponsesThatHoldTogether() => Prop.ForAll(ArbMap.Default.ArbFor<uint>(), seed =>
    {
        var random = new Random((int)seed);
        var rate = random.Next(2) == 0 ? 4.0 : 25;
        var signal = Responses(100, rate, [.. Enumerable.Range(0, random.Next(15)).Select(_ => (100 * random.NextDouble(), 2 * random.NextDouble()))]);
        // Coarse steps make plateaus.
        double[] stepped = [.. signal.Select(v => Math.Round(v * 16) / 16)];
        var options = new ScrStudyOptions { RelativeProminence = random.NextDouble() / 2 };

        var study = ScrStudy.Analyse(stepped, rate, options);
        var thousandfold = ScrStudy.Analyse([.. stepped.Select(v => v * 1024)], rate, options);

        study.Scrs.Skip(1).ShouldAllBe(s => s.Onset != null);
        study.Scrs.ShouldAllBe(s => s.Onset == null || (s.Onset < s.Peak && s.Amplitude > 0));
        study.Scrs.ShouldAllBe(s => s.HalfRecovery == null || s.HalfRecovery > s.Peak);
        study.Scrs.Zip(study.Scrs.Skip(1)).ShouldAllBe(p => p.First.Peak < p.Second.Onset && (p.First.HalfRecovery ?? 0) < p.Second.Peak);
        thousandfold.Scrs.Select(s => (s.Onset, s.Peak, s.HalfRecovery)).ShouldBe(study.Scrs.Select(s => (s.Onset, s.Peak, s.HalfRecovery)));
    }).QuickCheckThrowOnFailure();

    private static string Refusal(double[] signal, double rate) =>
        Should.Throw<RecordingException>(() => ScrStudy.Analyse(signal, rate, new ScrStudyOptions())).Message;

    // Level 5 µS with responses of a known start and size: up within a second and a half, halved three seconds later.
    private static double[] Responses(double seconds, double rate, params (double At, double Size)[] responses)
    {
        const double Rise = 0.75, Fall = 3;
        var atPeak = Rise * Fall / (Fall - Rise) * Math.Log(Fall / Rise);
        double Shape(double t) => t < 0 ? 0 : Math.Exp(-t / Fall) - Math.Exp(-t / Rise);
        return [.. Enumerable.Range(0, (int)(seconds * rate)).Select(i => 5 + responses.Sum(r => r.Size * Shape((i / rate) - r.At) / Shape(atPeak)))];
    }
}
