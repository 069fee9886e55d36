using StoreSensing.Evaluation.Metrics;

namespace StoreSensing.Evaluation.Floor;

/// <summary>Counted figures against the same figures counted from the truth. Deviations in percent.</summary>
public sealed class FloorComparison(FloorTotals truth, FloorTotals found)
{
    /// <summary>The truth's figures.</summary>
    public FloorTotals Truth => truth;

    /// <summary>The counted figures.</summary>
    public FloorTotals Found => found;

    /// <summary>Of the visits of all zones together.</summary>
    public double VisitsDeviation => Percent(found.Visits.Sum(), truth.Visits.Sum());

    /// <summary>Of visits, zone by zone: what is too much here does not make up for what is missing there.</summary>
    public double VisitsDeviationByZone => Percent(truth.Visits, found.Visits);

    /// <summary>
    /// Share of the truth's visits, percent, with which a found visit of the same zone shares at least half its time; each found visit stands for one. What was
    /// found besides does not count against it.
    /// </summary>
    public double VisitsFound
    {
        get
        {
            if (truth.Stays.Count == 0)
                return 100;
            var shared = new double[truth.Stays.Count, found.Stays.Count];
            for (var i = 0; i < truth.Stays.Count; i++)
                for (var j = 0; j < found.Stays.Count; j++)
                    shared[i, j] = truth.Stays[i].Shared(found.Stays[j]) >= truth.Stays[i].Seconds / 2 ? 1 : 0;
            var assigned = LinearAssignment.Maximise(shared);
            return 100.0 * Enumerable.Range(0, truth.Stays.Count).Count(i => assigned[i] >= 0 && shared[i, assigned[i]] > 0) / truth.Stays.Count;
        }
    }

    /// <summary>Of the median dwell over all visits.</summary>
    public double DwellDeviation => Percent(found.MedianDwell, truth.MedianDwell);

    /// <summary>Of mean occupancy, all zones together.</summary>
    public double OccupancyDeviation => Percent(found.Occupancy, truth.Occupancy);

    /// <summary>Of the crossings of all lines together.</summary>
    public double CrossingsDeviation => Percent(found.Crossings.Sum(), truth.Crossings.Sum());

    /// <summary>Of crossings, line by line and direction by direction.</summary>
    public double CrossingsDeviationByLine => Percent(truth.Crossings, found.Crossings);

    /// <summary>Pearson's correlation of heat over all cells, −1..1.</summary>
    public double HeatCorrelation => Correlation(truth.Heat, found.Heat);

    /// <summary>The same over cells of twice the side.</summary>
    /// <param name="columns">Columns of the grid.</param>
    public double CoarseHeatCorrelation(int columns) => Correlation(Coarse(truth.Heat, columns), Coarse(found.Heat, columns));

    private static double Percent(double found, double truth) => truth == 0 ? (found == 0 ? 0 : 100) : 100 * Math.Abs(found - truth) / truth;

    private static double Percent(IReadOnlyList<int> truth, IReadOnlyList<int> found) =>
        100.0 * truth.Zip(found).Sum(p => Math.Abs(p.First - p.Second)) / Math.Max(1, truth.Sum());

    private static double[] Coarse(IReadOnlyList<double> heat, int columns)
    {
        var (wide, rows) = ((columns + 1) / 2, heat.Count / columns);
        var sums = new double[wide * ((rows + 1) / 2)];
        for (var i = 0; i < heat.Count; i++)
            sums[(i / columns / 2 * wide) + (i % columns / 2)] += heat[i];
        return sums;
    }

    private static double Correlation(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Count; i++)
        {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa == 0 || bb == 0 ? 0 : ab / Math.Sqrt(aa * bb);
    }
}
