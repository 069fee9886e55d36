using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Anonymisation.Strict;

namespace StoreSensing.Evaluation.Privacy;

/// <summary>What privacy costs: told figures beside the day's truth.</summary>
public static class Utility
{
    private const string Session = "0123456789abcdef";
    private static readonly FigureGroups Groups = new(Zones: true, Lines: true);

    /// <summary>An anonymiser of a profile without noise, over a day's floor.</summary>
    public static Anonymiser Quiet(TwinDay day, PrivacyProfile profile, int seed = 1) => new(
        Session, profile, [day.Surface], [], zoneCells: _ => [.. day.Zones.Select(z => z.Cells)],
        strict: profile.IsStrict ? new StrictProfile(new StrictOptions(), Groups, Seeded(seed), null, TimeZoneInfo.Utc) : null);

    /// <summary>An anonymiser of strict with noise, whose day is new.</summary>
    public static Anonymiser Noisy(TwinDay day, StrictOptions options, int seed = 1) => new(
        Session, PrivacyProfile.StrictWithNoise, [day.Surface], [],
        strict: new StrictProfile(options, Groups, Seeded(seed), new PrivacyBudget(options.EpsilonPerDay, new FreshLedger(), _ => { }), TimeZoneInfo.Utc));

    /// <summary>Pearson's correlation of the told daily heat with the true one, over the cells where anybody was.</summary>
    public static double HeatCorrelation(TwinDay day, ToldDay told)
    {
        var (truth, sums) = (TrueHeat(day), ToldHeat(day, told));
        var used = Enumerable.Range(0, truth.Length).Where(i => truth[i] > 0).ToArray();
        return Correlation([.. used.Select(i => truth[i])], [.. used.Select(i => sums[i])]);
    }

    /// <summary>Of all visits, the share that its own hour's told figures fall short of, zone by zone.</summary>
    public static double HourlyLoss(TwinDay day, ToldDay told)
    {
        var truth = new Dictionary<(string, int), double>();
        foreach (var window in day.Windows)
            foreach (var zone in window.Zones)
                Sum(truth, (zone.Zone, window.Window.Start.Hour), zone.Visits);
        var sums = new Dictionary<(string, int), double>();
        foreach (var message in told.Zones)
            foreach (var zone in message.Zones)
                Sum(sums, (zone.Zone, message.WindowStart.Hour), zone.Visits ?? 0);
        return truth.Sum(t => Math.Max(0, t.Value - sums.GetValueOrDefault(t.Key))) / truth.Values.Sum();
    }

    /// <summary>Errors of told figures against the truth with each track's contribution bounded, as parts of what the noise's scale says: root mean squares.</summary>
    public static NoiseErrors Errors(TwinDay day, StrictOptions options, int days)
    {
        var share = PrivacyBudget.FirstShareMicrosOf(options.EpsilonPerDay);
        var (plain, plainCount) = (0.0, 0);
        double visits = 0, engaged = 0, crossings = 0, heat = 0;
        var (visitCount, engagedCount, crossingCount, heatCount) = (0, 0, 0, 0);
        for (var seed = 1; seed <= days; seed++)
        {
            var told = ToldDay.Of(day, Noisy(day, options, seed));
            var bounds = new ContributionBounds(options);
            var cells = new double[day.Surface.Columns * day.Surface.Rows];
            var waits = new Dictionary<string, (double Truth, int Windows)>();
            for (var w = 0; w < day.Windows.Count; w++)
            {
                var window = day.Windows[w];
                foreach (var zone in window.Zones)
                {
                    var figures = told.Zones[w].Zones.Single(z => z.Zone == zone.Zone);
                    Compare(waits, $"{zone.Zone} p", zone.Visits, figures.Visits, 1, ref plain, ref plainCount, perWindow: false);
                    Compare(waits, $"{zone.Zone} v", zone.VisitsOf.Sum(t => bounds.Take(t, FigureGroup.Visits, 1)), figures.Visits, Variance(FigureGroup.Visits), ref visits, ref visitCount);
                    Compare(waits, $"{zone.Zone} e", zone.EngagedOf.Sum(t => bounds.Take(t, FigureGroup.EngagedVisits, 1)), figures.EngagedVisits, Variance(FigureGroup.EngagedVisits), ref engaged, ref engagedCount);
                }
                foreach (var line in window.Lines)
                {
                    var figures = told.Lines[w].Lines.Single(l => l.Line == line.Line);
                    foreach (var isIn in new[] { true, false })
                        Compare(
                            waits, $"{line.Line} {isIn}", line.Crossers.Where(c => c.In == isIn).Sum(c => bounds.Take(c.TrackId, FigureGroup.Crossings, 1)),
                            isIn ? figures.In : figures.Out, Variance(FigureGroup.Crossings), ref crossings, ref crossingCount);
                }
                foreach (var stand in window.Heat.SelectMany(h => h.CellsOf))
                    cells[stand.Cell] += bounds.Take(stand.TrackId, FigureGroup.Heat, (long)Math.Round(stand.Seconds * 1000)) / 1000.0;
            }
            var sums = ToldHeat(day, told);
            var variance = Variance(FigureGroup.Heat) / 1e6 * day.Windows.Count;
            for (var i = 0; i < cells.Length; i++)
                heat += (sums[i] - cells[i]) * (sums[i] - cells[i]) / variance;
            heatCount += cells.Length;
        }
        return new NoiseErrors(
            Math.Sqrt(visits / visitCount), Math.Sqrt(engaged / engagedCount), Math.Sqrt(crossings / crossingCount), Math.Sqrt(heat / heatCount),
            Math.Sqrt(plain / plainCount));

        double Variance(FigureGroup group)
        {
            var (t, s) = options.Scale(group, Groups, share);
            var a = Math.Exp(-(double)s / t);
            return 2 * a / ((1 - a) * (1 - a));
        }
    }

    private static void Compare(
        Dictionary<string, (double Truth, int Windows)> waits, string what, double truth, int? told, double variance, ref double squares, ref int count, bool perWindow = true)
    {
        var (sum, windows) = waits.GetValueOrDefault(what);
        (sum, windows) = (sum + truth, windows + 1);
        if (told is { } value)
        {
            squares += (value - sum) * (value - sum) / (variance * (perWindow ? windows : 1));
            count++;
            (sum, windows) = (0, 0);
        }
        waits[what] = (sum, windows);
    }

    /// <summary>Told person-seconds of each cell over the day.</summary>
    public static double[] ToldHeat(TwinDay day, ToldDay told)
    {
        var sums = new double[day.Surface.Columns * day.Surface.Rows];
        foreach (var layer in told.Heat.SelectMany(m => m.Surfaces).Where(s => s.Layer == HeatLayers.Path))
            for (var i = 0; i < layer.Cells.Count; i++)
                sums[layer.Cells[i]] += layer.PersonSeconds![i];
        return sums;
    }

    /// <summary>True person-seconds of each cell over the day.</summary>
    public static double[] TrueHeat(TwinDay day)
    {
        var sums = new double[day.Surface.Columns * day.Surface.Rows];
        foreach (var heat in day.Windows.SelectMany(w => w.Heat))
            for (var i = 0; i < heat.Cells.Length; i++)
                sums[i] += heat.Cells[i];
        return sums;
    }

    private static void Sum<T>(Dictionary<T, double> sums, T key, double more)
        where T : notnull =>
        sums[key] = sums.GetValueOrDefault(key) + more;

    private static double Correlation(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        var (xy, xx, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
            (xy, xx, yy) = (xy + ((x[i] - mx) * (y[i] - my)), xx + ((x[i] - mx) * (x[i] - mx)), yy + ((y[i] - my) * (y[i] - my)));
        return xy / Math.Sqrt(xx * yy);
    }

    private static RandomBits Seeded(int seed)
    {
        var random = new Random(seed);
        return new RandomBits(random.NextBytes);
    }

    private sealed class FreshLedger : IPrivacyLedger
    {
        public string Boot => "boot";

        public TimeSpan SinceBoot => TimeSpan.FromHours(1);

        public LedgerEntry? Read() => null;

        public void Write(LedgerEntry entry)
        {
            // A simulated day is told once.
        }
    }
}

/// <summary>Root mean square errors as parts of what theory gives: 1 is exactly the noise.</summary>
/// <param name="Visits">Of told visits of a zone.</param>
/// <param name="EngagedVisits">Of told engaged visits.</param>
/// <param name="Crossings">Of told crossings.</param>
/// <param name="Heat">Of a cell's day.</param>
/// <param name="VisitError">Root mean square error of a told number of visits, of one zone and mostly one window, against all true visits, people.</param>
public readonly record struct NoiseErrors(double Visits, double EngagedVisits, double Crossings, double Heat, double VisitError);
