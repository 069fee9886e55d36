using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Core.Tests.Detection;

namespace StoreSensing.Edge.Core.Tests.Faces;

public sealed class FaceDetectorTests
{
    private readonly FakeSession _yunet = YuNet(64, 64);

    [Fact]
    public void YuNet_OneCell_GivesBoxScoreAndPoints()
    {
        // Stride 16, row 1, column 2 of 4×4: centre (2.5·16, 1.25·16), 32 × 16.
        _yunet.Write(1)[6] = 0.81f;
        _yunet.Write(4)[6] = 0.64f;
        float[] box = [0.5f, 0.25f, MathF.Log(2), 0];
        box.CopyTo(_yunet.Write(7), 4 * 6);
        for (var i = 0; i < 10; i++)
            _yunet.Write(10)[60 + i] = i * 0.1f;
        using var frame = Pictures.Blank(128, 128);
        var face = Faces(new YuNetDetector(_yunet), frame).ShouldHaveSingleItem();
        face.Score.ShouldBe(0.72f, 1e-5f);
        face.Box.ShouldBe(new Box(24 / 64f, 12 / 64f, 56 / 64f, 28 / 64f));
        face.Landmarks!.Value.RightEye.X.ShouldBe(2 * 16 / 64f, 1e-5f);
        face.Landmarks!.Value.LeftMouth.Y.ShouldBe(1.9f * 16 / 64, 1e-5f);
    }

    [Fact]
    public void YuNet_PointsThatAreNoNumbers_AreNoPoints()
    {
        (_yunet.Write(0)[0], _yunet.Write(3)[0], _yunet.Write(9)[3]) = (1, 1, float.NaN);
        using var frame = Pictures.Blank(64, 64);
        Faces(new YuNetDetector(_yunet), frame).ShouldHaveSingleItem().Landmarks.ShouldBeNull();
    }

    [Fact]
    public void YuNet_InARegion_BoxesAreOfTheWholePicture()
    {
        (_yunet.Write(2)[0], _yunet.Write(5)[0]) = (1, 1); // stride 32, corner cell, centre (0, 0), 32 × 32
        using var frame = Pictures.Blank(400, 200);
        var into = new FaceDetection[300];
        new YuNetDetector(_yunet).DetectFaces(frame, new PixelRectangle(100, 50, 128, 128), into).ShouldBe(1);
        into[0].Box.Left.ShouldBe((100 - 32) / 400f, 1e-5f);
        into[0].Box.Bottom.ShouldBe((50 + 32) / 200f, 1e-5f);
    }

    [Fact]
    public void UltraFace_Boxes_AreStretchedBack()
    {
        var session = new FakeSession([1, 3, 240, 320], [1, 4420, 2], [1, 4420, 4]);
        session.Write(0)[(2 * 17) + 1] = 0.9f;
        float[] box = [0.1f, 0.2f, 0.3f, 0.5f];
        box.CopyTo(session.Write(1), 4 * 17);
        using var frame = Pictures.Blank(100, 300);
        var face = Faces(new UltraFaceDetector(session), frame).ShouldHaveSingleItem();
        face.Box.Left.ShouldBe(0.1f, 1e-5f);
        face.Box.Bottom.ShouldBe(0.5f, 1e-5f);
        face.Landmarks.ShouldBeNull();
    }

    [Fact]
    public void Constructors_UnknownShapes_RefusedByName()
    {
        Should.Throw<InferenceException>(() => new YuNetDetector(new FakeSession([1, 3, 60, 64], [1]))).Message.ShouldContain("input input is [1, 3, 60, 64]");
        Should.Throw<InferenceException>(() => new YuNetDetector(new FakeSession([1, 3, 64, 64], [1, 64, 1], [1, 16, 1]))).Message.ShouldContain("2 outputs");
        Should.Throw<InferenceException>(() => new UltraFaceDetector(new FakeSession([1, 3, 240, 320], [1, 4420, 2], [1, 4000, 4]))).Message.ShouldContain("output1");
        Should.Throw<InferenceException>(() => new FastestDetDetector(new FakeSession([1, 3, 352, 352], [1, 85, 22, 21]))).Message.ShouldContain("output0");
    }

    [Fact]
    public void DetectFaces_AfterTheFirst_AllocatesNothing()
    {
        (_yunet.Write(0)[3], _yunet.Write(3)[3]) = (1, 1);
        using var frame = Pictures.Random(300, 200, 1);
        IFaceDetector[] detectors = [new YuNetDetector(_yunet), new TiledFaceDetector(new YuNetDetector(_yunet), [1, 2, 3])];
        foreach (var detector in detectors)
        {
            var into = new FaceDetection[detector.Capacity];
            var boxes = new Edge.Core.Detection.Detection[detector.Capacity];
            // The runtime itself allocates a little when it compiles a method anew: what each round allocates would show in the least of them.
            Enumerable.Range(0, 5).Min(_ => Allocated(() => detector.DetectFaces(frame, into) + detector.Detect(frame, boxes))).ShouldBe(0);
        }
    }

    private static long Allocated(Func<int> work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>A face anywhere, seen cut by every tile that shows a part of it, is found once and whole.</summary>
    [Fact]
    public void Tiled_FaceAcrossTiles_IsFoundOnceAndWhole()
    {
        using var frame = Pictures.Blank(360, 270);
        for (var x = 0f; x <= 320; x += 7)
        {
            for (var y = 0f; y <= 230; y += 23)
            {
                var face = new PixelRectangle(x, y, 36, 36);
                var found = Faces(new TiledFaceDetector(new Window(face), [1, 2]), frame).ShouldHaveSingleItem();
                (found.Box.Left * 360).ShouldBe(x, 0.5f);
                (found.Box.Bottom * 270).ShouldBe(y + 36, 0.5f);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Tiled_SillyGrids_AreRefused(int grid) =>
        Should.Throw<ArgumentException>(() => new TiledFaceDetector(new YuNetDetector(_yunet), [1, grid])).Message.ShouldContain($"[1, {grid}]");

    [Theory]
    [InlineData(CameraRole.Window, 768, 576, 320, 256, 1)]
    [InlineData(CameraRole.Zone, 384, 288, 480, 384, 1)]
    [InlineData(CameraRole.Zone, 1920, 1080, 640, 384, 1)]
    [InlineData(CameraRole.Aisle, 1080, 1920, 384, 640, 3)]
    [InlineData(CameraRole.Aisle, 1280, 720, 640, 384, 2)]
    public void FaceInput_OfARole_HasItsSizeAndTiles(CameraRole role, int pictureWidth, int pictureHeight, int width, int height, int grid)
    {
        var input = FaceInput.For(role, pictureWidth, pictureHeight);
        input.Size.ShouldBe(new InputSize(width, height));
        input.Grids[^1].ShouldBe(grid);
    }

    private static FakeSession YuNet(int width, int height)
    {
        long[] cells = [.. new[] { 8, 16, 32 }.Select(stride => (long)(width / stride * (height / stride)))];
        return new FakeSession([1, 3, height, width], [.. new long[] { 1, 1, 4, 10 }.SelectMany(values => cells.Select(n => new[] { 1, n, values }))]);
    }

    private static List<FaceDetection> Faces(IFaceDetector detector, Frame frame)
    {
        var into = new FaceDetection[detector.Capacity];
        return [.. into.AsSpan(0, detector.DetectFaces(frame, into))];
    }

    /// <summary>Sees what of one face lies in the region it looks at, as a network would: cut at the region's edge.</summary>
    private sealed class Window(PixelRectangle face) : IFaceDetector
    {
        public int Capacity => 1;

        public int Detect(Frame frame, Span<Edge.Core.Detection.Detection> into) => throw new NotSupportedException();

        public int DetectFaces(Frame frame, Span<FaceDetection> into) => DetectFaces(frame, PixelRectangle.Whole(frame), into);

        public int DetectFaces(Frame frame, in PixelRectangle region, Span<FaceDetection> into)
        {
            var (left, right) = (Math.Max(face.Left, region.Left), Math.Min(face.Left + face.Width, region.Left + region.Width));
            var (top, bottom) = (Math.Max(face.Top, region.Top), Math.Min(face.Top + face.Height, region.Top + region.Height));
            if (right - left < 9 || bottom - top < 9)
                return 0;
            into[0] = new FaceDetection(new Box(left / frame.Width, top / frame.Height, right / frame.Width, bottom / frame.Height), 0.9f, null);
            return 1;
        }
    }
}
