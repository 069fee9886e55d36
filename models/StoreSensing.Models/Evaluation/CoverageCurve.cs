using StoreSensing.Contracts.Statistics;
using StoreSensing.Edge.Core.Faces;

namespace StoreSensing.Models.Evaluation;

/// <summary>What abstaining costs and gains at one threshold.</summary>
/// <param name="Threshold">Least probability of a decision.</param>
/// <param name="Coverage">Share of faces that are decided about.</param>
/// <param name="Accuracy">Share of these that are told rightly.</param>
/// <param name="Balanced">The same, each class weighing the same.</param>
internal readonly record struct CoveragePoint(double Threshold, double Coverage, double Accuracy, double Balanced)
{
    /// <summary>Measures it.</summary>
    public static CoveragePoint At(double threshold, IReadOnlyList<Expression> probabilities, IReadOnlyList<ExpressionClass> truths)
    {
        var decided = probabilities.Zip(truths, (p, truth) => (Decision: p.Decide(threshold), Truth: truth)).Where(f => f.Decision != ExpressionClass.Abstained).ToArray();
        if (decided.Length == 0)
            return new CoveragePoint(threshold, 0, double.NaN, double.NaN);
        return new CoveragePoint(
            threshold,
            (double)decided.Length / probabilities.Count,
            decided.Average(f => f.Decision == f.Truth ? 1.0 : 0),
            decided.GroupBy(f => f.Truth).Average(g => g.Average(f => f.Decision == f.Truth ? 1.0 : 0)));
    }
}
