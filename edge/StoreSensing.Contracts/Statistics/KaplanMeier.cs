using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Statistics;

/// <summary>The median of durations of which some are cut, with its 95 % interval; null where the curve does not reach it.</summary>
/// <param name="MedianSeconds">Shortest duration at which at most half are left, seconds.</param>
/// <param name="LowSeconds">Lower end of the interval, seconds.</param>
/// <param name="HighSeconds">Upper end of the interval, seconds.</param>
public readonly record struct SurvivalMedian(double? MedianSeconds, double? LowSeconds, double? HighSeconds);

/// <summary>Kaplan–Meier estimate over durations of which some are censored: all that is known of those is that they are at least so long.</summary>
/// <remarks>
/// Curve: Kaplan and Meier, JASA 53 (1958). Variance: Greenwood (1926). Interval of the median: Brookmeyer and Crowley, Biometrics 38 (1982), the set of
/// durations whose pointwise log-log interval holds 0.5. Formulas 4.2.1, 4.2.2, 4.3.2 and 4.5.4 of Klein and Moeschberger, "Survival Analysis",
/// 2nd edition (2003). At equal durations ends come before cuts. Where the curve has come down to 0 the log-log interval is not defined.
/// </remarks>
public static class KaplanMeier
{
    // 97.5 % quantile of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>Over exact durations, seconds, in any order.</summary>
    public static SurvivalMedian Median(IEnumerable<(double Seconds, bool Censored)> durations)
    {
        var curve = new Curve();
        foreach (var (seconds, censored) in durations)
            curve.Add(seconds, censored ? 0 : 1, censored ? 1 : 0);
        return curve.Median();
    }

    /// <summary>Over sketches, merged from as many windows as one likes: within 1 % of what exact durations would give.</summary>
    /// <param name="all">All durations.</param>
    /// <param name="censored">Of these, the censored ones.</param>
    public static SurvivalMedian Median(SketchFigures all, SketchFigures censored)
    {
        var curve = new Curve();
        for (var i = 0; i < all.Buckets.Count; i++)
            curve.Add(DurationSketch.SecondsOf(all.Buckets[i]), all.Counts[i], 0);
        for (var i = 0; i < censored.Buckets.Count; i++)
            curve.Add(DurationSketch.SecondsOf(censored.Buckets[i]), -censored.Counts[i], censored.Counts[i]);
        return curve.Median();
    }

    /// <summary>The steps of the curve: duration in seconds, share that lasts longer, and the standard error of that share.</summary>
    public static IReadOnlyList<(double Seconds, double Share, double Error)> Steps(IEnumerable<(double Seconds, bool Censored)> durations)
    {
        var curve = new Curve();
        foreach (var (seconds, censored) in durations)
            curve.Add(seconds, censored ? 0 : 1, censored ? 1 : 0);
        return [.. curve.Steps().Select(s => (s.Seconds, s.Share, s.Share * Math.Sqrt(s.Greenwood)))];
    }

    /// <summary>Durations that ended or were cut, put in order.</summary>
    internal sealed class Curve
    {
        private readonly SortedDictionary<double, (long Ended, long Cut)> _at = [];

        public void Add(double seconds, long ended, long cut)
        {
            var (e, c) = _at.GetValueOrDefault(seconds);
            _at[seconds] = (e + ended, c + cut);
        }

        public IEnumerable<(double Seconds, double Share, double Greenwood)> Steps()
        {
            var atRisk = _at.Values.Sum(n => n.Ended + n.Cut);
            var (share, greenwood) = (1.0, 0.0);
            foreach (var (seconds, (ended, cut)) in _at)
            {
                if (ended > 0)
                {
                    share *= 1 - ((double)ended / atRisk);
                    greenwood += (double)ended / (atRisk * (double)(atRisk - ended));
                    yield return (seconds, ended == atRisk ? 0 : share, greenwood);
                }
                atRisk -= ended + cut;
            }
        }

        public SurvivalMedian Median()
        {
            double? median = null, low = null, high = null;
            foreach (var (seconds, share, greenwood) in Steps())
            {
                if (share <= 0.5)
                    median ??= seconds;
                if (share <= 0)
                    break;
                // Pointwise interval [S^(1/θ), S^θ] with θ = exp(z σ / ln S): formula 4.3.2.
                var theta = Math.Exp(Z * Math.Sqrt(greenwood) / Math.Log(share));
                if (Math.Pow(share, 1 / theta) <= 0.5)
                    low ??= seconds;
                if (Math.Pow(share, theta) <= 0.5)
                    high ??= seconds;
            }
            return new SurvivalMedian(median, low, high);
        }
    }
}
