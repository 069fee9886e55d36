using System.Numerics;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Contracts.Statistics;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tests.Detection;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Tests.Faces;

public sealed class ExpressionTests
{
    private static readonly FaceDetection _face = new(new Box(0.2f, 0.2f, 0.6f, 0.6f), 1, null);

    [Fact]
    public void TryRead_CropNetwork_GroupsByItsOwnOrder()
    {
        using var session = Session([1, 1, 64, 64], 0.01f, 0.02f, 0.03f, 0.5f, 0.04f, 0.1f, 0.3f);
        using var frame = Pictures.Blank(100, 100);
        new CropExpressionModel(session, 1).TryRead(frame, _face, out var e).ShouldBeTrue();
        e.Positive.ShouldBe(0.5f);
        e.Neutral.ShouldBe(0.3f);
        e.Negative.ShouldBe(0.1f, 1e-6f);
        e.Surprise.ShouldBe(0.1f);
        session.Seen[0].ShouldBe(-1); // black
    }

    [Fact]
    public void TryRead_LevelledNetwork_GroupsByItsOwnOrder()
    {
        // angry, disgust, fear, happy, neutral, sad, surprise: logarithms of probabilities plus a constant
        using var session = Session([1, 3, 112, 112], [.. new[] { 0.01f, 0.02f, 0.03f, 0.5f, 0.3f, 0.04f, 0.1f }.Select(p => MathF.Log(p) + 7)]);
        using var frame = Pictures.Random(112, 112, 1);
        new LevelledExpressionModel(session).TryRead(frame, _face with { Landmarks = FaceWarp.MobileFaceNet }, out var e).ShouldBeTrue();
        e.Positive.ShouldBe(0.5f, 1e-6f);
        e.Neutral.ShouldBe(0.3f, 1e-6f);
        e.Negative.ShouldBe(0.1f, 1e-6f);
        e.Surprise.ShouldBe(0.1f, 1e-6f);
    }

    [Fact]
    public void TryRead_LevelledNetworkWithoutPoints_ReadsNothing()
    {
        using var session = Session([1, 3, 112, 112], new float[7]);
        using var frame = Pictures.Blank(100, 100);
        new LevelledExpressionModel(session).TryRead(frame, _face, out _).ShouldBeFalse();
        session.Runs.ShouldBe(0);
    }

    [Theory]
    [InlineData(0.5f, ExpressionClass.Negative)]
    [InlineData(0.62f, ExpressionClass.Abstained)]
    public void Decide_Threshold_DecidesOrAbstains(float threshold, ExpressionClass expected) => new Expression(0.1f, 0.2f, 0.6f, 0.1f).Decide(threshold).ShouldBe(expected);

    [Fact]
    public void Decide_NaN_Abstains() => new Expression(float.NaN, 0.2f, 0.6f, 0.1f).Decide(0).ShouldBe(ExpressionClass.Abstained);

    [Fact]
    public void Apply_TemperatureAndBias_AsTheFormulaSays()
    {
        var e = new ExpressionCalibration(2, new ClassValues(0, Math.Log(3), 0, 0)).Apply(new Expression(0.64f, 0.16f, 0.16f, 0.04f));
        var sum = 0.8 + (3 * 0.4) + 0.4 + 0.2;
        e.Positive.ShouldBe((float)(0.8 / sum), 1e-6f);
        e.Neutral.ShouldBe((float)(1.2 / sum), 1e-6f);
        e.Surprise.ShouldBe((float)(0.2 / sum), 1e-6f);
        ExpressionCalibration.None.Apply(new Expression(0.7f, 0.1f, 0.1f, 0.1f)).Positive.ShouldBe(0.7f, 1e-6f);
    }

    [Fact]
    public void TryRead_SetOfTwo_IsTheMeanOfTheCalibratedWithoutThePrior()
    {
        using var frame = Pictures.Blank(8, 8);
        var (a, b) = (new Expression(0.7f, 0.1f, 0.1f, 0.1f), new Expression(0.1f, 0.1f, 0.7f, 0.1f));
        var set = ExpressionSetsTests.Set() with { Temperature = 1, Prior = new ClassValues(0.5, 0.2, 0.2, 0.1) };
        new ExpressionReader(set, name => new Fixed(name == "one" ? a : b)).TryRead(frame, _face, out var e).ShouldBeTrue();
        // mean .4 .1 .4 .1, over the prior .8 .5 2 1
        e.Positive.ShouldBe(0.8f / 4.3f, 1e-6f);
        e.Negative.ShouldBe(2 / 4.3f, 1e-6f);
        new ExpressionReader(set, name => new Fixed(name == "one" ? a : null)).TryRead(frame, _face, out _).ShouldBeFalse();
    }

    [Fact]
    public void Look_TwoFacesInTheZone_OneMeanEachAboutOnceASecond()
    {
        var lane = new Lane();
        for (var i = 0; i <= 100; i++)
            lane.Frame(i / 10.0, frame => [lane.Face(0, 1, 0.2), lane.Face(1, 2, 0.3), lane.Face(2, 3, 0.8)]);
        lane.Model.Reads.Count.ShouldBeInRange(20, 22); // the third stands outside the zone
        lane.Sampler.End(new TrackEnd(0, TimeSpan.FromSeconds(10)));
        lane.Sampler.Stop(TimeSpan.FromSeconds(10));
        var people = lane.Window.Expressions;
        people.Select(p => p.TrackId).ShouldBe([1, 2]);
        people.ShouldAllBe(p => p.Zone == "left" && Math.Abs(p.Positive - 0.75f) < 1e-5f && Math.Abs(p.Neutral - 0.25f) < 1e-5f);
    }

    [Fact]
    public void Look_ACrowd_OneFaceAFrameAndEverybodyInTurn()
    {
        var lane = new Lane();
        for (var i = 0; i < 50; i++)
        {
            var before = lane.Model.Reads.Count;
            lane.Frame(i / 5.0, _ => [.. Enumerable.Range(0, 12).Select(slot => lane.Face(slot, slot + 1, 0.02 * slot))]);
            (lane.Model.Reads.Count - before).ShouldBeLessThanOrEqualTo(1);
        }
        lane.Sampler.Stop(TimeSpan.FromSeconds(10));
        lane.Window.Expressions.Select(p => p.TrackId).Distinct().Count().ShouldBe(12);
    }

    [Fact]
    public void Look_HeadTurnsAway_WaitsForABetterMomentButNotForEver()
    {
        var lane = new Lane();
        void At(double seconds, float yaw) => lane.Frame(seconds, _ => [lane.Face(0, 1, 0.2) with { Pose = new HeadPose(yaw, 0, 0) }]);
        At(0, 0);
        lane.Model.Reads.Count.ShouldBe(1);
        At(1.0, 40); // due, but half turned
        At(1.2, 40);
        lane.Model.Reads.Count.ShouldBe(1);
        At(1.4, 5);
        lane.Model.Reads.Count.ShouldBe(2);
        for (var t = 2.4; t < 3.6; t += 0.1)
            At(t, 40);
        lane.Model.Reads.Count.ShouldBe(3); // a second later a turned head is better than none
        for (var t = 5.0; t < 9; t += 0.1)
            At(t, 80);
        lane.Model.Reads.Count.ShouldBe(3); // profile tells nothing
    }

    [Fact]
    public void Look_TwoDueFaces_TheBetterCropFirst()
    {
        var lane = new Lane();
        lane.Frame(0, _ => [lane.Face(0, 1, 0.2) with { Pose = new HeadPose(35, 0, 0) }, lane.Face(1, 2, 0.4) with { Pose = new HeadPose(0, 0, 0) }]);
        lane.Model.Reads.ShouldBe([0.4f]);
    }

    [Fact]
    public void Of_BlurSmallOrTurned_IsWorse()
    {
        using var sharp = Pictures.Random(200, 200, 5);
        using var blurred = Pictures.Blank(200, 200);
        for (var y = 0; y < 200; y++)
            for (var x = 0; x < 200; x++)
                blurred.Paint(x, y, x + 1, y + 1, (byte)(x / 2), (byte)(y / 2), 90);
        var frontal = new HeadPose(0, 0, 0);
        var good = CropQuality.Of(sharp, _face, frontal);
        good.ShouldBe(1, 0.01f);
        CropQuality.Of(blurred, _face, frontal).ShouldBe(0.2f, 0.05f);
        CropQuality.Of(sharp, _face, new HeadPose(40, 0, 0)).ShouldBeInRange(0.3f, 0.6f);
        CropQuality.Of(sharp, _face, new HeadPose(0, -75, 0)).ShouldBe(0);
        CropQuality.Of(sharp, _face with { Box = new Box(0.1f, 0.1f, 0.19f, 0.3f) }, frontal).ShouldBe(0); // 18 pixels
        CropQuality.Of(sharp, _face with { Landmarks = Nose(0.4f) }, null).ShouldBe(1, 0.01f);
        CropQuality.Of(sharp, _face with { Landmarks = Nose(0.52f) }, null).ShouldBeLessThan(0.1f);
    }

    private static FaceLandmarks Nose(float x) => new(new Vector2(0.3f, 0.3f), new Vector2(0.5f, 0.3f), new Vector2(x, 0.4f), new Vector2(0.32f, 0.5f), new Vector2(0.48f, 0.5f));

    private static FakeSession Session(long[] input, params float[] output)
    {
        var session = new FakeSession(input, [1, 7]);
        output.CopyTo(session.Write(0), 0);
        return session;
    }

    private sealed class Fixed(Expression? value) : IExpressionModel
    {
        public List<float> Reads { get; } = [];

        public void Prepare(Frame frame)
        {
        }

        public bool TryRead(Frame frame, in FaceDetection face, out Expression expression)
        {
            Reads.Add(MathF.Round(face.Box.CentreX, 3));
            expression = value ?? default;
            return value is not null;
        }
    }

    /// <summary>A sampler with one zone, the picture's left half, and a picture of noise.</summary>
    private sealed class Lane
    {
        private readonly FramePool _pool = new(640, 480);
        private readonly WindowSequence<LaneWindow> _windows = new(60, TimeSpan.Zero, TimeSpan.FromSeconds(5), () => new LaneWindow(1, 0));

        public Lane()
        {
            _windows.Observe(new FrameTime(DateTimeOffset.UnixEpoch, TimeSpan.Zero));
            var left = new Polygon([new PlanePoint(0, 0), new PlanePoint(0.5, 0), new PlanePoint(0.5, 1), new PlanePoint(0, 1)]);
            Sampler = new ExpressionSampler([new ExpressionZone("left", left)], Model, _windows, 16);
        }

        public Fixed Model { get; } = new(new Expression(0.75f, 0.25f, 0, 0));

        public ExpressionSampler Sampler { get; }

        public LaneWindow Window => _windows.At(TimeSpan.FromSeconds(10));

        public FaceSighting Face(int slot, long id, double x) =>
            new(slot, id, default, new FaceDetection(new Box((float)x - 0.06f, 0.2f, (float)x + 0.06f, 0.4f), 1, null), new PlanePoint(x, 0.5), null);

        public void Frame(double seconds, Func<Frame, FaceSighting[]> faces)
        {
            using var frame = _pool.Rent();
            new Random(3).NextBytes(frame.Pixels);
            frame.Time = new FrameTime(DateTimeOffset.UnixEpoch.AddSeconds(seconds), TimeSpan.FromSeconds(seconds));
            foreach (var face in faces(frame))
                Sampler.Consider(face with { At = frame.Time.Elapsed });
            Sampler.Look(frame);
        }
    }
}
