using System.Numerics;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tests.Detection;

namespace StoreSensing.Edge.Core.Tests.Faces;

public sealed class FaceWarpTests
{
    private const int Side = 112;
    private static readonly InputColours _plain = InputColours.Uniform(1, 0);
    private static readonly float[] _planes = [20, 10, 0];
    private readonly FaceWarp _warp = new(Side, FaceWarp.MobileFaceNet);

    /// <summary>A soft spot around each point of a face that is turned, scaled and moved: its centre of mass must lie on the template's point.</summary>
    [Theory]
    [InlineData(1, 0, 100, 80)]
    [InlineData(0.35, 20, 60, 70)]
    [InlineData(1.7, -35, 160, 130)]
    [InlineData(2.6, 170, 330, 300)]
    [InlineData(4.2, 8, 100, 60)]
    public void Fill_KnownPoints_LandOnTheTemplate(double scale, double degrees, double x, double y)
    {
        var (a, b) = (scale * Math.Cos(degrees * Math.PI / 180), scale * Math.Sin(degrees * Math.PI / 180));
        var toPicture = new Similarity(a, b, x, y);
        var template = Points(FaceWarp.MobileFaceNet).Select(p => p * Side).ToArray();
        for (var i = 0; i < 5; i++)
        {
            using var frame = Pictures.Blank(640, 560);
            var spot = toPicture.Map(template[i]);
            Spot(frame, spot, 2 * Math.Max(1, scale));
            var input = new float[3 * Side * Side];

            _warp.Fill(frame, Landmarks([.. template.Select(p => toPicture.Map(p) / new Vector2(640, 560))]), input, _plain).ShouldBeTrue();

            var centre = CentreOfMass(input);
            centre.X.ShouldBe(template[i].X, 0.05f);
            centre.Y.ShouldBe(template[i].Y, 0.05f);
        }
    }

    [Fact]
    public void Fill_TemplateItself_IsThePicture()
    {
        using var frame = Pictures.Random(Side, Side, 3);
        var input = new float[3 * Side * Side];

        _warp.Fill(frame, FaceWarp.MobileFaceNet, input, InputColours.Normalised(reversed: true, [1, 2, 3], [4, 5, 6])).ShouldBeTrue();

        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var at = (y * Side) + x;
                input[(2 * Side * Side) + at].ShouldBe((float)(frame.At(x, y, 0) - 1) / 4, 0.02f);
                input[(Side * Side) + at].ShouldBe((float)(frame.At(x, y, 1) - 2) / 5, 0.02f);
                input[at].ShouldBe((float)(frame.At(x, y, 2) - 3) / 6, 0.02f);
            }
        }
    }

    /// <summary>Any face, also far over the edge, agrees with the definition written down plainly in doubles.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Fill_RandomFace_AgreesWithPlainBilinear(int seed)
    {
        using var frame = Pictures.Random(97, 61, seed);
        var random = new Random(seed);
        var landmarks = Landmarks([.. Enumerable.Range(0, 5).Select(_ => new Vector2((float)(random.NextDouble() * 1.4) - 0.2f, (float)(random.NextDouble() * 1.4) - 0.2f))]);
        var input = new float[3 * Side * Side];
        Similarity.TryFit(Pixels(FaceWarp.MobileFaceNet, Side, Side), Pixels(landmarks, 97, 61), out var toPicture).ShouldBeTrue();
        toPicture.Scale.ShouldBeLessThan(1.5);

        _warp.Fill(frame, landmarks, input, _plain);

        for (var at = 0; at < input.Length; at++)
        {
            var (x, y, channel) = (at % Side, at / Side % Side, at / (Side * Side));
            var (u, v) = (x + 0.5, y + 0.5);
            var px = (toPicture.A * u) - (toPicture.B * v) + toPicture.X - 0.5;
            var py = (toPicture.B * u) + (toPicture.A * v) + toPicture.Y - 0.5;
            var (c, r) = ((int)Math.Floor(px), (int)Math.Floor(py));
            var (right, down) = (px - c, py - r);
            var expected = ((frame.At(c, r, channel) * (1 - right)) + (frame.At(c + 1, r, channel) * right)) * (1 - down);
            expected += ((frame.At(c, r + 1, channel) * (1 - right)) + (frame.At(c + 1, r + 1, channel) * right)) * down;
            input[at].ShouldBe((float)expected, 0.02f);
        }
    }

    [Fact]
    public void Fill_FineStripesShrunkFourfold_BecomeGrey()
    {
        using var frame = Pictures.Blank(448, 448);
        for (var x = 0; x < 448; x += 2)
            frame.Paint(x, 0, x + 1, 448, 200, 200, 200);
        var input = new float[3 * Side * Side];

        _warp.Fill(frame, FaceWarp.MobileFaceNet, input, _plain);

        foreach (var value in input.AsSpan(Side * 40, Side * 30))
            value.ShouldBe(100, 3f);
    }

    [Fact]
    public void Fill_PointsInOnePlaceOrNoNumbers_AreBlackAndSaidSo()
    {
        using var frame = Pictures.Random(50, 50, 1);
        var input = new float[3 * Side * Side];
        var spot = new Vector2(0.5f, 0.5f);

        _warp.Fill(frame, new FaceLandmarks(spot, spot, spot, spot, spot), input, InputColours.Uniform(1, 7)).ShouldBeFalse();
        input.ShouldAllBe(value => value == 7);
        _warp.Fill(frame, FaceWarp.MobileFaceNet with { Nose = new Vector2(float.NaN, 0) }, input, InputColours.Uniform(1, 7)).ShouldBeFalse();
    }

    [Fact]
    public void Fill_Colours_GoToTheirPlanes()
    {
        using var frame = Pictures.Blank(Side, Side);
        frame.Paint(0, 0, Side, Side, 0, 10, 20);
        var input = new float[3 * Side * Side];
        _warp.Fill(frame, FaceWarp.MobileFaceNet, input, new InputColours(Reversed: true, new(1, 0), new(1, 0), new(1, 0)));
        for (var plane = 0; plane < 3; plane++)
            input[(plane * Side * Side) + (60 * Side) + 60].ShouldBe(_planes[plane], 0.001f);
    }

    [Fact]
    public void Fill_Any_AllocatesNothing()
    {
        using var frame = Pictures.Random(300, 200, 2);
        var input = new float[3 * Side * Side];
        _warp.Fill(frame, FaceWarp.MobileFaceNet, input, _plain);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            _warp.Fill(frame, FaceWarp.MobileFaceNet with { Nose = new Vector2(0.1f * i, 0.5f) }, input, _plain);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Inverse_OfAny_LeadsBack()
    {
        var there = new Similarity(1.2, -0.7, 30, -12);
        var back = there.Inverse().Map(there.Map(new Vector2(17, 23)));
        back.X.ShouldBe(17, 1e-4f);
        back.Y.ShouldBe(23, 1e-4f);
    }

    private static void Spot(Frame frame, Vector2 centre, double sigma)
    {
        for (var y = 0; y < frame.Height; y++)
        {
            for (var x = 0; x < frame.Width; x++)
            {
                var (dx, dy) = (x + 0.5 - centre.X, y + 0.5 - centre.Y);
                var value = (byte)Math.Round(250 * Math.Exp(-((dx * dx) + (dy * dy)) / (2 * sigma * sigma)));
                frame.Pixels[((y * frame.Width) + x) * 3] = value;
            }
        }
    }

    private static Vector2 CentreOfMass(ReadOnlySpan<float> plane)
    {
        double sum = 0, sumX = 0, sumY = 0;
        for (var at = 0; at < Side * Side; at++)
        {
            sum += plane[at];
            sumX += plane[at] * ((at % Side) + 0.5);
            sumY += plane[at] * ((at / Side) + 0.5);
        }
        return new Vector2((float)(sumX / sum), (float)(sumY / sum));
    }

    private static Vector2[] Points(FaceLandmarks l) => [l.RightEye, l.LeftEye, l.Nose, l.RightMouth, l.LeftMouth];

    private static FaceLandmarks Landmarks(Vector2[] p) => new(p[0], p[1], p[2], p[3], p[4]);

    private static FaceLandmarks Pixels(FaceLandmarks points, int width, int height) => Landmarks([.. Points(points).Select(p => p * new Vector2(width, height))]);
}
