using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Core.Tests.Physiology.Stress;

public sealed class StressStudyTests
{
    private static readonly LabelledStudy Study = new(Path.Combine(ReferenceData.Folder, "data", "eda"));

    // The people whose recordings the shipped weights come from.
    private static readonly string[] TrainedOn = [.. Enumerable.Range(2, 17).Select(s => $"stresspredict_S{s:00}_4hz")];

    [SkippableFact]
    public void LeaveOneOut_LabelledPeople_TellsStressFromRest()
    {
        var people = Stream();

        StressEvaluation.LeaveOneOut(people).Auc.ShouldBeGreaterThan(TrainedOn.Length == people.Count ? 0.79 : 0.7);
        StressEvaluation.Rule(people).Auc.ShouldBeGreaterThan(TrainedOn.Length == people.Count ? 0.74 : 0.65);
        people.Average(p => p.AbstainedShare).ShouldBeLessThan(0.15);
    }

    [SkippableFact]
    public void LeaveOneOut_SignalsWithNothingToTell_IsChance()
    {
        Skip.If(!Study.People().Any(), "no labelled recordings");

        var areas = Enumerable.Range(100, 6).Select(seed => StressEvaluation.LeaveOneOut(Study.StreamSurrogates(seed)).Auc).ToList();

        // One has a standard deviation of 0.07.
        areas.Average().ShouldBe(0.5, 0.1);
    }

    [SkippableFact]
    public void Shipped_Weights_AreThoseOfTheTraining()
    {
        var people = Stream();
        Skip.If(!people.Select(p => p.Name).SequenceEqual(TrainedOn), "other people's recordings");

        var trained = StressTraining.Fit(people);

        trained.Bias.ShouldBe(StressModel.Shipped.Bias, 6e-5);
        trained.Weights.Zip(StressModel.Shipped.Weights).ShouldAllBe(w => Math.Abs(w.First - w.Second) < 6e-5);
    }

    private static IReadOnlyList<LabelledPerson> Stream()
    {
        Skip.If(!Study.People().Any(), "no labelled recordings");
        return Study.Stream();
    }
}
