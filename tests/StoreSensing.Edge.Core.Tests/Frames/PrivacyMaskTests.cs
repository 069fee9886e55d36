using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Tests.Frames;

public sealed class PrivacyMaskTests
{
    [Fact]
    public void Apply_Rectangle_BlackensJustItsPixels() =>
        Masked(8, 4, Rectangle(0.25, 0.25, 0.75, 0.75)).ShouldBe("""
            ########
            ##....##
            ##....##
            ########
            """);

    [Fact]
    public void Share_OverlappingAndOverTheEdge_CountsEachPartOfThePictureOnce()
    {
        new PrivacyMask([]).Share.ShouldBe(0);
        new PrivacyMask([Rectangle(0.25, 0.25, 0.75, 0.75)]).Share.ShouldBe(0.25, 1e-9);
        new PrivacyMask([Rectangle(-1, -1, 0.5, 2), Rectangle(0.25, 0, 0.75, 0.5)]).Share.ShouldBe(0.625, 1e-9);
        new PrivacyMask([Polygon((0, 0), (1, 0), (0, 1))]).Share.ShouldBe(0.5, 0.002);
    }

    [Fact]
    public void Apply_PolygonOverPartOfPixels_BlackensThemWhole() =>
        Masked(4, 4, Rectangle(0.3, 0.3, 0.7, 0.7)).ShouldBe("""
            ####
            #..#
            #..#
            ####
            """);

    [Fact]
    public void Apply_SliverThinnerThanAPixel_IsNotLost() =>
        Masked(4, 2, Rectangle(0.55, 0.1, 0.56, 0.2)).ShouldBe("""
            ##.#
            ####
            """);

    [Fact]
    public void Apply_Concave_KeepsTheNotch() =>
        Masked(8, 8, Polygon((0, 0), (1, 0), (1, 1), (0.75, 1), (0.75, 0.25), (0.25, 0.25), (0.25, 1), (0, 1))).ShouldBe("""
            ........
            ........
            ..####..
            ..####..
            ..####..
            ..####..
            ..####..
            ..####..
            """);

    [Fact]
    public void Apply_PolygonReachingOverTheEdge_IsCutOff() =>
        Masked(4, 2, Rectangle(-1, -1, 0.5, 3)).ShouldBe("""
            ..##
            ..##
            """);

    [Fact]
    public void Apply_PolygonsOverlapping_CoversBoth() =>
        Masked(4, 2, Rectangle(0, 0, 0.5, 1), Rectangle(0.25, 0, 0.75, 0.5)).ShouldBe("""
            ...#
            ..##
            """);

    [Fact]
    public void Apply_EveryPixelWhoseCentreIsInside_IsBlack()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            var triangle = Polygon(Point(), Point(), Point());
            using var frame = White(31, 17);
            new PrivacyMask([triangle]).Apply(frame);
            for (var y = 0; y < 17; y++)
                for (var x = 0; x < 31; x++)
                    if (triangle.Contains(new PlanePoint((x + 0.5) / 31, (y + 0.5) / 17)))
                        frame.Pixels[((y * 31) + x) * 3].ShouldBe((byte)0);
        }

        (double, double) Point() => (random.NextDouble(), random.NextDouble());
    }

    [Fact]
    public void Apply_OtherPictureSize_RastersAnew()
    {
        var mask = new PrivacyMask([Rectangle(0, 0, 0.5, 1)]);
        using var small = White(4, 2);
        using var large = White(6, 2);
        mask.Apply(small);
        mask.Apply(large);
        Text(small).ShouldBe("..##\n..##");
        Text(large).ShouldBe("...###\n...###");
    }

    [Fact]
    public void Apply_OnceWarm_AllocatesNothing()
    {
        var mask = new PrivacyMask([Rectangle(0.1, 0.1, 0.6, 0.9)]);
        using var frame = White(64, 48);
        mask.Apply(frame);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            mask.Apply(frame);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static string Masked(int width, int height, params Polygon[] polygons)
    {
        using var frame = White(width, height);
        new PrivacyMask(polygons).Apply(frame);
        return Text(frame);
    }

    private static Frame White(int width, int height)
    {
        var frame = new FramePool(width, height).Rent();
        frame.Pixels.Fill(255);
        return frame;
    }

    private static string Text(Frame frame)
    {
        var rows = new List<string>();
        for (var y = 0; y < frame.Height; y++)
        {
            var row = "";
            for (var x = 0; x < frame.Width; x++)
            {
                var pixel = frame.Pixels.Slice(((y * frame.Width) + x) * 3, 3);
                (pixel[0] == pixel[1] && pixel[1] == pixel[2]).ShouldBeTrue();
                row += pixel[0] == 0 ? '.' : '#';
            }
            rows.Add(row);
        }
        return string.Join('\n', rows);
    }

    private static Polygon Rectangle(double left, double top, double right, double bottom) =>
        Polygon((left, top), (right, top), (right, bottom), (left, bottom));

    private static Polygon Polygon(params (double X, double Y)[] corners) => new(corners.Select(c => new PlanePoint(c.X, c.Y)));
}
