using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>How a floor cell looks in a camera's picture.</summary>
/// <param name="Share">Share of the cell's area that the camera sees, 0..1.</param>
/// <param name="PictureArea">Share of the picture that the seen part covers; times width × height it is pixels.</param>
/// <param name="MetresPerPicture">The most metres of floor that one picture height or width is worth there; 0 when nothing of the cell is seen.</param>
public readonly record struct CellFootprint(double Share, double PictureArea, double MetresPerPicture)
{
    /// <summary>Pixels that the seen part covers in a picture of a size.</summary>
    public double Pixels(int width, int height) => PictureArea * width * height;
}

/// <summary>What cameras see of a floor, cell by cell. A person is seen where the foot point falls into the picture and on no mask.</summary>
/// <remarks>Each cell is looked at in a grid of 12 × 12 points: a share is right to about 1 / 24 where a view's edge runs along a cell's side, and better across it.</remarks>
public static class VisibleArea
{
    private const int Side = 12;

    /// <summary>What one camera sees of each cell, row × columns + column.</summary>
    public static CellFootprint[] Footprints(Surface surface, FloorView view)
    {
        var cells = new CellFootprint[surface.Columns * surface.Rows];
        var area = surface.CellWidth * surface.CellHeight / (Side * Side);
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var (seen, picture, most) = (0, 0.0, 0.0);
            for (var i = 0; i < Side * Side; i++)
            {
                if (!view.TrySee(PointOf(surface, cell, i), out var at) || !view.TryScale(at, out var scale))
                    continue;
                seen++;
                picture += area / scale.Area;
                most = Math.Max(most, scale.Most);
            }
            cells[cell] = new CellFootprint((double)seen / (Side * Side), picture, most);
        }
        return cells;
    }

    /// <summary>Share of each cell's area that any of the cameras sees, 0..1.</summary>
    public static double[] Shares(Surface surface, IReadOnlyList<FloorView> views) => Shares(surface, views, atLeast: 1);

    /// <summary>Share of each cell's area that two or more of the cameras see, 0..1: where one person may be seen twice.</summary>
    public static double[] Overlap(Surface surface, IReadOnlyList<FloorView> views) => Shares(surface, views, atLeast: 2);

    /// <summary>Share of each cell of an uncalibrated camera's picture that is not masked, 0..1.</summary>
    public static double[] Unmasked(Surface surface, IReadOnlyList<Polygon> masks) =>
        Shares(surface, point => !masks.Any(mask => mask.Contains(point)));

    private static double[] Shares(Surface surface, IReadOnlyList<FloorView> views, int atLeast) =>
        Shares(surface, point => views.Count(view => view.TrySee(point, out _)) >= atLeast);

    private static double[] Shares(Surface surface, Func<PlanePoint, bool> isSeen)
    {
        var shares = new double[surface.Columns * surface.Rows];
        for (var cell = 0; cell < shares.Length; cell++)
        {
            var seen = 0;
            for (var i = 0; i < Side * Side; i++)
                seen += isSeen(PointOf(surface, cell, i)) ? 1 : 0;
            shares[cell] = (double)seen / (Side * Side);
        }
        return shares;
    }

    private static PlanePoint PointOf(Surface surface, int cell, int i) => new(
        surface.Origin.X + (surface.CellWidth * ((cell % surface.Columns) + (((i % Side) + 0.5) / Side))),
        surface.Origin.Y + (surface.CellHeight * ((cell / surface.Columns) + (((i / Side) + 0.5) / Side))));
}
