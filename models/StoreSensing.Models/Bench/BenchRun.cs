using System.Diagnostics;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;

namespace StoreSensing.Models.Bench;

/// <summary>Times a model: it is opened, warmed up, and run until the time is over.</summary>
internal static class BenchRun
{
    private const int MaximumRuns = 1 << 16;

    public static BenchResult Measure(ModelStore store, IInferenceRuntime runtime, BenchCase item, TimeSpan time, CancellationToken cancellation)
    {
        var opening = Stopwatch.StartNew();
        using var session = store.OpenSession(runtime, item.Entry.Name, item.Options);
        opening.Stop();
        Fill(session);
        var times = new double[MaximumRuns];
        // Clocks rise and pages settle during the first runs.
        Repeat(session, times, 3, time / 5, cancellation);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var runs = Repeat(session, times, 10, time, cancellation);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var sorted = times.AsSpan(0, runs);
        sorted.Sort();
        return new BenchResult(
            item.Entry.Name, $"{item.Width}×{item.Height}", item.Threads, Percentile(sorted, 0.5), Percentile(sorted, 0.95),
            opening.Elapsed.TotalMilliseconds, runs, Process.GetCurrentProcess().WorkingSet64 / 1e6, allocated / runs);
    }

    /// <summary>Nearest rank; <paramref name="sorted"/> ascending, not empty.</summary>
    public static double Percentile(ReadOnlySpan<double> sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];

    private static int Repeat(IInferenceSession session, double[] times, int atLeast, TimeSpan time, CancellationToken cancellation)
    {
        var begin = Stopwatch.GetTimestamp();
        var runs = 0;
        while (runs < times.Length && (runs < atLeast || Stopwatch.GetElapsedTime(begin) < time))
        {
            cancellation.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            session.Run();
            times[runs++] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return runs;
    }

    // Values that no network can skip; what they are doesn't change the time.
    private static void Fill(IInferenceSession session)
    {
        for (var i = 0; i < session.Inputs.Count; i++)
        {
            var input = session.Input(i);
            for (var j = 0; j < input.Length; j++)
                input[j] = (j * 7 % 256) / 255f;
        }
    }
}
