using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>A line over a range.</summary>
public sealed record LineSummary
{
    /// <summary>The line's id.</summary>
    public required string Line { get; init; }

    /// <summary>The name people see; the id when no device describes the line.</summary>
    public required string Name { get; init; }

    /// <summary>What people call the direction in.</summary>
    public required string InName { get; init; }

    /// <summary>What people call the direction out.</summary>
    public required string OutName { get; init; }

    /// <summary>Crossings in, as far as they are told; null when all are withheld.</summary>
    public required long? In { get; init; }

    /// <summary>Crossings out, in the same way.</summary>
    public required long? Out { get; init; }

    /// <summary>Start of the earliest window in these counts, UTC, where a figure reaches back before the window it was told in; it can lie before the range.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>Why in or out is null: <c>below-threshold</c> (0 included) or <c>budget</c>.</summary>
    public required string? Withheld { get; init; }

    /// <summary>What crossings in lack; null when they lack nothing.</summary>
    public required UntoldCounts? InUntold { get; init; }

    /// <summary>What crossings out lack; null when they lack nothing.</summary>
    public required UntoldCounts? OutUntold { get; init; }

    /// <summary>Half the width of the 95 % interval that the noise leaves around crossings in, people; null without noise. More after a restart.</summary>
    public required double? InPlusMinus { get; init; }

    /// <summary>The same of crossings out.</summary>
    public required double? OutPlusMinus { get; init; }

    /// <summary>Seconds really observed; 0 means that the counts say nothing.</summary>
    public required double ObservedSeconds { get; init; }
}

/// <summary>Adds up crossings over a range.</summary>
public static class LineQuery
{
    /// <summary>Every line that is described or has figures, in that order.</summary>
    public static IReadOnlyList<LineSummary> Summarise(StoreLayout layout, IEnumerable<Row<LineFigures>> rows)
    {
        var totals = new Dictionary<string, LineTotals>();
        foreach (var row in rows)
        {
            if (!totals.TryGetValue(row.Figures.Line, out var total))
                totals[row.Figures.Line] = total = new LineTotals();
            total.Add(row, layout.PrivacyOf(row.Window.Device));
        }
        var described = layout.Lines.DistinctBy(l => l.Line).ToDictionary(l => l.Line);
        return [.. described.Keys.Concat(totals.Keys.Except(described.Keys).Order(StringComparer.Ordinal))
            .Select(line => (totals.GetValueOrDefault(line) ?? new LineTotals()).Summarise(line, described.GetValueOrDefault(line)))];
    }
}

internal sealed class LineTotals
{
    private readonly CountTotals _in = new();
    private readonly CountTotals _out = new();
    private readonly ObservedTime _observed = new();

    public void Add(in Row<LineFigures> row, LayoutPrivacy? privacy)
    {
        var line = row.Figures;
        _observed.Add(row.Window, line.ObservedSeconds);
        _in.Add(row.Window, line.In, line.Withheld, line.Since, privacy, privacy?.Noise?.CrossingScale);
        _out.Add(row.Window, line.Out, line.Withheld, line.Since, privacy, privacy?.Noise?.CrossingScale);
    }

    public LineSummary Summarise(string line, LayoutLine? place) => new()
    {
        Line = line,
        Name = place?.Name ?? line,
        InName = place?.InName ?? "in",
        OutName = place?.OutName ?? "out",
        In = _in.Sum,
        Out = _out.Sum,
        Since = _out.Since is null || _in.Since < _out.Since ? _in.Since : _out.Since,
        Withheld = _in.Withheld ?? _out.Withheld,
        InUntold = _in.Untold,
        OutUntold = _out.Untold,
        InPlusMinus = _in.PlusMinus,
        OutPlusMinus = _out.PlusMinus,
        ObservedSeconds = Figures.Round(_observed.Seconds),
    };
}
