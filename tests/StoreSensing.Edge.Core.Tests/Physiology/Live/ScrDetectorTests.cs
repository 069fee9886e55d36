using StoreSensing.Edge.Core.Physiology.Responses;

namespace StoreSensing.Edge.Core.Tests.Physiology.Live;

public sealed class ScrDetectorTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(250)]
    public void Responses_KnownOnes_AreFoundWithTimeAndSize(double rate)
    {
        (double At, double Amplitude)[] made = [(30, 0.4), (50, 0.1), (53, 0.6), (80, 1.5), (100, 0.08)];

        var found = StreamedRecording.Of(Skin.Of(130, rate, _ => 4, made), rate).Responses;

        found.Count.ShouldBe(made.Length);
        for (var i = 0; i < made.Length; i++)
        {
            found[i].OnsetSeconds.ShouldBe(made[i].At, 0.8);
            found[i].PeakSeconds.ShouldBe(made[i].At + 1.18, 0.5);
            // Smoothing at 1 Hz takes some of a quick response's height, and swings a little below its onset.
            found[i].Amplitude.ShouldBeInRange(0.7 * made[i].Amplitude, 1.06 * made[i].Amplitude);
        }
    }

    [Fact]
    public void Responses_SignComesWithinASecondAndTheFinalWordAfterTheFall()
    {
        var streamed = StreamedRecording.Of(Skin.Of(80, 100, _ => 4, (40, 0.8)), 100);

        var final = streamed.Responses.ShouldHaveSingleItem();
        var sign = streamed.Signs[streamed.KeyOf(final)];
        (sign.At.Elapsed.TotalSeconds - 40).ShouldBeInRange(0, 1);
        sign.Kind.ShouldBe(ScrEventKind.Provisional);
        final.At.Elapsed.TotalSeconds.ShouldBeGreaterThan(final.PeakSeconds + ScrOptions.LagSeconds);
        streamed.TakenBack.ShouldBeEmpty();
    }

    [Fact]
    public void Responses_TremorTooFastForSkin_IsTakenBack()
    {
        // A jerk of a quarter of a second: the quick filter sees a rise, the smoothed signal does not.
        var signal = Skin.Of(60, 100, t => 4 + (t is > 40 and < 40.25 ? 0.07 : 0));

        var streamed = StreamedRecording.Of(signal, 100);

        streamed.Responses.ShouldBeEmpty();
        streamed.Signs.Count.ShouldBe(streamed.TakenBack.Count);
    }

    [Theory]
    [InlineData(44)]
    [InlineData(36.5)]
    public void Responses_ArtefactWithinFiveSeconds_IsDisturbed(double jerk)
    {
        // Three microsiemens in 20 ms: faster than skin. Before or after: neither is believed.
        var signal = Skin.Of(80, 100, t => 4 + (t >= jerk && t < jerk + 0.4 ? 3 : 0), (40, 0.8), (60, 0.8));

        var streamed = StreamedRecording.Of(signal, 100);

        streamed.Responses.Where(r => r.Kind == ScrEventKind.Final).Select(r => Math.Round(r.OnsetSeconds)).ShouldBe([60]);
        streamed.Responses.ShouldContain(r => r.Kind == ScrEventKind.Disturbed);
        streamed.Seconds.Where(s => !s.Second.IsClean).Select(s => s.Second.Time.Elapsed.TotalSeconds).ShouldContain(t => Math.Abs(t - jerk) < 1);
        streamed.Seconds.Where(s => !s.Second.IsClean).Count().ShouldBeInRange(10, 13);
    }

    [Fact]
    public void Responses_SeveralArtefacts_EachDisturbs()
    {
        // One two seconds before the onset, one long after the peak, while the level has not fallen yet.
        var signal = Skin.Of(90, 100, t => 4 + (t is >= 38 and < 38.3 ? 3 : 0) + (t is >= 54 and < 54.3 ? 3 : 0) + (t > 40 ? Math.Min(0.8, t - 40) * Math.Exp(-Math.Max(0, t - 45) / 60) : 0));

        var streamed = StreamedRecording.Of(signal, 100);

        streamed.Responses.Where(r => r.OnsetSeconds is > 36 and < 45).ShouldAllBe(r => r.Kind == ScrEventKind.Disturbed);
    }

    [Fact]
    public void Responses_StepsOfTheSameSignal_AreTheSameAtAnyRate()
    {
        var random = new Random(8);
        var made = Enumerable.Range(0, 60).Select(i => (At: 20 + (8.0 * i) + (4 * random.NextDouble()), Amplitude: 0.1 + random.NextDouble())).ToArray();

        var slow = StreamedRecording.Of(Skin.Of(520, 10, _ => 6, made), 10).Responses;
        var fast = StreamedRecording.Of(Skin.Of(520, 250, _ => 6, made), 250).Responses;

        fast.Count.ShouldBe(slow.Count);
        fast.Zip(slow).ShouldAllBe(p => Math.Abs(p.First.PeakSeconds - p.Second.PeakSeconds) < 0.3);
    }
}
