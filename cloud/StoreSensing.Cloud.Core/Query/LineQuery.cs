using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>A line over a range.</summary>
/// <param name="Line">The line's id.</param>
/// <param name="Name">The name people see; the id when no device describes the line.</param>
/// <param name="InName">What people call the direction in.</param>
/// <param name="OutName">What people call the direction out.</param>
/// <param name="In">Crossings in.</param>
/// <param name="Out">Crossings out.</param>
/// <param name="ObservedSeconds">Seconds really observed; 0 means that the counts say nothing.</param>
public sealed record LineSummary(string Line, string Name, string InName, string OutName, long In, long Out, double ObservedSeconds);

/// <summary>Adds up crossings over a range.</summary>
public static class LineQuery
{
    /// <summary>Every line that is described or has figures, in that order.</summary>
    public static IReadOnlyList<LineSummary> Summarise(StoreLayout layout, IEnumerable<Row<LineFigures>> rows)
    {
        var totals = new Dictionary<string, (long In, long Out, ObservedTime Observed)>();
        foreach (var row in rows)
        {
            var total = totals.GetValueOrDefault(row.Figures.Line, (0, 0, new ObservedTime()));
            total.Observed.Add(row.Window, row.Figures.ObservedSeconds);
            totals[row.Figures.Line] = (total.In + row.Figures.In, total.Out + row.Figures.Out, total.Observed);
        }
        var described = layout.Lines.DistinctBy(l => l.Line).ToDictionary(l => l.Line);
        return [.. described.Keys.Concat(totals.Keys.Except(described.Keys).Order(StringComparer.Ordinal)).Select(line =>
        {
            var place = described.GetValueOrDefault(line);
            var total = totals.GetValueOrDefault(line);
            return new LineSummary(
                line, place?.Name ?? line, place?.InName ?? "in", place?.OutName ?? "out", total.In, total.Out, Figures.Round(total.Observed?.Seconds ?? 0));
        })];
    }
}
