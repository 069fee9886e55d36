using System.Diagnostics;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;

namespace StoreSensing.Models.Commands;

/// <summary><c>bench</c>: milliseconds per run and resident memory, model by model in one process.</summary>
internal static class BenchCommand
{
    public static int Run(ModelStore store, IReadOnlyList<string> names, int threads, string size, double seconds, string? library, TextWriter output)
    {
        var (height, width) = ParseSize(size);
        var before = ResidentMegabytes();
        var runtime = OnnxRuntime.Load(library ?? store.RuntimeLibrary());
        output.WriteLine($"{runtime.Name}, {threads} thread(s); resident before {before:F0} MB, with the library {ResidentMegabytes():F0} MB");
        output.WriteLine($"{"model",-16}{"input",-20}{"open ms",10}{"median ms",12}{"p95 ms",10}{"runs",8}{"resident MB",13}{"B/run",8}");
        var sessions = new List<IInferenceSession>();
        foreach (var name in names.Count > 0 ? names : [.. store.Catalog.Models.Where(model => model.Default).Select(model => model.Name)])
        {
            var entry = store.Entry(name);
            var opening = Stopwatch.StartNew();
            var session = store.OpenSession(runtime, name, new InferenceOptions { Threads = threads, InputShapes = Shapes(entry, height, width) });
            opening.Stop();
            sessions.Add(session);
            var (times, bytes) = Measure(session, seconds);
            output.WriteLine($"{name,-16}{string.Join('x', session.Inputs[0].Shape),-20}{opening.Elapsed.TotalMilliseconds,10:F0}{times[times.Count / 2],12:F2}{times[times.Count * 95 / 100],10:F2}{times.Count,8}{ResidentMegabytes(),13:F0}{bytes / times.Count,8}");
        }
        sessions.ForEach(session => session.Dispose());
        return 0;
    }

    private static (List<double> Milliseconds, long Bytes) Measure(IInferenceSession session, double seconds)
    {
        for (var i = 0; i < session.Inputs.Count; i++)
        {
            var input = session.Input(i);
            for (var j = 0; j < input.Length; j++)
                input[j] = (j * 7 % 256) / 255f;
        }
        var times = new List<double>(1 << 16);
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        do
        {
            var start = Stopwatch.GetTimestamp();
            session.Run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        while (Stopwatch.GetTimestamp() < end && times.Count < 1 << 16);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        times.Sort();
        return (times, allocated);
    }

    private static Dictionary<string, IReadOnlyList<long>> Shapes(ModelEntry entry, long height, long width) =>
        entry.Inputs.Where(input => input.Shape.Contains(-1)).ToDictionary(
            input => input.Name,
            input => (IReadOnlyList<long>)[.. input.Shape.Select((side, axis) => side > 0 ? side : axis == 0 ? 1 : axis == 2 ? height : width)]);

    private static (long Height, long Width) ParseSize(string size)
    {
        var parts = size.Split('x');
        return parts is [var h, var w] && long.TryParse(h, out var height) && long.TryParse(w, out var width) && height > 0 && width > 0
            ? (height, width)
            : throw new InferenceException($"size '{size}' is not HEIGHTxWIDTH, e.g. 288x384");
    }

    private static double ResidentMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1e6;
    }
}
