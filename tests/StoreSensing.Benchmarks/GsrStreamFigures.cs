using System.Diagnostics;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Physiology.Studies;
using StoreSensing.Edge.Core.Tests.Physiology.Live;
using StoreSensing.Edge.Core.Tests.Physiology.Studies;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>The live lane against what can be known with the whole recording at hand, and what it costs.</summary>
internal static class GsrStreamFigures
{
    private const int Hour = 3600;
    private const int Rate = 100;
    private const int Begun = 60 * Rate; // by then the contact has begun and its room is made

    public static void Measure(Report report)
    {
        Speed(report);
        var folder = Path.Combine(ReferenceData.Folder, "data", "eda");
        var golden = new GoldenStudies(folder);
        if (golden.Recordings.Count == 0)
        {
            report.Skip("gsr.stream", $"{Path.Combine(folder, "signals")} holds no recordings");
            return;
        }
        var compared = new List<AnchoredResponses>();
        var tonic = new List<(string Recording, double Sum, int Count)>();
        foreach (var recording in golden.Recordings)
        {
            var read = golden.Read(recording);
            tonic.Add((recording, TonicError.Of(read) is var (sum, count) ? sum : 0, count));
            var anchor = AnchoredResponses.GoldenOf(golden, recording);
            if (anchor is null)
                Console.Error.WriteLine($"gsr.stream: {recording} has no golden anchor: it is made here, as gsr.parity.prominence makes them");
            compared.Add(AnchoredResponses.Of(read, anchor));
        }
        Tonic(report, tonic);
        if (compared.Count > 0)
            Responses(report, compared);
    }

    private static void Responses(Report report, IReadOnlyList<AnchoredResponses> compared)
    {
        // The anchor knows of no artefacts, so responses near one count here; what the artefact rules leave of them is told below.
        report.AtLeast("gsr.stream.recall", (double)compared.Sum(c => c.Matched) / compared.Sum(c => c.Anchors), "-", 0.95);
        report.AtLeast("gsr.stream.precision", (double)compared.Sum(c => c.Matched) / compared.Sum(c => c.Found), "-", 0.95);
        report.Plain("gsr.stream.recall.counted", (double)compared.Sum(c => c.Counted) / compared.Sum(c => c.Anchors), "-");
        report.Plain("gsr.stream.disturbed", (double)compared.Sum(c => c.Disturbed) / compared.Sum(c => c.Found), "-");
        var latencies = compared.SelectMany(c => c.Latencies).Order().ToList();
        report.AtMost("gsr.stream.latency.median", latencies[latencies.Count / 2], "s", 1);
        report.Plain("gsr.stream.latency.p95", latencies[latencies.Count * 95 / 100], "s");
        var final = compared.SelectMany(c => c.FinalLatencies).Order().ToList();
        report.Plain("gsr.stream.final.median", final[final.Count / 2], "s");
        report.Plain("gsr.stream.signs.confirmed", 1 - ((double)compared.Sum(c => c.TakenBack) / compared.Sum(c => c.Signs)), "-");
        report.AtMost("gsr.stream.rateError", compared.SelectMany(c => c.MinuteErrors).Average(), "/min", 0.125);
        report.Plain("gsr.stream.responses", compared.Sum(c => c.Anchors), "-");
        report.Plain("gsr.stream.recordings", compared.Count, "-");
    }

    private static void Tonic(Report report, IReadOnlyList<(string Recording, double Sum, int Count)> errors)
    {
        if (errors.All(e => e.Count == 0))
            return;
        report.AtMost("gsr.stream.tonic.rmse", Math.Sqrt(errors.Sum(e => e.Sum) / errors.Sum(e => e.Count)), "µS", 0.02);
        var worst = errors.Where(e => e.Count > 0).MaxBy(e => e.Sum / e.Count);
        report.Plain($"gsr.stream.tonic.rmse.worst({worst.Recording})", Math.Sqrt(worst.Sum / worst.Count), "µS");
    }

    private static void Speed(Report report)
    {
        var readings = Readings();
        var best = double.PositiveInfinity;
        var bytes = 0L;
        for (var run = 0; run < 15; run++)
        {
            var pipeline = new PhysiologyPipeline(
                new PhysiologyPlan { Sensor = "kiosk", NominalRate = Rate, FrontEnd = new MicrosiemensFrontEnd(), WindowSeconds = Hour, Zone = "till", AsksConsent = false }, 1);
            var start = Stopwatch.GetTimestamp();
            foreach (var reading in readings.AsSpan(0, Begun))
                pipeline.Add(reading);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            foreach (var reading in readings.AsSpan(Begun))
                pipeline.Add(reading);
            bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        report.AtMost("gsr.stream.hour", best, "ms", 40);
        report.AtMost("gsr.stream.bytesPerReading", (double)bytes / (readings.Length - Begun), "B", 0);
    }

    private static SensorReading[] Readings()
    {
        var start = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var signal = GsrParityFigures.Hour();
        return [.. Enumerable.Range(0, Hour * Rate).Select(i => new SensorReading(new FrameTime(start + TimeSpan.FromSeconds(i / (double)Rate), TimeSpan.FromSeconds(i / (double)Rate)), signal[i]))];
    }
}
