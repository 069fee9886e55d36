using System.Globalization;

namespace StoreSensing.Models.Bench;

/// <summary>Results as a Markdown table, a row per model and input, a column per thread count, ready for a README.</summary>
internal static class BenchTable
{
    public static void Write(IReadOnlyList<BenchResult> results, TextWriter output)
    {
        var threads = results.Select(result => result.Threads).Distinct().Order().ToList();
        output.WriteLine($"| model | input | {string.Join(" | ", threads.Select(count => $"{count} thread{(count == 1 ? "" : "s")}: median / p95 ms"))} |");
        output.WriteLine($"|---|---|{string.Concat(threads.Select(_ => "---:|"))}");
        foreach (var row in results.GroupBy(result => (result.Model, result.Input)))
        {
            var cells = threads.Select(count => row.FirstOrDefault(result => result.Threads == count) is { } found
                ? $"{Number(found.MedianMilliseconds)} / {Number(found.P95Milliseconds)}" : "–");
            output.WriteLine($"| {row.Key.Model} | {row.Key.Input} | {string.Join(" | ", cells)} |");
        }
    }

    private static string Number(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "F2" : "F1", CultureInfo.InvariantCulture);
}
