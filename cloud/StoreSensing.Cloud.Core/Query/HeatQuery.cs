using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>Heat of one surface and layer over a range. In cells that are listed nowhere nobody was, or fewer people than the devices' heat threshold: these wait.</summary>
public sealed record HeatSurface
{
    /// <summary>The surface's id.</summary>
    public required string Surface { get; init; }

    /// <summary>What is summed: one of <see cref="HeatLayers"/>.</summary>
    public required string Layer { get; init; }

    /// <summary>Columns of the grid.</summary>
    public required int Columns { get; init; }

    /// <summary>Rows of the grid.</summary>
    public required int Rows { get; init; }

    /// <summary>Seconds really observed on this grid.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>Seconds of the range that were observed on an older grid of another size, and are not in the cells.</summary>
    public required double OtherGridSeconds { get; init; }

    /// <summary>Sum over the cells, person-seconds; null on a layer that counts people.</summary>
    public required double? TotalPersonSeconds { get; init; }

    /// <summary>Sum over the cells, people; null on a layer that sums person-seconds.</summary>
    public required long? TotalPeople { get; init; }

    /// <summary>The unit of <see cref="Density"/>: one of <see cref="HeatUnits"/>.</summary>
    public required string Unit { get; init; }

    /// <summary>Share of the grid's area in any camera's view; null where nobody worked it out, and then cells count as wholly in view.</summary>
    public required double? VisibleShare { get; init; }

    /// <summary>Percentiles of the density over the cells where it is not 0.</summary>
    public required HeatScale Scale { get; init; }

    /// <summary>Cell numbers, ascending: row × columns + column.</summary>
    public required IReadOnlyList<int> Cells { get; init; }

    /// <summary>Person-seconds of each listed cell (path and linger); else null.</summary>
    public required IReadOnlyList<double>? PersonSeconds { get; init; }

    /// <summary>Half the width of the 95 % interval that the noise leaves around a cell's person-seconds; null without noise. More after a restart.</summary>
    public required double? PersonSecondsPlusMinus { get; init; }

    /// <summary>People of each listed cell (entry and exit); else null.</summary>
    public required IReadOnlyList<long>? People { get; init; }

    /// <summary>Each listed cell per observed time and visible floor; null where too little of the cell is in view.</summary>
    public required IReadOnlyList<double?> Density { get; init; }

    /// <summary>Cells of which less than a tenth is in view, ascending: nobody knows what happens there, so theirs is no 0.</summary>
    public required IReadOnlyList<int> Unseen { get; init; }

    /// <summary>How well people whom several cameras saw were put together; null where no cameras share the surface.</summary>
    public required MergeSummary? Merge { get; init; }
}

/// <summary>Percentiles over the cells that are not 0; all 0 when there are none.</summary>
public sealed record HeatScale(double P50, double P75, double P90, double P95, double P99, double Max);

/// <summary>The uncertainty of putting several cameras' people together, over a range.</summary>
/// <param name="Pairs">Sightings that were taken for the same person.</param>
/// <param name="Ambiguous">Of these, how many had a second candidate nearly as close.</param>
/// <param name="RmsMetres">Root mean square distance of the pairs, metres; null without a pair.</param>
public sealed record MergeSummary(long Pairs, long Ambiguous, double? RmsMetres);

/// <summary>Adds up heat over a range.</summary>
public static class HeatQuery
{
    /// <summary>One entry per surface that was observed, by surface.</summary>
    public static IReadOnlyList<HeatSurface> Sum(StoreLayout layout, IEnumerable<Row<HeatFigures>> rows, string? surface, string layer)
    {
        var grids = new Dictionary<(string Surface, int Columns, int Rows), HeatTotals>();
        foreach (var row in rows)
        {
            if (row.Figures.Layer != layer || (surface is not null && row.Figures.Surface != surface))
                continue;
            var key = (row.Figures.Surface, row.Figures.Columns, row.Figures.Rows);
            if (!grids.TryGetValue(key, out var totals))
                grids[key] = totals = new HeatTotals();
            totals.Add(row, layout.PrivacyOf(row.Window.Device));
        }
        return [.. grids.GroupBy(g => g.Key.Surface).OrderBy(g => g.Key, StringComparer.Ordinal).Select(sizes =>
        {
            // Somebody changed the grid: cells of different grids can't be added, the newest is shown.
            var newest = sizes.MaxBy(g => g.Value.Newest);
            var others = sizes.Where(g => g.Key != newest.Key).Sum(g => g.Value.ObservedSeconds);
            var (name, columns, height) = newest.Key;
            // A description of another grid says nothing about these cells.
            var place = layout.Surfaces.FirstOrDefault(s => s.Surface == name && s.Columns == columns && s.Rows == height);
            return newest.Value.Summarise(newest.Key, layer, new HeatDensity(place, layer), others);
        })];
    }
}

internal sealed class HeatTotals
{
    private readonly Dictionary<int, double> _cells = [];
    private readonly ObservedTime _observed = new();
    private long _pairs;
    private long _ambiguous;
    private double _squaredMetres;
    private bool _merged;
    private NoiseTotals _noise;

    public DateTimeOffset Newest { get; private set; }

    public double ObservedSeconds => _observed.Seconds;

    public void Add(in Row<HeatFigures> row, LayoutPrivacy? privacy)
    {
        var heat = row.Figures;
        for (var i = 0; i < heat.Cells.Count; i++)
            _cells[heat.Cells[i]] = _cells.GetValueOrDefault(heat.Cells[i]) + (heat.PersonSeconds?[i] ?? heat.People![i]);
        if (heat.Merge is { } merge)
        {
            _merged = true;
            _pairs += merge.Pairs;
            _ambiguous += merge.Ambiguous;
            _squaredMetres += merge.Pairs * (merge.RmsMetres ?? 0) * (merge.RmsMetres ?? 0);
        }
        // Of a cell that is not listed the noise says nothing: every window has it.
        _noise.Add(privacy?.Noise?.HeatScaleSeconds, row.Window.Windows);
        _observed.Add(row.Window, row.Figures.ObservedSeconds);
        Newest = row.Window.Start > Newest ? row.Window.Start : Newest;
    }

    public HeatSurface Summarise((string Surface, int Columns, int Rows) grid, string layer, HeatDensity density, double otherGridSeconds)
    {
        var cells = _cells.Where(c => c.Value > 0).OrderBy(c => c.Key).ToList();
        List<double?> densities = [.. cells.Select(c => Figures.Significant(density.Of(c.Key, c.Value, _observed.Seconds)))];
        List<double> ascending = [.. densities.OfType<double>().Order()];
        var total = cells.Sum(c => c.Value);
        return new HeatSurface
        {
            Surface = grid.Surface,
            Layer = layer,
            Columns = grid.Columns,
            Rows = grid.Rows,
            ObservedSeconds = Figures.Round(_observed.Seconds),
            OtherGridSeconds = Figures.Round(otherGridSeconds),
            TotalPersonSeconds = density.CountsPeople ? null : Figures.Round(total),
            TotalPeople = density.CountsPeople ? (long)total : null,
            Unit = density.Unit,
            VisibleShare = Figures.Round(density.VisibleShare),
            Scale = new HeatScale(At(0.5), At(0.75), At(0.9), At(0.95), At(0.99), ascending.Count == 0 ? 0 : ascending[^1]),
            Cells = [.. cells.Select(c => c.Key)],
            PersonSeconds = density.CountsPeople ? null : [.. cells.Select(c => Figures.Round(c.Value))],
            PersonSecondsPlusMinus = density.CountsPeople ? null : _noise.HalfWidth,
            People = density.CountsPeople ? [.. cells.Select(c => (long)c.Value)] : null,
            Density = densities,
            Unseen = density.Unseen,
            Merge = _merged ? new MergeSummary(_pairs, _ambiguous, _pairs == 0 ? null : Figures.Round(Math.Sqrt(_squaredMetres / _pairs))) : null,
        };

        double At(double q) => Figures.Significant(Figures.Quantile(ascending, q))!.Value;
    }
}
