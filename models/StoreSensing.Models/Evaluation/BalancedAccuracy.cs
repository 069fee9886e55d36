using StoreSensing.Contracts.Statistics;

namespace StoreSensing.Models.Evaluation;

/// <summary>Mean over the classes of the share that is told rightly, with its 95 % interval.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
internal readonly record struct BalancedAccuracy(double Value, double Low, double High)
{
    private const int Draws = 2000;

    /// <summary>From decisions; those that abstained count as wrong. Interval: percentiles of a bootstrap within each class (Efron and Tibshirani 1993, chapter 13).</summary>
    public static BalancedAccuracy Of(IReadOnlyList<ExpressionClass> decisions, IReadOnlyList<ExpressionClass> truths)
    {
        var right = truths.Zip(decisions).GroupBy(p => p.First).Select(g => g.Select(p => p.First == p.Second ? 1.0 : 0).ToArray()).ToArray();
        var random = new Random(1993);
        var drawn = new double[Draws];
        for (var i = 0; i < Draws; i++)
            drawn[i] = right.Average(r => Enumerable.Range(0, r.Length).Average(_ => r[random.Next(r.Length)]));
        Array.Sort(drawn);
        return new BalancedAccuracy(right.Average(r => r.Average()), drawn[(Draws / 40) - 1], drawn[^(Draws / 40)]);
    }
}
