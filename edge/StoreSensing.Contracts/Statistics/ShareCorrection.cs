using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Statistics;

/// <summary>
/// From counts of decisions to shares of true classes. A network that takes every third neutral face for a negative one tells a third too much gloom in a
/// neutral crowd; with its confusion matrix that can be undone, and how well is what the interval says. Counts add up: sum the decisions of as many windows
/// as you like and correct once.
/// </summary>
/// <remarks>
/// Quantification under prior shift: the mix of classes changes from place to place, how a class is decided does not (Forman, "Quantifying counts and costs via
/// classification", Data Mining and Knowledge Discovery 17, 2008; Vaz, Izbicki and Stern, "Quantification under prior probability shift", JMLR 20, 2019).
/// Estimate: maximum likelihood over the simplex (<see cref="MixtureFit"/>); an inverted matrix leaves the simplex, and clipping it is biased. Abstaining
/// is one of the decisions, since some classes are abstained on more than others. Interval: both sources of error are drawn together, the matrix from the
/// posterior of each row (finitely many labelled faces) and the decisions' probabilities from theirs (finitely many people), and the estimate is made anew
/// for each pair; the interval is between the 2.5 % and 97.5 % quantiles. The same model as Keith and O'Connor, "Uncertainty-aware generative models for
/// inferring document class prevalence" (EMNLP 2018), and Ziegler and Czyż, "Bayesian quantification with black-box estimators" (TMLR 2024); here the
/// decisions say nothing back about the matrix, so that a crowd unlike the labelled faces can't bend it. Where no mix under any plausible matrix gives such
/// decisions (the same face again and again, a light that the network was not measured in), the people count as fewer: by the misfit per degree of freedom,
/// as overdispersed counts do (McCullagh and Nelder, "Generalized linear models", 1989, section 4.5). What no interval from labelled pictures has in it:
/// that shoppers are decided otherwise than the labelled faces were in a way that some other mix would give, too.
/// </remarks>
public static class ShareCorrection
{
    private const int Classes = ConfusionMatrix.Classes;
    private const int Decisions = ConfusionMatrix.Decisions;
    private const double WideInterval = 0.5;

    /// <summary>Corrects what was decided, in one window or summed over many; null when nobody was decided about.</summary>
    public static ExpressionEstimate? Correct(ExpressionDecisions decisions, ConfusionMatrix matrix) =>
        Correct([decisions.Positive, decisions.Neutral, decisions.Negative, decisions.Surprise, decisions.Abstained], matrix);

    /// <summary>Corrects counts of decisions; null when nobody was decided about. Deterministic; about a millisecond.</summary>
    /// <param name="decisions">People by decision: positive, neutral, negative, surprise, abstained.</param>
    /// <param name="matrix">How the network that decided treats faces of known classes.</param>
    /// <exception cref="ArgumentException">Not 5 counts, or a negative one.</exception>
    public static ExpressionEstimate? Correct(ReadOnlySpan<int> decisions, ConfusionMatrix matrix)
    {
        if (decisions.Length != Decisions || decisions.ContainsAnyInRange(int.MinValue, -1))
            throw new ArgumentException($"decisions are {Decisions} counts, none negative", nameof(decisions));
        if (!decisions[..Classes].ContainsAnyExcept(0))
            return null;
        Span<double> best = stackalloc double[Classes];
        Estimate(decisions, matrix.Draws.Mean, best);
        var drawn = new double[Classes + 2][];
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = new double[MatrixDraws.Count];
        Draw(decisions, matrix.Draws, best, drawn);
        if (CannotTell(drawn))
            for (var c = 0; c < Classes; c++)
                best[c] = drawn[c].Average();
        return new ExpressionEstimate
        {
            Positive = Share(best[0], drawn[0]),
            Neutral = Share(best[1], drawn[1]),
            Negative = Share(best[2], drawn[2]),
            Surprise = Share(best[3], drawn[3]),
            Valence = Scale(Dot(best, Affect.Valence), drawn[4]),
            Arousal = Scale(Dot(best, Affect.Arousal), drawn[5]),
        };
    }

    // Where two classes get much the same decisions, the likeliest mix jumps from one to the other: the middle of what is plausible is told instead.
    private static bool CannotTell(double[][] sorted)
    {
        for (var c = 0; c < Classes; c++)
            if (High(sorted[c]) - Low(sorted[c]) > WideInterval)
                return true;
        return false;
    }

    private static void Estimate(ReadOnlySpan<int> decisions, ReadOnlySpan<double> matrix, Span<double> shares)
    {
        Span<double> observed = stackalloc double[Decisions];
        double people = 0;
        foreach (var count in decisions)
            people += count;
        for (var j = 0; j < Decisions; j++)
            observed[j] = decisions[j] / people;
        shares.Fill(1.0 / Classes);
        MixtureFit.Solve(matrix, observed, shares, tolerance: 1e-8);
    }

    private static void Draw(ReadOnlySpan<int> decisions, MatrixDraws matrices, ReadOnlySpan<double> best, double[][] drawn)
    {
        Span<double> observed = stackalloc double[Decisions];
        Span<double> shares = stackalloc double[Classes];
        var weight = 1 / Dispersion(decisions, matrices, best);
        var draws = new DirichletDraws(0xFACE);
        for (var draw = 0; draw < MatrixDraws.Count; draw++)
        {
            draws.Next(decisions, MatrixDraws.Prior, observed, weight);
            Near(best, shares);
            MixtureFit.Solve(matrices[draw], observed, shares, tolerance: 1e-4);
            for (var c = 0; c < Classes; c++)
                drawn[c][draw] = shares[c];
            drawn[Classes][draw] = Dot(shares, Affect.Valence);
            drawn[Classes + 1][draw] = Dot(shares, Affect.Arousal);
        }
        foreach (var values in drawn)
            Array.Sort(values);
    }

    // How much farther the decisions are from what any mix gives than chance explains: 1 or more. Of plausible matrices the quarter that fits best has the say,
    // so that what the matrix leaves open is not counted twice.
    private static double Dispersion(ReadOnlySpan<int> decisions, MatrixDraws matrices, ReadOnlySpan<double> best)
    {
        const int Every = 4;
        Span<double> observed = stackalloc double[Decisions];
        Span<double> shares = stackalloc double[Classes];
        Span<double> misfits = stackalloc double[MatrixDraws.Count / Every];
        double people = 0;
        foreach (var count in decisions)
            people += count;
        for (var j = 0; j < Decisions; j++)
            observed[j] = decisions[j] / people;
        for (var i = 0; i < misfits.Length; i++)
        {
            var matrix = matrices[i * Every];
            Near(best, shares);
            MixtureFit.Solve(matrix, observed, shares, tolerance: 1e-4);
            misfits[i] = people * MixtureFit.Deviance(matrix, observed, shares) / MixtureFit.DegreesOfFreedom(shares);
        }
        misfits.Sort();
        return Math.Max(1, misfits[misfits.Length / 4]);
    }

    // Where to begin: at the estimate, but inside the simplex.
    private static void Near(ReadOnlySpan<double> best, Span<double> shares)
    {
        for (var c = 0; c < Classes; c++)
            shares[c] = (0.9 * best[c]) + (0.1 / Classes);
    }

    // The estimate may lie at the simplex's edge, where draws with their prior rarely come.
    private static ShareEstimate Share(double share, double[] sorted) =>
        new() { Share = share, Low = Math.Max(0, Math.Min(share, Low(sorted))), High = Math.Min(1, Math.Max(share, High(sorted))) };

    private static ScaleEstimate Scale(double mean, double[] sorted) =>
        new() { Mean = mean, Low = Math.Min(mean, Low(sorted)), High = Math.Max(mean, High(sorted)) };

    private static double Low(double[] sorted) => sorted[(sorted.Length / 40) - 1];

    private static double High(double[] sorted) => sorted[^(sorted.Length / 40)];

    private static double Dot(ReadOnlySpan<double> shares, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (var c = 0; c < Classes; c++)
            sum += shares[c] * weights[c];
        return sum;
    }
}
