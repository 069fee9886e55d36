using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>What a surface's coordinates mean.</summary>
public enum SurfaceUnit
{
    /// <summary>Metres on the floor plan.</summary>
    Metre,

    /// <summary>0..1 of a picture, y down.</summary>
    Image,
}

/// <summary>A plane with a grid of half-open cells.</summary>
public sealed record Surface
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The name people see.</summary>
    public required string Name { get; init; }

    /// <summary>What its coordinates mean.</summary>
    public required SurfaceUnit Unit { get; init; }

    /// <summary>Corner of cell 0.</summary>
    public required PlanePoint Origin { get; init; }

    /// <summary>Cell width, in the unit.</summary>
    public required double CellWidth { get; init; }

    /// <summary>Cell height, in the unit.</summary>
    public required double CellHeight { get; init; }

    /// <summary>Columns of the grid.</summary>
    public required int Columns { get; init; }

    /// <summary>Rows of the grid.</summary>
    public required int Rows { get; init; }

    /// <summary>Width / height as people see it.</summary>
    public required double Aspect { get; init; }

    /// <summary>What share (0..1) of each cell's area any camera sees, row × columns + column; null where nobody worked it out.</summary>
    public IReadOnlyList<float>? Visible { get; init; }

    /// <summary>A floor plan of <paramref name="width"/> × <paramref name="height"/> metres from <paramref name="origin"/> on, in square cells.</summary>
    public static Surface Floor(string id, string name, PlanePoint origin, double width, double height, double cell)
    {
        var columns = (int)Math.Ceiling(Math.Round(width / cell, 6));
        var rows = (int)Math.Ceiling(Math.Round(height / cell, 6));
        return new Surface
        {
            Id = id, Name = name, Unit = SurfaceUnit.Metre, Origin = origin,
            CellWidth = cell, CellHeight = cell, Columns = columns, Rows = rows, Aspect = (double)columns / rows,
        };
    }

    /// <summary>An uncalibrated camera's picture: 40 × 30 cells whatever its size, so that heat stays comparable when the size changes.</summary>
    public static Surface Picture(string id, string name, double aspect) => new()
    {
        Id = id, Name = name, Unit = SurfaceUnit.Image, Origin = new PlanePoint(0, 0),
        CellWidth = 1.0 / 40, CellHeight = 1.0 / 30, Columns = 40, Rows = 30, Aspect = aspect,
    };

    /// <summary>The cells that a polygon touches with its area, a corner or its middle; ascending.</summary>
    public int[] CellsOf(Polygon polygon)
    {
        var touched = new SortedSet<int>(polygon.Corners.Select(CellOf).Where(cell => cell >= 0));
        for (var cell = 0; cell < Columns * Rows; cell++)
        {
            var (x, y) = (Origin.X + (cell % Columns * CellWidth), Origin.Y + (cell / Columns * CellHeight));
            if (polygon.Contains(new PlanePoint(x + (CellWidth / 2), y + (CellHeight / 2)))
                || polygon.Contains(new PlanePoint(x, y)) || polygon.Contains(new PlanePoint(x + CellWidth, y))
                || polygon.Contains(new PlanePoint(x, y + CellHeight)) || polygon.Contains(new PlanePoint(x + CellWidth, y + CellHeight)))
                touched.Add(cell);
        }
        return [.. touched];
    }

    /// <summary>The cell that holds the point (row × columns + column), or −1 outside the grid.</summary>
    public int CellOf(PlanePoint p)
    {
        var column = Math.Floor((p.X - Origin.X) / CellWidth);
        var row = Math.Floor((p.Y - Origin.Y) / CellHeight);
        return column >= 0 && column < Columns && row >= 0 && row < Rows ? ((int)row * Columns) + (int)column : -1;
    }
}
