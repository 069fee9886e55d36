using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Tests.Detection;

public sealed class PictureRegionTests
{
    [Theory]
    [InlineData(0, 0, 16, 16)] // one to one
    [InlineData(4.3f, 2.7f, 11.1f, 11.1f)] // enlarged, between pixels
    [InlineData(-6, -9, 40, 40)] // shrunk, over every edge
    [InlineData(50, 50, 10, 10)] // beside the picture
    [InlineData(15.5f, -3, 20, 5)] // over the corner, not square
    public void FillRgb_RandomPicture_AsPlainDoubleReference(float left, float top, float width, float height)
    {
        using var frame = Pictures.Random(24, 20, 2);
        const int side = 16;
        var input = new float[3 * side * side];
        new PictureRegion(side).FillRgb(frame, new PixelRectangle(left, top, width, height), input, 2, -1);
        for (var channel = 0; channel < 3; channel++)
            for (var y = 0; y < side; y++)
                for (var x = 0; x < side; x++)
                    input[(channel * side * side) + (y * side) + x]
                        .ShouldBe((float)((Sampled(frame, left, top, width, height, side, x, y, channel) * 2) - 1), 0.02f, $"channel {channel} ({x}, {y})");
    }

    [Fact]
    public void FillGrey_Colours_AreWeightedAsLuma()
    {
        using var frame = Pictures.Blank(12, 12);
        frame.Paint(0, 0, 12, 12, 200, 100, 50);
        var input = new float[4 * 4];
        new PictureRegion(4).FillGrey(frame, new PixelRectangle(4, 4, 4, 4), input, 2 / 255f, -1);
        foreach (var value in input)
            value.ShouldBe((float)((((0.2989 * 200) + (0.587 * 100) + (0.114 * 50)) * 2 / 255) - 1), 1e-4f);
    }

    [Fact]
    public void Around_TallBox_IsASquareAboutItsCentre()
    {
        using var frame = Pictures.Blank(200, 100);
        var square = PixelRectangle.Around(frame, new Box(0.4f, 0.2f, 0.5f, 0.8f), 1.5f);
        square.Width.ShouldBe(90, 1e-3);
        square.Height.ShouldBe(90, 1e-3);
        (square.Left + 45).ShouldBe(90, 1e-3);
        (square.Top + 45).ShouldBe(50, 1e-3);
    }

    [Fact]
    public void FillRgb_RectanglesUpToTwiceThePicture_AllocateNothing()
    {
        using var frame = Pictures.Random(200, 150, 3);
        var region = new PictureRegion(32);
        var input = new float[3 * 32 * 32];
        region.FillRgb(frame, new PixelRectangle(0, 0, 10, 10), input, 1, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var size = 5; size <= 300; size += 5)
            region.FillRgb(frame, new PixelRectangle(-20, -20, size, size), input, 1, 0);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    // Every pixel of the picture weighed by its distance from the destination pixel's centre; beyond the picture it is black.
    private static double Sampled(Frame frame, double left, double top, double width, double height, int side, int x, int y, int channel)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var v = -60; v < 80; v++)
        {
            for (var u = -60; u < 80; u++)
            {
                var weight = Weight(u, left + ((x + 0.5) * width / side), width / side) * Weight(v, top + ((y + 0.5) * height / side), height / side);
                weights += weight;
                sum += weight * frame.At(u, v, channel);
            }
        }
        return sum / weights;
    }

    private static double Weight(int pixel, double centre, double scale) => Math.Max(0, 1 - (Math.Abs(pixel + 0.5 - centre) / Math.Max(1, scale)));
}
