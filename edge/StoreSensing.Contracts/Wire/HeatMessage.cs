namespace StoreSensing.Contracts.Wire;

/// <summary>Person-seconds per cell of the device's surfaces in one window.</summary>
public sealed record HeatMessage : MetricMessage
{
    /// <summary>One entry per surface and layer; an unobserved surface is absent, an observed empty one has no cells.</summary>
    public required IReadOnlyList<HeatFigures> Surfaces { get; init; }
}

/// <summary>One layer of one surface. Cells not listed hold 0.</summary>
public sealed record HeatFigures
{
    /// <summary>The surface's id: the floor plan's, or a camera's where that camera is not calibrated.</summary>
    public required string Surface { get; init; }

    /// <summary>What is summed: <c>path</c> = every second of every person.</summary>
    public required string Layer { get; init; }

    /// <summary>Columns of the grid, as in <c>describe</c>.</summary>
    public required int Columns { get; init; }

    /// <summary>Rows of the grid, as in <c>describe</c>.</summary>
    public required int Rows { get; init; }

    /// <summary>Seconds of the window in which this surface was observed.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>Cell numbers, ascending: row × columns + column, row 0 at the origin.</summary>
    public required IReadOnlyList<int> Cells { get; init; }

    /// <summary>Person-seconds of each listed cell.</summary>
    public required IReadOnlyList<double> PersonSeconds { get; init; }
}
