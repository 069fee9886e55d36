using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Tests.Detection;

/// <summary>Integers against floats: the same picture of the same region, whatever the processor can do.</summary>
public sealed class RegionInputTests
{
    private static readonly InputColours _colours = InputColours.Normalised(reversed: true, [10, 20, 30], [2, 3, 4]);

    [Theory]
    [InlineData(768, 432, 320, 240, true, 0, 0, 768, 432)] // five taps
    [InlineData(768, 432, 640, 640, false, 0, 0, 768, 432)] // padded below
    [InlineData(101, 177, 64, 96, false, 0, 0, 101, 177)] // columns that are no multiple of eight, padded on the right
    [InlineData(90, 70, 320, 256, false, 40.5f, 30.25f, 49.5f, 39.75f)] // a corner, enlarged
    [InlineData(320, 240, 320, 240, true, 0, 0, 320, 240)] // as it is
    [InlineData(300, 200, 96, 64, true, 0, 0, 300, 200)] // seven taps: floats do it anyway
    [InlineData(60, 70, 32, 32, true, -30, -40, 60, 70)] // half beyond the edge
    public void Fill_RandomPicture_AsTheFloatResampler(int pictureWidth, int pictureHeight, int width, int height, bool stretch, float left, float top, float regionWidth, float regionHeight)
    {
        using var frame = Pictures.Random(pictureWidth, pictureHeight, 3);
        var region = new PixelRectangle(left, top, regionWidth, regionHeight);
        var found = new float[3 * width * height];
        found.AsSpan().Fill(float.NaN);
        new RegionInput(width, height, stretch).Fill(frame, region, found, _colours);

        var scale = Math.Min(width / (double)regionWidth, height / (double)regionHeight);
        var plain = new Resampler();
        plain.Aim(region, pictureWidth, pictureHeight, stretch ? width : (int)Math.Round(regionWidth * scale), stretch ? height : (int)Math.Round(regionHeight * scale), BeyondEdge.Nothing, coarseRows: true);
        var expected = new float[found.Length];
        plain.Fill(frame, new Planes(expected, width, height, _colours), _colours);
        for (var i = 0; i < found.Length; i++)
            found[i].ShouldBe(expected[i], 0.02f, $"value {i}"); // deviations of 2 and more: a fiftieth of them is 1/25 of a level
    }

    [Theory]
    [InlineData(432, 240)]
    [InlineData(240, 640)]
    [InlineData(1080, 240)]
    public void Aim_Coarse_WeightsAreWholeParts(int source, int count)
    {
        var axis = new ResampleAxis();
        axis.Aim(0, source, source, count, BeyondEdge.Nothing, coarse: true);
        for (var i = 0; i < count; i++)
        {
            var parts = axis.Weights(i).ToArray().Select(w => w * ResampleAxis.Parts).ToList();
            parts.ShouldAllBe(p => p == MathF.Floor(p) && p >= 0);
            parts.Sum().ShouldBe(ResampleAxis.Parts);
        }
    }
}
