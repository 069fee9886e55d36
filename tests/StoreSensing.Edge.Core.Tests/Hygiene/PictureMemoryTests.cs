using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Detection.Motion;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tests.Detection;
using StoreSensing.Testing.Canary;

namespace StoreSensing.Edge.Core.Tests.Hygiene;

/// <summary>Once a picture was looked at and given back, nothing that looked at it holds any of it.</summary>
public sealed class PictureMemoryTests
{
    private const int Width = 256; // as the networks' inputs, so that no scaling hides a copy
    private const int Height = 192;
    private static readonly CanaryPatch Patch = new(96, 64, seed: 11);
    private static readonly CanarySearch Search = new(Patch.Needles());
    private readonly FramePool _pool = new(Width, Height);

    [Fact]
    public void FramePool_FrameGivenBack_HoldsNothingOfIt()
    {
        var frame = Painted();
        Search.Search(_pool).ShouldBeEmpty("the pool does not hold what it lent");
        Search.Search(frame).ShouldNotBeEmpty("the search itself must see the frame");

        frame.Dispose();

        Search.Search(_pool).ShouldBeEmpty();
    }

    [Fact]
    public async Task LatestFrameBuffer_FrameDroppedAndLeft_HoldNothing()
    {
        var buffer = new LatestFrameBuffer(WhenFull.DropOldest);
        for (var i = 0; i < 3; i++)
            await buffer.WriteAsync(Painted(), CancellationToken.None);
        Search.Search(buffer).ShouldNotBeEmpty();

        buffer.Dispose();

        Search.Search(buffer).ShouldBeEmpty();
        Search.Search(_pool).ShouldBeEmpty();
    }

    [Fact]
    public void CenterNet_AfterAPicture_HoldsNothing() => AfterDetecting(FakeSession.CenterNet(Width, Height), s => new CenterNetDetector(s, Width, Height));

    [Fact]
    public void BlazeFace_AfterAPicture_HoldsNothing() => AfterDetecting(FakeSession.BlazeFace(), s => new BlazeFaceDetector(s));

    [Fact]
    public void CropExpression_AfterAFace_HoldsNothing() => AfterAFace(new FakeSession([1, 1, 64, 64], [1, 7]), s => new CropExpressionModel(s, 1));

    [Fact]
    public void LevelledExpression_AfterAFace_HoldsNothing() => AfterAFace(new FakeSession([1, 3, 112, 112], [1, 7]), s => new LevelledExpressionModel(s));

    [Fact]
    public void FsaNet_AfterAFace_HoldsNothing()
    {
        var session = new FakeSession([1, 3, 64, 64], [1, 3]);
        var pose = new FsaNetHeadPose(session);
        var frame = Painted();
        pose.Estimate(frame, Face());
        Forgets(session, pose, frame);
    }

    // The background itself is kept, which is the scene with nobody in it: here the patch walks over it.
    [Fact]
    public void Motion_AfterAPicture_KeepsNoPicture()
    {
        var detector = new MotionDetector(new MotionOptions());
        using (var frame = Painted())
            detector.Detect(frame, new Edge.Core.Detection.Detection[detector.Capacity]);
        var small = HeldMemory.Of(detector).Where(h => h.Way.Contains("_picture", StringComparison.Ordinal)).ToList();
        small.ShouldNotBeEmpty();
        small.SelectMany(h => Search.In(h.Way, h.Bytes)).ShouldBeEmpty();
    }

    private void AfterDetecting(FakeSession session, Func<FakeSession, IDetector> make)
    {
        var detector = make(session);
        var frame = Painted();
        detector.Detect(frame, new Edge.Core.Detection.Detection[detector.Capacity]);
        Forgets(session, detector, frame);
    }

    private void AfterAFace(FakeSession session, Func<FakeSession, IExpressionModel> make)
    {
        var model = make(session);
        var frame = Painted();
        model.Prepare(frame);
        model.TryRead(frame, Face(), out _).ShouldBeTrue();
        Forgets(session, model, frame);
    }

    // The session is reached through the looker, too; what it saw is the test's own copy.
    private static void Forgets(FakeSession session, object looker, Frame frame)
    {
        session.Runs.ShouldBe(1);
        session.Seen.Distinct().Count().ShouldBeGreaterThan(100, "it was given a picture");
        var own = session.Seen.ToArray();
        session.Forget();
        frame.Dispose();

        Search.Search(looker).ShouldBeEmpty();
        session.Input(0).ToArray().ShouldAllBe(v => v == 0);
        // Any picture at all, not only this one at the sizes that are looked for: no array holds a row of what the network was given.
        var row = own.Skip(own.Length / 2).Take(16).ToArray();
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(row).ToArray();
        new CanarySearch([new Needle("a row of the network's input", bytes)]).Search(looker).ShouldBeEmpty();
        Resampled(looker).ShouldAllBe(b => b == 0);
    }

    // Sums of the picture's rows, which the resamplers keep room for.
    private static IEnumerable<byte> Resampled(object looker) =>
        HeldMemory.Of(looker).Where(h => h.Way.EndsWith("_tall", StringComparison.Ordinal)).SelectMany(h => h.Bytes);

    private Frame Painted()
    {
        var frame = _pool.Rent();
        for (var top = 0; top < Height; top += Patch.Height)
            for (var left = 0; left < Width; left += Patch.Width)
                Patch.Paint(frame.Pixels, Width, left, top);
        return frame;
    }

    private static FaceDetection Face() => new(new Box(0.25f, 0.25f, 0.5f, 0.583f), 1, new FaceLandmarks(new(0.32f, 0.4f), new(0.43f, 0.4f), new(0.375f, 0.47f), new(0.33f, 0.53f), new(0.42f, 0.53f)));
}
