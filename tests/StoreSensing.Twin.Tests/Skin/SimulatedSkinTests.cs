using StoreSensing.Twin.Skin;

namespace StoreSensing.Twin.Tests.Skin;

public sealed class SimulatedSkinTests
{
    [Fact]
    public void Next_SameSeed_IsTheSameSkin()
    {
        var options = new SkinOptions { Seed = 7, ArtefactsPerMinute = 2, MainsMicrosiemens = 0.01 };

        Hour(options, seconds: 300).ShouldBe(Hour(options, seconds: 300));
        Hour(options, seconds: 300).ShouldNotBe(Hour(options with { Seed = 8 }, seconds: 300));
    }

    // Alexander et al. 2005: the difference of exponentials of 2 s and 0.75 s has its peak after 1.18 s.
    [Fact]
    public void Next_OneResponse_RisesToItsAmplitudeAtItsPeak()
    {
        var skin = new SimulatedSkin(Still with { ResponsesPerMinute = 0.5, Seed = 3 });
        SimulatedResponse? truth = null;
        var (before, atPeak) = (0.0, 0.0);
        skin.Responded += response => truth ??= response;
        while (atPeak == 0)
        {
            var seconds = skin.Seconds;
            var value = skin.Next();
            if (truth is null)
                before = value;
            else if (seconds >= truth.Value.PeakSeconds)
                atPeak = value;
        }

        (truth!.Value.PeakSeconds - truth.Value.OnsetSeconds).ShouldBe(1.177, 0.001);
        (atPeak - before).ShouldBe(truth.Value.Amplitude, 0.03); // the level drifts a little meanwhile
    }

    [Fact]
    public void Responded_CalmAndTense_ComeAtTheirRates()
    {
        var options = new SkinOptions { PauseSeconds = 0, CalmSeconds = 300, TenseSeconds = 300, Rate = 10 };
        var skin = new SimulatedSkin(options);
        var (calm, tense, calmSeconds, tenseSeconds) = (0, 0, 0.0, 0.0);
        skin.Responded += _ => (calm, tense) = skin.IsTense ? (calm, tense + 1) : (calm + 1, tense);
        while (skin.Seconds < 36_000)
        {
            skin.Next();
            (calmSeconds, tenseSeconds) = skin.IsTense ? (calmSeconds, tenseSeconds + 0.1) : (calmSeconds + 0.1, tenseSeconds);
        }

        (calm * 60 / calmSeconds).ShouldBe(options.ResponsesPerMinute, 0.5);
        (tense * 60 / tenseSeconds).ShouldBe(options.TenseResponsesPerMinute, 1);
    }

    [Fact]
    public void Next_TouchedAndLetGo_LooksLikeIt()
    {
        var skin = new SimulatedSkin(new SkinOptions { ContactSeconds = 60, PauseSeconds = 20, Rate = 20 });
        var (open, held, contacts, was) = (0.0, double.MaxValue, 0, false);
        var since = 0.0;
        while (skin.Seconds < 3600)
        {
            var seconds = skin.Seconds;
            var value = skin.Next();
            if (skin.IsTouched != was)
                (was, since, contacts) = (skin.IsTouched, seconds, contacts + (skin.IsTouched ? 1 : 0));
            if (!skin.IsTouched)
                open = Math.Max(open, value);
            else if (seconds - since > 3)
                held = Math.Min(held, value);
        }

        open.ShouldBeLessThan(0.05); // nobody's skin
        held.ShouldBeGreaterThan(1);
        contacts.ShouldBeInRange(35, 60);
    }

    [Fact]
    public void Next_TenHours_KeepsNothing()
    {
        var skin = new SimulatedSkin(new SkinOptions { Rate = 10 });
        skin.Next();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 360_000; i++)
            skin.Next();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static SkinOptions Still => new() { PauseSeconds = 0, NoiseMicrosiemens = 0, TenseSeconds = 0, Rate = 100 };

    private static double[] Hour(SkinOptions options, double seconds)
    {
        var skin = new SimulatedSkin(options);
        return [.. Enumerable.Range(0, (int)(seconds * options.Rate)).Select(_ => skin.Next())];
    }
}
