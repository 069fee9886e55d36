using StoreSensing.Contracts.Statistics;
using StoreSensing.Edge.Core.Faces;

namespace StoreSensing.Models.Evaluation;

/// <summary>Finds the temperature (and bias per class) with which probabilities make labels likeliest.</summary>
/// <remarks>
/// The negative log-likelihood is convex in the inverse temperature and the biases: Newton's method, halving steps that go up. References at
/// <see cref="ExpressionCalibration"/>. Biases are told with mean 0: adding a constant to all changes nothing.
/// </remarks>
internal static class CalibrationFit
{
    private const int Classes = ConfusionMatrix.Classes;
    private const int Parameters = Classes + 1;
    private const double Ridge = 1e-3; // the constant's direction is flat

    /// <summary>Fits to faces of known classes.</summary>
    /// <param name="raw">Probabilities.</param>
    /// <param name="truths">The classes, in the same order.</param>
    /// <param name="biases">False for a temperature alone.</param>
    public static ExpressionCalibration Fit(IReadOnlyList<Expression> raw, IReadOnlyList<ExpressionClass> truths, bool biases)
    {
        var logs = raw.Select(Logs).ToArray();
        double[] at = [1, 0, 0, 0, 0];
        var loss = Loss(logs, truths, at);
        for (var round = 0; round < 100; round++)
        {
            var step = Step(logs, truths, at, biases);
            var length = 1.0;
            double[] next;
            double reached;
            do
            {
                next = [.. at.Zip(step, (a, s) => a - (length * s))];
                reached = next[0] > 1e-3 ? Loss(logs, truths, next) : double.PositiveInfinity;
                length /= 2;
            }
            while (!(reached <= loss) && length > 1e-6);
            if (!(reached <= loss) || loss - reached < 1e-10)
                break;
            (at, loss) = (next, reached);
        }
        var mean = at.Skip(1).Average();
        return new ExpressionCalibration(1 / at[0], new ClassValues(at[1] - mean, at[2] - mean, at[3] - mean, at[4] - mean));
    }

    private static double[] Logs(Expression p) =>
        [.. Enumerable.Range(0, Classes).Select(c => Math.Log(Math.Max(p[(ExpressionClass)c], ExpressionCalibration.Floor)))];

    private static double Loss(double[][] logs, IReadOnlyList<ExpressionClass> truths, double[] at)
    {
        double loss = Ridge / 2 * at.Skip(1).Sum(b => b * b);
        for (var i = 0; i < logs.Length; i++)
            loss -= Math.Log(Probabilities(logs[i], at)[(int)truths[i]]);
        return loss;
    }

    private static double[] Probabilities(double[] logs, double[] at)
    {
        double[] p = [.. logs.Select((log, c) => (at[0] * log) + at[c + 1])];
        var most = p.Max();
        var sum = 0.0;
        for (var c = 0; c < Classes; c++)
            sum += p[c] = Math.Exp(p[c] - most);
        return [.. p.Select(v => v / sum)];
    }

    // Hessian⁻¹ · gradient. A face's derivative by parameter k of class c's exponent: log p_c for the inverse temperature, [k = c] for a bias.
    private static double[] Step(double[][] logs, IReadOnlyList<ExpressionClass> truths, double[] at, bool biases)
    {
        var count = biases ? Parameters : 1;
        var system = new double[count, count + 1];
        for (var k = 1; k < count; k++)
            (system[k, k], system[k, count]) = (Ridge, Ridge * at[k]);
        for (var i = 0; i < logs.Length; i++)
        {
            var p = Probabilities(logs[i], at);
            var mean = new double[count];
            for (var c = 0; c < Classes; c++)
                for (var k = 0; k < count; k++)
                    mean[k] += p[c] * Derivative(logs[i], c, k);
            for (var c = 0; c < Classes; c++)
            {
                var error = p[c] - (truths[i] == (ExpressionClass)c ? 1 : 0);
                for (var k = 0; k < count; k++)
                {
                    system[k, count] += error * Derivative(logs[i], c, k);
                    for (var l = 0; l < count; l++)
                        system[k, l] += p[c] * (Derivative(logs[i], c, k) - mean[k]) * (Derivative(logs[i], c, l) - mean[l]);
                }
            }
        }
        var step = new double[Parameters];
        Solve(system, count).CopyTo(step, 0);
        return step;
    }

    private static double Derivative(double[] logs, int c, int k) => k == 0 ? logs[c] : k == c + 1 ? 1 : 0;

    // Gauss–Jordan; the matrix is positive definite.
    private static double[] Solve(double[,] system, int count)
    {
        for (var k = 0; k < count; k++)
        {
            for (var row = 0; row < count; row++)
            {
                if (row == k)
                    continue;
                var factor = system[row, k] / system[k, k];
                for (var column = k; column <= count; column++)
                    system[row, column] -= factor * system[k, column];
            }
        }
        return [.. Enumerable.Range(0, count).Select(k => system[k, count] / system[k, k])];
    }
}
