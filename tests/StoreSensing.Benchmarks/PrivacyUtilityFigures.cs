using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Anonymisation.Strict;
using StoreSensing.Evaluation.Privacy;

namespace StoreSensing.Benchmarks;

/// <summary>What privacy costs a shop of 200, 1,000 and 5,000 visitors a day, in the twin store.</summary>
internal static class PrivacyUtilityFigures
{
    private const double BarCorrelation = 0.95;
    private const double BarLoss = 10;
    private const double BarNoise = 1.3;

    public static void Measure(Report report)
    {
        foreach (var visitors in new[] { 200, 1000, 5000 })
        {
            var minutes = TwinDay.Simulate(visitors, 60, 0.5);
            var hours = TwinDay.Simulate(visitors, 3600, 0.5);
            Quiet(report, $"standard_{visitors}", minutes, PrivacyProfile.Standard, visitors);
            Quiet(report, $"strict_{visitors}", hours, PrivacyProfile.Strict, visitors);
            Noisy(report, visitors);
        }
    }

    private static void Quiet(Report report, string name, TwinDay day, PrivacyProfile profile, int visitors)
    {
        var told = ToldDay.Of(day, Utility.Quiet(day, profile));
        var (correlation, loss) = (Utility.HeatCorrelation(day, told), 100 * Utility.HourlyLoss(day, told));
        if (visitors < 1000)
        {
            report.Plain($"privacy.heat_correlation.{name}", correlation, "r");
            report.Plain($"privacy.hourly_loss.{name}", loss, "%");
            return;
        }
        report.AtLeast($"privacy.heat_correlation.{name}", correlation, "r", BarCorrelation);
        report.AtMost($"privacy.hourly_loss.{name}", loss, "%", BarLoss);
    }

    private static void Noisy(Report report, int visitors)
    {
        var day = TwinDay.Simulate(visitors, 3600, 2);
        var hours = day.Windows.SelectMany(w => w.Zones).Where(z => z.Visits > 0).Average(z => z.Visits);
        foreach (var epsilon in new[] { 0.5, 1, 2, 4, 8 })
        {
            var options = new StrictOptions { EpsilonPerDay = epsilon };
            var (errors, told) = (Utility.Errors(day, options, days: 20), ToldDay.Of(day, Utility.Noisy(day, options)));
            report.Plain($"privacy.visit_error.{visitors}_eps{epsilon:0.#}", 100 * errors.VisitError / hours, "%_of_an_hour's_visits");
            report.Plain($"privacy.noisy_heat_correlation.{visitors}_eps{epsilon:0.#}", Utility.HeatCorrelation(day, told), "r");
            foreach (var (figure, ratio) in new[] { ("visits", errors.Visits), ("engaged", errors.EngagedVisits), ("crossings", errors.Crossings), ("heat", errors.Heat) })
                report.AtMost($"privacy.noise_over_theory.{figure}_{visitors}_eps{epsilon:0.#}", ratio, "x", BarNoise);
        }
    }
}
