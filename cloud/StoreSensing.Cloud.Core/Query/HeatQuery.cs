using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>Heat of one surface and layer over a range; cells not listed hold 0.</summary>
public sealed record HeatSurface
{
    /// <summary>The surface's id.</summary>
    public required string Surface { get; init; }

    /// <summary>What is summed.</summary>
    public required string Layer { get; init; }

    /// <summary>Columns of the grid.</summary>
    public required int Columns { get; init; }

    /// <summary>Rows of the grid.</summary>
    public required int Rows { get; init; }

    /// <summary>Seconds really observed on this grid.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>Seconds of the range that were observed on an older grid of another size, and are not in the cells.</summary>
    public required double OtherGridSeconds { get; init; }

    /// <summary>Sum over the cells, person-seconds.</summary>
    public required double TotalPersonSeconds { get; init; }

    /// <summary>Percentiles over the cells that are not 0, person-seconds.</summary>
    public required HeatScale Scale { get; init; }

    /// <summary>Cell numbers, ascending: row × columns + column.</summary>
    public required IReadOnlyList<int> Cells { get; init; }

    /// <summary>Person-seconds of each listed cell.</summary>
    public required IReadOnlyList<double> PersonSeconds { get; init; }
}

/// <summary>Percentiles over the cells that are not 0, person-seconds; all 0 when there are none.</summary>
public sealed record HeatScale(double P50, double P75, double P90, double P95, double P99, double Max);

/// <summary>Adds up heat over a range.</summary>
public static class HeatQuery
{
    /// <summary>One entry per surface that was observed, by surface.</summary>
    public static IReadOnlyList<HeatSurface> Sum(IEnumerable<Row<HeatFigures>> rows, string? surface, string layer)
    {
        var grids = new Dictionary<(string Surface, int Columns, int Rows), HeatTotals>();
        foreach (var row in rows)
        {
            if (row.Figures.Layer != layer || (surface is not null && row.Figures.Surface != surface))
                continue;
            var key = (row.Figures.Surface, row.Figures.Columns, row.Figures.Rows);
            if (!grids.TryGetValue(key, out var totals))
                grids[key] = totals = new HeatTotals();
            totals.Add(row);
        }
        return [.. grids.GroupBy(g => g.Key.Surface).OrderBy(g => g.Key, StringComparer.Ordinal).Select(sizes =>
        {
            // Somebody changed the grid: cells of different grids can't be added, the newest is shown.
            var newest = sizes.MaxBy(g => g.Value.Newest);
            var others = sizes.Where(g => g.Key != newest.Key).Sum(g => g.Value.ObservedSeconds);
            return newest.Value.Summarise(newest.Key.Surface, layer, newest.Key.Columns, newest.Key.Rows, others);
        })];
    }
}

internal sealed class HeatTotals
{
    private readonly Dictionary<int, double> _cells = [];
    private readonly ObservedTime _observed = new();

    public DateTimeOffset Newest { get; private set; }

    public double ObservedSeconds => _observed.Seconds;

    public void Add(in Row<HeatFigures> row)
    {
        var heat = row.Figures;
        for (var i = 0; i < heat.Cells.Count; i++)
            _cells[heat.Cells[i]] = _cells.GetValueOrDefault(heat.Cells[i]) + (heat.PersonSeconds?[i] ?? heat.People![i]);
        _observed.Add(row.Window, row.Figures.ObservedSeconds);
        Newest = row.Window.Start > Newest ? row.Window.Start : Newest;
    }

    public HeatSurface Summarise(string surface, string layer, int columns, int rows, double otherGridSeconds)
    {
        var cells = _cells.Where(c => c.Value > 0).OrderBy(c => c.Key).ToList();
        var values = cells.Select(c => Figures.Round(c.Value)).ToList();
        List<double> ascending = [.. values.Order()];
        return new HeatSurface
        {
            Surface = surface,
            Layer = layer,
            Columns = columns,
            Rows = rows,
            ObservedSeconds = Figures.Round(_observed.Seconds),
            OtherGridSeconds = Figures.Round(otherGridSeconds),
            TotalPersonSeconds = Figures.Round(cells.Sum(c => c.Value)),
            Scale = new HeatScale(At(0.5), At(0.75), At(0.9), At(0.95), At(0.99), ascending.Count == 0 ? 0 : ascending[^1]),
            Cells = [.. cells.Select(c => c.Key)],
            PersonSeconds = values,
        };

        double At(double q) => Figures.Round(Figures.Quantile(ascending, q));
    }
}
