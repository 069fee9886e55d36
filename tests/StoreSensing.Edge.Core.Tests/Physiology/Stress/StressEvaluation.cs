using StoreSensing.Edge.Core.Physiology.Arousal;

namespace StoreSensing.Edge.Core.Tests.Physiology.Stress;

/// <summary>How well a score tells stress from rest over everybody's seconds, pooled.</summary>
internal sealed class StressEvaluation
{
    private const int Draws = 1000;
    private readonly IReadOnlyList<IReadOnlyList<(double Score, int Phase)>> _people;

    private StressEvaluation(IEnumerable<IReadOnlyList<(double Score, int Phase)>> people) => _people = [.. people];

    /// <summary>Area under the ROC curve over all seconds of all people.</summary>
    public double Auc => AucOf(_people.SelectMany(p => p), _ => true);

    /// <summary>Everybody's own area, averaged.</summary>
    public double WithinAuc => _people.Where(p => p.Any(s => s.Phase % 2 == 1) && p.Any(s => s.Phase % 2 == 0)).Average(p => AucOf(p, _ => true));

    /// <summary>Each person is scored by a model that was trained on all the others.</summary>
    public static StressEvaluation LeaveOneOut(IReadOnlyList<LabelledPerson> people) => new(people.Select(person =>
    {
        var model = StressTraining.Fit([.. people.Where(p => p != person)]);
        return Scored(person, s => Odds(model, s.Features));
    }));

    /// <summary>Everybody is scored by the untrained rule.</summary>
    public static StressEvaluation Rule(IReadOnlyList<LabelledPerson> people) => new(people.Select(p => Scored(p, s => s.Score.Arousal)));

    /// <summary>Everybody is scored by the model that devices use.</summary>
    public static StressEvaluation Shipped(IReadOnlyList<LabelledPerson> people) => new(people.Select(p => Scored(p, s => s.Score.StressProbability)));

    /// <summary>The area of one stressor against all rest.</summary>
    public double StressorAuc(int phase) => AucOf(_people.SelectMany(p => p), p => p % 2 == 0 || p == phase);

    /// <summary>Share of the seconds of rest, and of stress, that score at least this.</summary>
    public (double AtRest, double Stressed) ShareFrom(double score)
    {
        var seconds = _people.SelectMany(p => p).ToLookup(s => s.Phase % 2, s => s.Score >= score);
        return (seconds[0].Average(above => above ? 1.0 : 0), seconds[1].Average(above => above ? 1.0 : 0));
    }

    /// <summary>95 % interval of the pooled area: people are drawn with replacement, not seconds, for a person's seconds resemble each other.</summary>
    public (double Low, double High) Interval()
    {
        var random = new Random(5);
        var areas = Enumerable.Range(0, Draws).Select(_ => AucOf(Enumerable.Range(0, _people.Count).SelectMany(_ => _people[random.Next(_people.Count)]), _ => true)).Order().ToList();
        return (areas[Draws / 40], areas[^((Draws / 40) + 1)]);
    }

    private static IReadOnlyList<(double, int)> Scored(LabelledPerson person, Func<LabelledSecond, double> score) => [.. person.Seconds.Select(s => (score(s), s.Phase))];

    private static double Odds(StressModel model, double[] features) => model.Bias + model.Weights.Zip(features, (w, f) => w * f).Sum();

    // Mann and Whitney: how often a second of stress scores above one of rest; ties count half.
    private static double AucOf(IEnumerable<(double Score, int Phase)> seconds, Func<int, bool> counts)
    {
        var sorted = seconds.Where(s => counts(s.Phase)).OrderBy(s => s.Score).ToArray();
        var (rankSum, stressed) = (0.0, 0);
        for (var i = 0; i < sorted.Length;)
        {
            var end = i;
            while (end < sorted.Length && sorted[end].Score == sorted[i].Score)
                end++;
            for (var tied = i; tied < end; tied++)
            {
                if (sorted[tied].Phase % 2 == 0)
                    continue;
                stressed++;
                rankSum += (i + end + 1) / 2.0;
            }
            i = end;
        }
        return (rankSum - (stressed * (stressed + 1.0) / 2)) / ((double)stressed * (sorted.Length - stressed));
    }
}
