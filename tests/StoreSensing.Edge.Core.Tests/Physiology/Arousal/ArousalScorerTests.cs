using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Edge.Core.Physiology.Signal;

namespace StoreSensing.Edge.Core.Tests.Physiology.Arousal;

public sealed class ArousalScorerTests
{
    private const int Hour = 3600;
    private readonly ArousalScorer _scorer = new(StressModel.Shipped);

    public ArousalScorerTests() => _scorer.Reset();

    [Fact]
    public void Next_FirstThreeMinutes_SaysNothing()
    {
        var scores = Enumerable.Range(0, 200).Select(i => _scorer.Next(Second(4 + (0.01 * Math.Sin(i))))).ToList();

        scores.Take(179).ShouldAllBe(s => s.Why == Abstention.ShortHistory && double.IsNaN(s.Arousal) && s.Confidence == 0);
        scores.Skip(180).ShouldAllBe(s => s.Why == Abstention.None && s.Confidence > 0.4);
    }

    [Fact]
    public void Next_LevelRises_ScoreRises_AndFallsBackWhenItHasBecomeUsual()
    {
        double Level(int t) => 4 + (0.05 * Math.Sin(t / 20.0)) + (t is >= 900 and < 1200 ? 2 : 0);
        var scores = Enumerable.Range(0, 1500).Select(t => _scorer.Next(Second(Level(t), t is >= 900 and < 1200 && t % 10 == 0 ? 1 : 0))).ToList();

        var before = scores.Skip(600).Take(300).Average(s => s.Arousal);
        var during = scores.Skip(910).Take(120).Average(s => s.Arousal);
        var after = scores.Skip(1260).Average(s => s.Arousal);
        during.ShouldBeGreaterThan(before + 1.5);
        after.ShouldBeLessThan(before);
        scores.Skip(930).Take(100).Average(s => s.StressProbability).ShouldBeGreaterThan(scores.Skip(600).Take(300).Average(s => s.StressProbability) + 0.1);
    }

    [Fact]
    public void Next_SameSignalLater_SameScore()
    {
        // Elapsed time is no feature: what happens in the tenth hour scores as it did in the sixth, and nothing drifts with time.
        var scores = Enumerable.Range(0, 10 * Hour).Select(t => _scorer.Next(Second(4 + (0.5 * Math.Sin(2 * Math.PI * t / 900)) + (0.13 * Math.Sin((14 * Math.PI * t / 900) + 1)), t % 60 == 0 ? 1 : 0))).ToList();

        for (var t = 5 * Hour; t < 6 * Hour; t++)
        {
            scores[t + (4 * Hour)].Arousal.ShouldBe(scores[t].Arousal, 0.01);
            scores[t + (4 * Hour)].StressProbability.ShouldBe(scores[t].StressProbability, 0.01);
        }
    }

    [Fact]
    public void Features_NoneKnowsTheTime()
    {
        // Random walks have no clock: over many of them nothing that a score is made of may follow the time since the contact began.
        var random = new Random(21);
        const int walks = 300;
        var early = new double[ArousalFeatures.Count];
        var late = new double[ArousalFeatures.Count];
        var spread = new double[ArousalFeatures.Count];
        for (var walk = 0; walk < walks; walk++)
        {
            _scorer.Reset();
            var level = 0.0;
            for (var t = 0; t < 3000; t++)
            {
                level = (0.999 * level) + (0.01 * Gauss(random));
                _scorer.Next(Second(Math.Exp(level) * 3, random.Next(40) == 0 ? 1 : 0, 0));
                if (t is 240 or 900 or 2999)
                    Keep(t == 2999 ? late : early, spread, t == 2999 ? 1 : 0.5);
            }
        }
        for (var f = 0; f < early.Length; f++)
            (Math.Abs(early[f] - late[f]) / walks).ShouldBeLessThan(4 * Math.Sqrt(spread[f] / walks / walks) + 1e-9, ArousalFeatures.Names[f]);
    }

    [Fact]
    public void Next_DisturbedSecond_SaysNothingAndChangesNoHistory()
    {
        var calm = new ArousalScorer(StressModel.Shipped);
        calm.Reset();
        for (var t = 0; t < 600; t++)
        {
            calm.Next(Second(4 + (0.1 * Math.Sin(t / 9.0))));
            _scorer.Next(Second(4 + (0.1 * Math.Sin(t / 9.0))));
        }

        _scorer.Next(Second(40) with { IsClean = false }).Why.ShouldBe(Abstention.Artefact);

        _scorer.Next(Second(4)).Arousal.ShouldBe(calm.Next(Second(4)).Arousal);
    }

    [Fact]
    public void Next_MostOfAMinuteDisturbed_SaysNothing()
    {
        for (var t = 0; t < 600; t++)
            _scorer.Next(Second(4 + (0.1 * Math.Sin(t / 9.0))));

        for (var t = 0; t < 60; t++)
            _scorer.Next(Second(4 + t) with { IsClean = t % 3 == 0 });

        _scorer.Next(Second(4)).Why.ShouldBe(Abstention.Artefact);
    }

    [Fact]
    public void Next_FrozenSecond_SaysNothingAndChangesNoHistory()
    {
        var calm = new ArousalScorer(StressModel.Shipped);
        calm.Reset();
        for (var t = 0; t < 600; t++)
        {
            calm.Next(Second(4 + (0.1 * Math.Sin(t / 9.0))));
            _scorer.Next(Second(4 + (0.1 * Math.Sin(t / 9.0))));
        }

        for (var t = 0; t < 120; t++)
            _scorer.Next(Second(9) with { IsFrozen = true }).Why.ShouldBe(Abstention.Frozen);

        _scorer.Next(Second(4)).Arousal.ShouldBe(calm.Next(Second(4)).Arousal);
    }

    [Fact]
    public void Next_TinyWobbleOfAFlatLevel_IsNoArousal()
    {
        var random = new Random(2);

        var scores = Enumerable.Range(0, 2 * Hour).Select(_ => _scorer.Next(Second(4 + (0.004 * random.NextDouble())))).Where(s => s.Why == Abstention.None).ToList();

        scores.ShouldAllBe(s => Math.Abs(s.Arousal) < 0.1 && s.StressProbability < ArousalLimits.ElevatedFrom);
    }

    private void Keep(double[] sums, double[] spread, double weight)
    {
        Span<double> values = stackalloc double[ArousalFeatures.Count];
        _scorer.Features.CopyTo(values);
        for (var f = 0; f < values.Length; f++)
        {
            sums[f] += weight * values[f];
            spread[f] += weight * values[f] * values[f];
        }
    }

    private static JudgedSecond Second(double level, int rises = 0, double amplitude = -1) =>
        new(TimeSpan.Zero, level, IsClean: true, IsFrozen: false, rises, amplitude < 0 ? 0.3 * rises : amplitude, Place.Unknown);

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
