using System.Diagnostics;
using StoreSensing.Edge.Core.Physiology.Studies;
using StoreSensing.Edge.Core.Tests.Physiology.Studies;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Whole recordings against what NeuroKit2 and SciPy make of them, and how long one of an hour takes.</summary>
internal static class GsrParityFigures
{
    private const int HourAt100Hz = 360_000;

    public static void Measure(Report report)
    {
        Speed(report);
        var folder = Path.Combine(ReferenceData.Folder, "data", "eda");
        var golden = new GoldenStudies(folder);
        if (golden.Recordings.Count == 0)
        {
            report.Skip("gsr.parity", $"{Path.Combine(folder, "signals")} holds no recordings");
            return;
        }
        var signals = golden.Recordings.SelectMany(r => Compared(report, "gsr.parity signals", r, golden.SignalErrors(r))).ToLookup(e => e.Signal, e => e.Error);
        foreach (var signal in new[] { "clean", "tonic", "phasic" })
        {
            if (signals[signal].Any())
                report.AtMost($"gsr.parity.{signal}", signals[signal].Max(), "µS", 1e-6);
            else
                report.Skip($"gsr.parity.{signal}", $"{folder} has no golden one");
        }
        Identical(report, golden, "gsr.parity.peaks", r => golden.Scrs(r).Select(g => (g.Variant, g.Count, (Func<Recording, string?>)g.Difference)));
        Identical(report, golden, "gsr.parity.prominence", r => golden.Prominences(r).Select(g => ($"prominence>={g.Least}", g.Peaks.Length, (Func<Recording, string?>)g.Difference)));
        var filters = golden.Recordings.SelectMany(golden.Filters).ToList();
        if (filters.Count > 0)
            report.AtMost("gsr.parity.coefficients", filters.Max(f => f.WorstError()), "-", 1e-12);
        else
            report.Skip("gsr.parity.coefficients", $"{folder} has no golden filters");
    }

    // Recordings in which everything agrees, among those with a golden result; says what differs.
    private static void Identical(Report report, GoldenStudies golden, string figure, Func<string, IEnumerable<(string Variant, int Count, Func<Recording, string?> Difference)>> cases)
    {
        var (recordings, identical, found) = (0, 0, 0);
        foreach (var recording in golden.Recordings)
        {
            var compared = Compared(report, figure, recording, cases(recording)).ToList();
            if (compared.Count == 0)
                continue;
            recordings++;
            found += compared.Sum(c => c.Count);
            var read = golden.Read(recording);
            var differences = compared.Select(c => (c.Variant, Difference: c.Difference(read))).Where(d => d.Difference is not null).ToList();
            identical += differences.Count == 0 ? 1 : 0;
            foreach (var (variant, difference) in differences)
                Console.Error.WriteLine($"{figure}: {recording}, {variant}: {difference}");
        }
        if (recordings == 0)
            return;
        report.AtLeast(figure, (double)identical / recordings, "-", 1);
        report.Plain($"{figure}.recordings", recordings, "-");
        report.Plain($"{figure}.compared", found, "-");
    }

    private static IReadOnlyList<T> Compared<T>(Report report, string figure, string recording, IEnumerable<T> cases)
    {
        IReadOnlyList<T> all = [.. cases];
        if (all.Count == 0)
            report.Skip(figure, $"{recording} has no golden result");
        return all;
    }

    private static void Speed(Report report)
    {
        var signal = Hour();
        var best = double.PositiveInfinity;
        for (var i = 0; i < 5; i++)
        {
            var start = Stopwatch.GetTimestamp();
            ScrStudy.Analyse(signal, 100, new ScrStudyOptions());
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        // NeuroKit2's eda_process takes 170 ms for as much on this class of machine.
        report.AtMost("gsr.batch.hour", best, "ms", 170);
    }

    // A drifting level, a response every ten seconds on the average, and a converter's noise.
    internal static double[] Hour()
    {
        var random = new Random(11);
        var signal = new double[HourAt100Hz];
        var (rising, falling) = (0.0, 0.0);
        for (var i = 0; i < signal.Length; i++)
        {
            if (random.Next(1000) == 0)
            {
                var size = random.NextDouble();
                (rising, falling) = (rising + size, falling + size);
            }
            (rising, falling) = (rising * 0.987, falling * 0.995);
            signal[i] = 5 + Math.Sin(i * 1e-5) + (falling - rising) + (0.002 * (random.NextDouble() - 0.5));
        }
        return signal;
    }
}
