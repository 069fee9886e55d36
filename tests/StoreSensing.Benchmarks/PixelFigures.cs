using System.Globalization;
using StoreSensing.Evaluation.Floor;
using StoreSensing.Scenes;

namespace StoreSensing.Benchmarks;

/// <summary>Real pictures of labelled people through the agent's own way, against their labels through the same counting.</summary>
internal static class PixelFigures
{
    public static void Measure(Report report)
    {
        Street(report);
        Corridor(report);
    }

    private static void Street(Report report)
    {
        var networks = new List<FloorComparison>();
        Each(PixelScene.Street, ["centernet", "picodet", "motion"], report, (name, detector, figures) =>
        {
            if (detector == "motion")
                Bars(report, name, figures, counts: 15, dwell: 15, heat: 0.85);
            else
            {
                networks.Add(figures);
                Bars(report, name, figures, double.NaN, double.NaN, double.NaN);
            }
            report.Plain(name + "visits_deviation_by_zone", figures.VisitsDeviationByZone, "%");
            report.Plain(name + "occupancy_deviation", figures.OccupancyDeviation, "%");
            report.Plain(name + "crossings_deviation_by_line", figures.CrossingsDeviationByLine, "%");
            report.Plain(name + "heat_correlation_half_metre", figures.HeatCorrelation, "-");
        });
        // The bars are the better network's: the one that errs least in sum.
        if (networks.MinBy(f => f.VisitsDeviation + f.DwellDeviation + f.CrossingsDeviation) is { } better)
            Bars(report, "floor.vtest_better_network_", better, counts: 5, dwell: 10, heat: 0.95);
    }

    private static void Bars(Report report, string name, FloorComparison figures, double counts, double dwell, double heat)
    {
        void Most(string figure, double value, double bar)
        {
            if (double.IsNaN(bar))
                report.Plain(name + figure, value, "%");
            else
                report.AtMost(name + figure, value, "%", bar);
        }

        Most("visits_deviation", figures.VisitsDeviation, counts);
        Most("dwell_deviation", figures.DwellDeviation, dwell);
        Most("crossings_deviation", figures.CrossingsDeviation, counts);
        var coarse = figures.CoarseHeatCorrelation(PixelScene.Street.Columns);
        if (double.IsNaN(heat))
            report.Plain(name + "heat_correlation_metre", coarse, "-");
        else
            report.AtLeast(name + "heat_correlation_metre", coarse, "-", heat);
    }

    private static void Corridor(Report report) => Each(PixelScene.Corridor, PixelRun.Detectors, report, (name, detector, figures) =>
    {
        if (detector == "centernet-fine")
            report.AtLeast(name + "visits_found", figures.VisitsFound, "%", 95);
        else
            report.Plain(name + "visits_found", figures.VisitsFound, "%");
        report.Plain(name + "visits", figures.Found.Visits.Sum(), "visits");
        report.Plain(name + "dwell", figures.Found.MedianDwell, "s");
        report.Plain(name + "crossings", figures.Found.Crossings.Sum(), "crossings");
        report.Plain(name + "crossings_deviation_by_line", figures.CrossingsDeviationByLine, "%");
    });

    private static void Each(PixelScene scene, IReadOnlyList<string> detectors, Report report, Action<string, string, FloorComparison> tell)
    {
        if (scene.Absent is { } absent)
        {
            report.Skip($"floor.{scene.Name}", absent);
            return;
        }
        var truth = PixelRun.Truth(scene);
        List<string> rows = [Row("counted from", "visits", "dwell s", "occupancy", "crossings", "heat 0.5 m / 1 m"), Row("labels", truth)];
        foreach (var detector in detectors)
        {
            if (PixelRun.Absent(scene, detector) is { } lacking)
            {
                report.Skip($"floor.{scene.Name}_{detector}", lacking);
                continue;
            }
            var figures = new FloorComparison(truth, PixelRun.Pictures(scene, detector));
            rows.Add(Row(detector, figures.Found, FormattableString.Invariant($"{figures.HeatCorrelation:0.00} / {figures.CoarseHeatCorrelation(scene.Columns):0.00}")));
            tell($"floor.{scene.Name}_{detector}_", detector, figures);
        }
        Console.Error.WriteLine($"{scene.Name}:{Environment.NewLine}{string.Join(Environment.NewLine, rows)}");
    }

    private static string Row(string name, FloorTotals totals, string heat = "") => Row(
        name,
        $"{totals.Visits.Sum()} ({string.Join(' ', totals.Visits)})",
        totals.MedianDwell.ToString("0.00", CultureInfo.InvariantCulture),
        totals.Occupancy.ToString("0.00", CultureInfo.InvariantCulture),
        $"{totals.Crossings.Sum()} ({string.Join(' ', totals.Crossings)})",
        heat);

    private static string Row(string name, string visits, string dwell, string occupancy, string crossings, string heat) =>
        $"  {name,-15} {visits,-26} {dwell,-8} {occupancy,-10} {crossings,-24} {heat}";
}
