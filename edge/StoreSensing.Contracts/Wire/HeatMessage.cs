namespace StoreSensing.Contracts.Wire;

/// <summary>What was summed per cell of the device's surfaces in one window.</summary>
public sealed record HeatMessage : MetricMessage
{
    /// <summary>One entry per surface and layer; an unobserved surface is absent, an observed empty one has no cells.</summary>
    public required IReadOnlyList<HeatFigures> Surfaces { get; init; }
}

/// <summary>
/// One layer of one surface. In cells not listed nobody was, or fewer people than <see cref="PrivacyDescription.HeatThreshold"/>: these wait, and are told with
/// a later window once there are enough.
/// </summary>
public sealed record HeatFigures
{
    /// <summary>The surface's id: the floor plan's, or a camera's where that camera is not calibrated.</summary>
    public required string Surface { get; init; }

    /// <summary>What is summed: one of <see cref="HeatLayers"/>.</summary>
    public required string Layer { get; init; }

    /// <summary>Columns of the grid, as in <c>describe</c>.</summary>
    public required int Columns { get; init; }

    /// <summary>Rows of the grid, as in <c>describe</c>.</summary>
    public required int Rows { get; init; }

    /// <summary>Seconds of the window in which this surface was observed.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>Cell numbers, ascending: row × columns + column, row 0 at the origin.</summary>
    public required IReadOnlyList<int> Cells { get; init; }

    /// <summary>Person-seconds of each listed cell (path and linger), in steps of 1 s up to 100 s and two significant digits above; else null.</summary>
    public required IReadOnlyList<double>? PersonSeconds { get; init; }

    /// <summary>People of each listed cell (entry and exit); else null.</summary>
    public required IReadOnlyList<int>? People { get; init; }

    /// <summary>How well people seen by several cameras were put together, on the path layer of a surface that cameras share; else null.</summary>
    public required MergeFigures? Merge { get; init; }
}

/// <summary>The layers of heat.</summary>
public static class HeatLayers
{
    /// <summary>Every second of every person.</summary>
    public const string Path = "path";

    /// <summary>The seconds in which a person lingers.</summary>
    public const string Linger = "linger";

    /// <summary>People whose track began here.</summary>
    public const string Entry = "entry";

    /// <summary>People whose track ended here.</summary>
    public const string Exit = "exit";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Path, Linger, Entry, Exit];
}

/// <summary>The uncertainty of putting several cameras' people together.</summary>
public sealed record MergeFigures
{
    /// <summary>Sightings that were taken for the same person.</summary>
    public required int Pairs { get; init; }

    /// <summary>Of these, how many had a second candidate nearly as close.</summary>
    public required int Ambiguous { get; init; }

    /// <summary>Root mean square distance of the pairs, metres; null without a pair.</summary>
    public required double? RmsMetres { get; init; }
}
