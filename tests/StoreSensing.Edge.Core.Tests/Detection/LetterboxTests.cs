using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Tests.Detection;

public sealed class LetterboxTests
{
    [Theory]
    [InlineData(64, 48, 32, 32)] // halved, padded below
    [InlineData(48, 64, 32, 32)] // halved, padded on the right
    [InlineData(61, 37, 32, 32)] // odd sizes
    [InlineData(20, 15, 64, 64)] // enlarged
    [InlineData(64, 32, 64, 32)] // as it is
    [InlineData(300, 7, 32, 32)] // nearly a line
    public void Fill_RandomPicture_AsPlainDoubleReference(int sourceWidth, int sourceHeight, int width, int height)
    {
        using var frame = Pictures.Random(sourceWidth, sourceHeight, 1);
        var letterbox = new Letterbox(sourceWidth, sourceHeight, width, height);
        var input = new float[3 * width * height];
        input.AsSpan().Fill(float.NaN);
        letterbox.Fill(frame, input, gain: 0.5f, offset: -3);

        var scale = Math.Min((double)width / sourceWidth, (double)height / sourceHeight);
        var (columns, rows) = (Shown(sourceWidth * scale), Shown(sourceHeight * scale));
        for (var channel = 0; channel < 3; channel++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    var expected = x < columns && y < rows ? Resampled(frame, x, y, columns, rows, channel) : 0;
                    input[(channel * width * height) + (y * width) + x].ShouldBe((float)((expected * 0.5) - 3), 2e-3f, $"channel {channel} ({x}, {y})");
                }
    }

    [Fact]
    public void Fill_OneColour_StaysThatColour()
    {
        using var frame = Pictures.Blank(101, 77);
        frame.Paint(0, 0, 101, 77, 200, 100, 50);
        var letterbox = new Letterbox(101, 77, 64, 64);
        var input = new float[3 * 64 * 64];
        letterbox.Fill(frame, input);
        for (var y = 0; y < 48; y++)
            for (var x = 0; x < 64; x++)
                {
                    input[(y * 64) + x].ShouldBe(200, 1e-3f);
                    input[4096 + (y * 64) + x].ShouldBe(100, 1e-3f);
                    input[8192 + (y * 64) + x].ShouldBe(50, 1e-3f);
                }
    }

    // Decode ∘ letterbox ≈ identity: a rectangle drawn in the picture is found in the input and mapped back to where it was drawn.
    [Theory]
    [InlineData(640, 480, 384, 288, 100, 60, 300, 400)]
    [InlineData(1919, 1079, 384, 224, 1700, 900, 1919, 1079)]
    [InlineData(333, 777, 160, 352, 10, 500, 200, 770)]
    [InlineData(100, 100, 64, 96, 0, 0, 40, 40)]
    public void ToPicture_OfADrawnRectangle_IsTheRectangle(int sourceWidth, int sourceHeight, int width, int height, int left, int top, int right, int bottom)
    {
        using var frame = Pictures.Blank(sourceWidth, sourceHeight);
        frame.Paint(left, top, right, bottom, 255, 255, 255);
        var letterbox = new Letterbox(sourceWidth, sourceHeight, width, height);
        var input = new float[3 * width * height];
        letterbox.Fill(frame, input);

        // The mass of the green plane gives the edges to a fraction of a pixel.
        var columns = Enumerable.Range(0, width).Select(x => Enumerable.Range(0, height).Max(y => input[(width * height) + (y * width) + x]) / 255.0).ToArray();
        var rows = Enumerable.Range(0, height).Select(y => Enumerable.Range(0, width).Max(x => input[(width * height) + (y * width) + x]) / 255.0).ToArray();
        var (x1, x2) = Edges(columns);
        var (y1, y2) = Edges(rows);
        var box = letterbox.ToPicture(x1, y1, x2, y2);
        var tolerance = 0.3 / letterbox.Scale; // pixels of the picture
        (box.Left * sourceWidth).ShouldBe(left, tolerance);
        (box.Top * sourceHeight).ShouldBe(top, tolerance);
        (box.Right * sourceWidth).ShouldBe(right, tolerance);
        (box.Bottom * sourceHeight).ShouldBe(bottom, tolerance);
    }

    [Theory]
    [InlineData(1919, 1079, 384, 224)]
    [InlineData(333, 777, 160, 352)]
    public void ToPicture_TheWholeShownPart_IsTheWholePicture(int sourceWidth, int sourceHeight, int width, int height)
    {
        var letterbox = new Letterbox(sourceWidth, sourceHeight, width, height);
        letterbox.ToPicture(0, 0, Shown(sourceWidth * letterbox.Scale), Shown(sourceHeight * letterbox.Scale)).ShouldBe(new Box(0, 0, 1, 1));
    }

    [Fact]
    public void Fill_AnotherPictureSize_RefusedWithBothSizes()
    {
        using var frame = Pictures.Blank(10, 20);
        Should.Throw<ArgumentException>(() => new Letterbox(20, 10, 32, 32).Fill(frame, new float[3 * 32 * 32])).Message.ShouldContain("10×20");
    }

    private static (double First, double Last) Edges(double[] mass)
    {
        var full = Enumerable.Range(0, mass.Length).Where(i => mass[i] > 0.999).ToArray();
        full.ShouldNotBeEmpty();
        var (first, last) = (full[0], full[^1]);
        return (first - mass[..first].Sum(), last + 1 + mass[(last + 1)..].Sum());
    }

    private static int Shown(double length) => Math.Max(1, (int)Math.Round(length));

    private static double Resampled(Frame frame, int x, int y, int columns, int rows, int channel)
    {
        var sum = 0.0;
        var weights = 0.0;
        for (var v = 0; v < frame.Height; v++)
        {
            var rowWeight = Weight(v, y, (double)frame.Height / rows);
            if (rowWeight <= 0)
                continue;
            for (var u = 0; u < frame.Width; u++)
            {
                var weight = rowWeight * Weight(u, x, (double)frame.Width / columns);
                sum += weight * frame.At(u, v, channel);
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static double Weight(int source, int destination, double scale) =>
        Math.Max(0, 1 - (Math.Abs(source + 0.5 - ((destination + 0.5) * scale)) / Math.Max(1, scale)));
}
