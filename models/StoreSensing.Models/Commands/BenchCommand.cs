using System.Text.Encodings.Web;
using System.Text.Json;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Bench;

namespace StoreSensing.Models.Commands;

/// <summary><c>bench</c>: milliseconds per run, by model, threads and input size, and on which machine.</summary>
internal sealed class BenchCommand(ModelStore store, TextWriter output, TextWriter error)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required IReadOnlyList<string> Names { get; init; }

    public required string Threads { get; init; }

    public required string Sizes { get; init; }

    public required double Seconds { get; init; }

    public required string? Library { get; init; }

    public required bool Json { get; init; }

    public int Run(CancellationToken cancellation)
    {
        var cases = BenchCase.All(Entries(), BenchCase.ParseThreads(Threads), BenchCase.ParseSizes(Sizes)).ToList();
        if (cases.Count == 0)
            throw new InferenceException($"no model is on this machine ('{store.Folder}'); run: storesensing-models fetch");
        var runtime = OnnxRuntime.Load(Library ?? store.RuntimeLibrary());
        var (device, before, load) = (Device.Read(), Device.Temperature(), Device.Load());
        var results = new List<BenchResult>();
        try
        {
            foreach (var item in cases)
            {
                error.WriteLine($"{results.Count + 1} of {cases.Count}: {item.Entry.Name} {item.Width}×{item.Height}, {item.Threads} thread{(item.Threads == 1 ? "" : "s")}");
                results.Add(BenchRun.Measure(store, runtime, item, TimeSpan.FromSeconds(Seconds), cancellation));
            }
        }
        catch (OperationCanceledException)
        {
            error.WriteLine($"stopped after {results.Count} of {cases.Count}");
        }
        Write(results, runtime.Name, device, before, Device.Temperature(), load);
        return results.Count == cases.Count ? 0 : 1;
    }

    // Named models must be here, and OpenSession says so if not; without names it is whatever is.
    private IEnumerable<ModelEntry> Entries() =>
        Names.Count > 0 ? [.. Names.Distinct().Select(store.Entry)] : store.Catalog.Models.Where(model => File.Exists(store.PathOf(model)));

    private void Write(List<BenchResult> results, string runtime, Device device, double? before, double? after, double? load)
    {
        var throttling = Device.Throttling();
        if (Json)
        {
            output.WriteLine(JsonSerializer.Serialize(new { device, runtime, load, celsiusBefore = before, celsiusAfter = after, throttling, results }, _json));
            return;
        }
        output.WriteLine($"{device}; {runtime}{(load is null ? "" : FormattableString.Invariant($"; load {load:F1} at the start"))}{(before is null ? "" : FormattableString.Invariant($"; {before:F0} °C before, {after:F0} °C after"))}");
        if (throttling is not null)
            output.WriteLine($"slowed down: {throttling}");
        output.WriteLine();
        BenchTable.Write(results, output);
    }
}
