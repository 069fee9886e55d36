using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Statistics;

/// <summary>A share of visits with its 95 % interval, each 0..1.</summary>
/// <param name="Share">The estimate.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct LostShare(double Share, double Low, double High);

/// <summary>
/// The share of visits in which interest was lost, with those that a lost track cut taken as what they are: up to then nothing was lost, and nobody knows
/// the rest. Counting them as kept would make it too small, leaving them out too great.
/// </summary>
/// <remarks>
/// Cumulative incidence: 1 − Kaplan–Meier (JASA 53, 1958) at the end. Visits in which interest was kept stay at risk to the end, cut ones up to their time; at
/// equal times losses come before cuts. Variance: Greenwood (1926). Interval: Wilson's with the number of visits that, all of them known, would have this
/// variance (Rothman, "Estimation of confidence limits for the cumulative probability of survival in life table analysis", Journal of Chronic Diseases 31,
/// 1978): it is defined where nothing or everything was lost, and without cuts it is Wilson's.
/// </remarks>
public static class LostInterest
{
    /// <summary>Over sketches, merged from as many windows as one likes; null when no visit's end is known.</summary>
    /// <param name="visits">All visits with a glance.</param>
    /// <param name="lost">Seconds from arriving to the end of the last look, of visits in which interest was lost.</param>
    /// <param name="cut">Seconds from arriving to the last sighting, of visits that were cut.</param>
    /// <exception cref="ArgumentException">More visits were lost and cut than there are.</exception>
    public static LostShare? Of(long visits, SketchFigures lost, SketchFigures cut)
    {
        var curve = new KaplanMeier.Curve();
        for (var i = 0; i < lost.Buckets.Count; i++)
            curve.Add(DurationSketch.SecondsOf(lost.Buckets[i]), lost.Counts[i], 0);
        for (var i = 0; i < cut.Buckets.Count; i++)
            curve.Add(DurationSketch.SecondsOf(cut.Buckets[i]), 0, cut.Counts[i]);
        return Of(curve, visits, lost.Counts.Sum(n => (long)n), cut.Counts.Sum(n => (long)n));
    }

    /// <summary>Over exact times, seconds; null when no visit's end is known.</summary>
    /// <param name="kept">Visits in which interest was kept to the end.</param>
    /// <param name="ended">When interest was lost, or the visit cut, in any order.</param>
    /// <exception cref="ArgumentException">A negative number of visits.</exception>
    public static LostShare? Of(int kept, IEnumerable<(double Seconds, bool Cut)> ended)
    {
        var curve = new KaplanMeier.Curve();
        var (lost, cut) = (0L, 0L);
        foreach (var (seconds, isCut) in ended)
        {
            curve.Add(seconds, isCut ? 0 : 1, isCut ? 1 : 0);
            (lost, cut) = (lost + (isCut ? 0 : 1), cut + (isCut ? 1 : 0));
        }
        return Of(curve, kept + lost + cut, lost, cut);
    }

    private static LostShare? Of(KaplanMeier.Curve curve, long visits, long lost, long cut)
    {
        if (lost + cut > visits)
            throw new ArgumentException("more visits were lost and cut than there are", nameof(visits));
        if (visits == cut)
            return null;
        curve.Add(double.PositiveInfinity, 0, visits - lost - cut); // kept: at risk to the end
        var (kept, greenwood) = (1.0, 0.0);
        foreach (var step in curve.Steps())
            (kept, greenwood) = (step.Share, step.Greenwood);
        // p(1 − p)/n is to be p²·greenwood, p being the share kept. At 0 and 1 there is no variance to match: the visits whose end is known.
        var effective = kept is > 0 and < 1 ? (1 - kept) / (kept * greenwood) : visits - cut;
        var (low, high) = WilsonInterval.Of(1 - kept, effective);
        return new LostShare(1 - kept, low, high);
    }
}
