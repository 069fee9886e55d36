using MathNet.Numerics.LinearAlgebra;
using StoreSensing.Edge.Core.Physiology.Arousal;

namespace StoreSensing.Edge.Core.Tests.Physiology.Stress;

/// <summary>Fits <see cref="StressModel"/>: ridge-penalised logistic regression by Newton's method on standardised features; deterministic.</summary>
internal static class StressTraining
{
    private const double Penalty = 1;
    private const int Steps = 25;

    public static StressModel Fit(IReadOnlyList<LabelledPerson> people)
    {
        var seconds = people.SelectMany(p => p.Seconds).ToList();
        const int n = ArousalFeatures.Count;
        var mean = new double[n];
        var deviation = new double[n];
        for (var f = 0; f < n; f++)
        {
            mean[f] = seconds.Average(s => s.Features[f]);
            deviation[f] = Math.Sqrt(seconds.Average(s => (s.Features[f] - mean[f]) * (s.Features[f] - mean[f]))) + 1e-9;
        }
        var weights = Newton([.. seconds.Select(s => (Standardised(s.Features), s.IsStress))]);
        return new StressModel(
            weights[n] - Enumerable.Range(0, n).Sum(f => weights[f] * mean[f] / deviation[f]), [.. Enumerable.Range(0, n).Select(f => weights[f] / deviation[f])]);

        double[] Standardised(double[] features)
        {
            var row = new double[n + 1];
            for (var f = 0; f < n; f++)
                row[f] = (features[f] - mean[f]) / deviation[f];
            row[n] = 1;
            return row;
        }
    }

    private static double[] Newton(IReadOnlyList<(double[] Row, bool Stress)> rows)
    {
        var n = ArousalFeatures.Count + 1;
        var weights = new double[n];
        for (var step = 0; step < Steps; step++)
        {
            var gradient = Vector<double>.Build.Dense(n, i => i < n - 1 ? Penalty * weights[i] : 0);
            var curvature = Matrix<double>.Build.Dense(n, n, (i, j) => i == j && i < n - 1 ? Penalty : 0);
            foreach (var (row, stress) in rows)
            {
                var odds = 0.0;
                for (var i = 0; i < n; i++)
                    odds += weights[i] * row[i];
                var p = 1 / (1 + Math.Exp(-odds));
                for (var i = 0; i < n; i++)
                {
                    gradient[i] += (p - (stress ? 1 : 0)) * row[i];
                    for (var j = 0; j <= i; j++)
                        curvature[i, j] += p * (1 - p) * row[i] * row[j];
                }
            }
            for (var i = 0; i < n; i++)
                for (var j = i + 1; j < n; j++)
                    curvature[i, j] = curvature[j, i];
            var change = curvature.Cholesky().Solve(gradient);
            for (var i = 0; i < n; i++)
                weights[i] -= change[i];
        }
        return weights;
    }
}
