using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.FloorPlan;

namespace StoreSensing.Edge.Core.Tests.FloorPlan;

public sealed class VisibleAreaTests
{
    private static readonly Surface Floor = Surface.Floor("floor", "Floor", new PlanePoint(0, 0), 6, 4, 0.5);

    [Fact]
    public void Footprints_CameraFromStraightAbove_SeesItsRectangle()
    {
        var cells = VisibleArea.Footprints(Floor, Above(1, 1, 4.25, 3));
        Share(cells, 2, 2).ShouldBe(1);
        Share(cells, 1, 2).ShouldBe(0);
        Share(cells, 8, 2).ShouldBe(0.5, "the picture ends in the middle of the cell");
        cells.Sum(c => c.Share * 0.25).ShouldBe(3.25 * 2, 1e-9);
        cells.Sum(c => c.PictureArea).ShouldBe(1, 1e-9);
        cells[(2 * Floor.Columns) + 2].Pixels(650, 400).ShouldBe(100 * 100, 1e-6);
        cells[(2 * Floor.Columns) + 2].MetresPerPicture.ShouldBe(3.25, 1e-9);
    }

    [Fact]
    public void Footprints_SlantedCamera_FarCellsAreSmaller()
    {
        var view = new FloorView(Homography.From([new(new(0.3, 0.2), new(0, 4)), new(new(0.7, 0.2), new(6, 4)), new(new(1, 1), new(6, 0)), new(new(0, 1), new(0, 0))]));
        var cells = VisibleArea.Footprints(Floor, view);
        for (var row = 1; row < Floor.Rows; row++)
        {
            cells[(row * Floor.Columns) + 5].PictureArea.ShouldBeLessThan(cells[((row - 1) * Floor.Columns) + 5].PictureArea);
            cells[(row * Floor.Columns) + 5].MetresPerPicture.ShouldBeGreaterThan(cells[((row - 1) * Floor.Columns) + 5].MetresPerPicture);
        }
        cells.ShouldAllBe(c => c.Share == 1);
        cells.Sum(c => c.PictureArea).ShouldBe(0.8 * (0.4 + 1) / 2, 0.01, "the floor's trapezium in the picture");
    }

    [Fact]
    public void Shares_Mask_TakesItsPartAway()
    {
        var masked = new FloorView(Map(0, 0, 6, 4), masks: [new Polygon([new(0, 0), new(0.5, 0), new(0.5, 1), new(0, 1)])]);
        var shares = VisibleArea.Shares(Floor, [masked]);
        shares.Sum().ShouldBe(6 * 8, 1e-9);
        shares[0].ShouldBe(0);
        shares[11].ShouldBe(1);
    }

    [Fact]
    public void Shares_TwoCameras_AreTheUnionAndOverlapTheRest()
    {
        FloorView[] views = [Above(0, 0, 4, 4), Above(3.25, 0, 6, 4)];
        var (union, both) = (VisibleArea.Shares(Floor, views), VisibleArea.Overlap(Floor, views));
        union.ShouldAllBe(s => s == 1);
        (both.Sum() * 0.25).ShouldBe(0.75 * 4, 1e-9);
        var each = views.Select(v => VisibleArea.Shares(Floor, [v])).ToArray();
        for (var i = 0; i < union.Length; i++)
            (union[i] + both[i]).ShouldBe(each[0][i] + each[1][i], 1e-12);
    }

    [Fact]
    public void Unmasked_Picture_IsOneButForTheMask()
    {
        var picture = Surface.Picture("cam", "Camera", 4.0 / 3);
        var shares = VisibleArea.Unmasked(picture, [new Polygon([new(0, 0), new(0.25, 0), new(0.25, 1), new(0, 1)])]);
        shares.Sum().ShouldBe(30 * 30, 1e-6);
    }

    private static double Share(CellFootprint[] cells, int column, int row) => cells[(row * Floor.Columns) + column].Share;

    private static FloorView Above(double left, double near, double right, double far) => new(Map(left, near, right, far));

    private static Homography Map(double left, double near, double right, double far) =>
        Homography.From([new(new(0, 0), new(left, far)), new(new(1, 0), new(right, far)), new(new(1, 1), new(right, near)), new(new(0, 1), new(left, near))]);
}
