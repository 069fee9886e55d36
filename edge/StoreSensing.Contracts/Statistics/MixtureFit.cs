namespace StoreSensing.Contracts.Statistics;

/// <summary>Shares of true classes that make observed shares of decisions likeliest: max Σ q_j log Σ_c s_c P(j | c) over s ≥ 0, Σ s = 1.</summary>
/// <remarks>
/// The maximum that EM for unknown priors climbs to (Saerens, Latinne and Decaestecker, "Adjusting the outputs of a classifier to new a priori
/// probabilities", Neural Computation 14, 2002), but EM crawls where classes look alike or a share goes to 0. With Σ s taken off the likelihood instead of
/// held at 1 the maximum is the same and only s ≥ 0 remains (Kim, Carbonetto, Stephens and Anitescu, "A fast algorithm for maximum likelihood estimation of
/// mixture proportions", JCGS 29, 2020); that is concave, and Newton steps projected on s ≥ 0 find it in a handful of rounds (Bertsekas, "Projected Newton
/// methods", SIAM Journal on Control and Optimization 20, 1982). Should one ever not climb, an EM step is made.
/// </remarks>
internal static class MixtureFit
{
    private const int Classes = ConfusionMatrix.Classes;
    private const int Decisions = ConfusionMatrix.Decisions;
    private const double Edge = 1e-9;

    /// <summary>Moves <paramref name="shares"/> to the maximum.</summary>
    /// <param name="matrix">P(decision | true class), 4 rows of 5.</param>
    /// <param name="observed">Shares of the 5 decisions; sum 1.</param>
    /// <param name="shares">From where, every one positive; then the result, summing to 1.</param>
    /// <param name="tolerance">Largest slope at which to stop.</param>
    public static void Solve(ReadOnlySpan<double> matrix, ReadOnlySpan<double> observed, Span<double> shares, double tolerance)
    {
        Span<double> slope = stackalloc double[Classes], step = stackalloc double[Classes], next = stackalloc double[Classes];
        Span<double> curve = stackalloc double[Classes * Classes];
        var value = Value(matrix, observed, shares);
        for (var round = 0; round < 100; round++)
        {
            Derive(matrix, observed, shares, slope, curve);
            double steepest = 0;
            for (var c = 0; c < Classes; c++)
            {
                if (shares[c] <= Edge && slope[c] < 0)
                    Hold(curve, c, slope);
                steepest = Math.Max(steepest, Math.Abs(slope[c]));
            }
            if (steepest <= tolerance)
                break;
            SolveSystem(curve, slope, step);
            if (!Climb(matrix, observed, shares, slope, step, next, ref value))
            {
                ExpectationStep(matrix, observed, shares, next);
                value = Value(matrix, observed, next);
            }
            next.CopyTo(shares);
        }
        double sum = 0;
        foreach (var share in shares)
            sum += share;
        for (var c = 0; c < Classes; c++)
            shares[c] /= sum;
    }

    /// <summary>Likelihood-ratio deviance per observation of what the shares give from what was observed; 0 where they give it exactly.</summary>
    public static double Deviance(ReadOnlySpan<double> matrix, ReadOnlySpan<double> observed, ReadOnlySpan<double> shares)
    {
        double sum = 0;
        for (var j = 0; j < Decisions; j++)
            if (observed[j] > 0)
                sum += observed[j] * Math.Log(observed[j] / Expected(matrix, shares, j));
        return Math.Max(0, 2 * sum);
    }

    /// <summary>Decisions that are free, less shares that were fitted: one, and one more for each share that is at 0.</summary>
    public static int DegreesOfFreedom(ReadOnlySpan<double> shares)
    {
        var free = Decisions - Classes;
        foreach (var share in shares)
            free += share <= 1e-6 ? 1 : 0;
        return free;
    }

    // Σ q log m − Σ s
    private static double Value(ReadOnlySpan<double> matrix, ReadOnlySpan<double> observed, ReadOnlySpan<double> shares)
    {
        double value = 0;
        for (var j = 0; j < Decisions; j++)
            value += observed[j] * Math.Log(Expected(matrix, shares, j));
        foreach (var share in shares)
            value -= share;
        return value;
    }

    // Its gradient, and minus its Hessian.
    private static void Derive(ReadOnlySpan<double> matrix, ReadOnlySpan<double> observed, ReadOnlySpan<double> shares, Span<double> slope, Span<double> curve)
    {
        slope.Fill(-1);
        curve.Clear();
        for (var j = 0; j < Decisions; j++)
        {
            var expected = Expected(matrix, shares, j);
            var weight = observed[j] / expected;
            for (var c = 0; c < Classes; c++)
            {
                var part = weight * matrix[(c * Decisions) + j];
                slope[c] += part;
                for (var d = 0; d <= c; d++)
                    curve[(c * Classes) + d] += part * matrix[(d * Decisions) + j] / expected;
            }
        }
    }

    // A share at 0 that would go below stays there: its row and column become the identity's.
    private static void Hold(Span<double> curve, int held, Span<double> slope)
    {
        slope[held] = 0;
        for (var c = 0; c < Classes; c++)
            curve[(Math.Max(c, held) * Classes) + Math.Min(c, held)] = c == held ? 1 : 0;
    }

    // Cholesky on the lower triangle; a ridge keeps it sound where classes look exactly alike.
    private static void SolveSystem(Span<double> a, ReadOnlySpan<double> b, Span<double> x)
    {
        double trace = 0;
        for (var i = 0; i < Classes; i++)
            trace += a[(i * Classes) + i];
        for (var i = 0; i < Classes; i++)
        {
            a[(i * Classes) + i] += 1e-12 * trace;
            for (var k = 0; k <= i; k++)
            {
                var sum = a[(i * Classes) + k];
                for (var m = 0; m < k; m++)
                    sum -= a[(i * Classes) + m] * a[(k * Classes) + m];
                a[(i * Classes) + k] = i == k ? Math.Sqrt(Math.Max(sum, 1e-15 * trace)) : sum / a[(k * Classes) + k];
            }
        }
        for (var i = 0; i < Classes; i++)
        {
            x[i] = b[i];
            for (var m = 0; m < i; m++)
                x[i] -= a[(i * Classes) + m] * x[m];
            x[i] /= a[(i * Classes) + i];
        }
        for (var i = Classes - 1; i >= 0; i--)
        {
            for (var m = i + 1; m < Classes; m++)
                x[i] -= a[(m * Classes) + i] * x[m];
            x[i] /= a[(i * Classes) + i];
        }
    }

    // Armijo's rule along the projected step; false where not even a thousandth of it climbs.
    private static bool Climb(
        ReadOnlySpan<double> matrix, ReadOnlySpan<double> observed, ReadOnlySpan<double> shares, ReadOnlySpan<double> slope, ReadOnlySpan<double> step,
        Span<double> next, ref double value)
    {
        for (var length = 1.0; length > 1e-3; length /= 2)
        {
            double promised = 0;
            for (var c = 0; c < Classes; c++)
            {
                next[c] = Math.Max(0, shares[c] + (length * step[c]));
                promised += slope[c] * (next[c] - shares[c]);
            }
            var reached = Value(matrix, observed, next);
            if (promised > 0 && reached >= value + (1e-4 * promised))
            {
                value = reached;
                return true;
            }
        }
        return false;
    }

    private static void ExpectationStep(ReadOnlySpan<double> matrix, ReadOnlySpan<double> observed, ReadOnlySpan<double> from, Span<double> to)
    {
        to.Clear();
        for (var j = 0; j < Decisions; j++)
            for (var c = 0; c < Classes; c++)
                to[c] += from[c] * observed[j] / Expected(matrix, from, j) * matrix[(c * Decisions) + j];
    }

    private static double Expected(ReadOnlySpan<double> matrix, ReadOnlySpan<double> shares, int decision)
    {
        double sum = 1e-300; // a drawn probability may have underflowed to 0
        for (var c = 0; c < Classes; c++)
            sum += shares[c] * matrix[(c * Decisions) + decision];
        return sum;
    }
}
