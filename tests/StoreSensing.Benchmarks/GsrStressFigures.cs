using System.Globalization;
using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Edge.Core.Tests.Physiology.Stress;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>How well stress is told from rest in people whom the model never saw, and in signals in which there is nothing to tell.</summary>
internal static class GsrStressFigures
{
    private const int Fewest = 4;
    private const int Nulls = 20; // one alone has a standard deviation of 0.07: three epochs a person are few

    public static void Measure(Report report)
    {
        var folder = Path.Combine(ReferenceData.Folder, "data", "eda");
        var study = new LabelledStudy(folder);
        var people = study.Stream();
        if (people.Count < Fewest)
        {
            report.Skip("gsr.stress", $"{folder} holds {people.Count} labelled people, leaving each out needs {Fewest}");
            return;
        }
        report.Plain("gsr.stress.people", people.Count, "-");
        report.Plain("gsr.stress.abstained", people.Average(p => p.AbstainedShare), "-");
        var trained = StressEvaluation.LeaveOneOut(people);
        report.AtLeast("gsr.stress.auc.trained", trained.Auc, "-", 0.79);
        Details(report, "gsr.stress.auc.trained", trained);
        // Odds of 1, a probability of a half: from there on a second is told as elevated.
        var (rest, stress) = trained.ShareFrom(0);
        report.Plain("gsr.stress.elevated.rest", rest, "-");
        report.Plain("gsr.stress.elevated.stress", stress, "-");
        var rule = StressEvaluation.Rule(people);
        report.AtLeast("gsr.stress.auc.rule", rule.Auc, "-", 0.74);
        Details(report, "gsr.stress.auc.rule", rule);
        // Labels that come too late, and sessions that end before the long last rest: how much of the figure is the protocol's timing.
        var changes = study.People().Select(p => p.Changes).ToList();
        foreach (var late in new[] { 300, 600 })
        {
            var shifted = people.Select((p, i) => p.Shifted(late, changes[i])).ToList();
            report.Plain($"gsr.stress.late{late}.trained", StressEvaluation.LeaveOneOut(shifted).Auc, "-");
            report.Plain($"gsr.stress.late{late}.rule", StressEvaluation.Rule(shifted).Auc, "-");
        }
        var shorter = people.Select((p, i) => p.WithoutLastRest(changes[i].Count)).ToList();
        report.Plain("gsr.stress.withoutLastRest.trained", StressEvaluation.LeaveOneOut(shorter).Auc, "-");
        report.Plain("gsr.stress.withoutLastRest.rule", StressEvaluation.Rule(shorter).Auc, "-");
        // On the people whom it was trained on this says nothing; on others it is what a device would say.
        report.Plain("gsr.stress.auc.shipped", StressEvaluation.Shipped(people).Auc, "-");
        var nulls = Enumerable.Range(0, Nulls).Select(seed => study.StreamSurrogates(seed)).ToList();
        Null(report, "trained", nulls.Average(n => StressEvaluation.LeaveOneOut(n).Auc));
        Null(report, "rule", nulls.Average(n => StressEvaluation.Rule(n).Auc));
        Weights(StressTraining.Fit(people));
    }

    private static void Details(Report report, string figure, StressEvaluation evaluation)
    {
        var (low, high) = evaluation.Interval();
        report.Plain($"{figure}.low95", low, "-");
        report.Plain($"{figure}.high95", high, "-");
        report.Plain($"{figure}.within", evaluation.WithinAuc, "-");
        foreach (var phase in new[] { 1, 3, 5 })
            report.Plain($"{figure}.{LabelledStudy.StressorOf(phase)}", evaluation.StressorAuc(phase), "-");
    }

    private static void Null(Report report, string score, double auc)
    {
        report.AtLeast($"gsr.stress.null.{score}.least", auc, "-", 0.45);
        report.AtMost($"gsr.stress.null.{score}.most", auc, "-", 0.55);
    }

    // For StressModel.Shipped, when features or training change; a test compares.
    private static void Weights(StressModel model) => Console.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"gsr.stress: trained on all of them: new({model.Bias:0.####}, [{string.Join(", ", model.Weights.Select(w => w.ToString("0.####", CultureInfo.InvariantCulture)))}])"));
}
