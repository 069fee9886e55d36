using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Attention;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Exclusion;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;

namespace StoreSensing.Edge.Core.Tests.Exclusion;

/// <summary>Where somebody is, 0..1 of the picture's width; null while nobody is.</summary>
internal delegate double? Whereabouts(double seconds);

/// <summary>What looks into the picture.</summary>
internal enum Looker
{
    People,
    Faces,
    Pose,
    Expression,
}

/// <summary>
/// People with faces before a camera, through the whole pipeline; detector, face network, pose and expression reader are this class, which notes who looked
/// at what and when. The left third of the picture is where a test's staff or opt-out zone lies, the right half reads expressions.
/// </summary>
internal sealed class WatchedLane : IFaceDetector, IHeadPoseEstimator, IExpressionModel
{
    public static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero); // a Monday
    public const int Width = 640;
    public const int Height = 480;
    private const double FaceWidth = 0.06;
    private const float FaceHeight = 0.1f;
    private readonly Whereabouts[] _people;
    private readonly FramePool _pool = new(Width, Height);
    private readonly byte[] _noise = new byte[Width * Height * 3];
    private readonly VisionPipeline _pipeline;
    private double _now;

    public WatchedLane(ExclusionPlan exclusions, bool tracksFaces, params Whereabouts[] people)
        : this(plan => plan with { Exclusions = exclusions }, tracksFaces, FaceSearch.People, people)
    {
    }

    public WatchedLane(Func<LanePlan, LanePlan> change, bool tracksFaces, FaceSearch search, params Whereabouts[] people)
    {
        _people = people;
        new Random(5).NextBytes(_noise);
        var plan = change(new LanePlan
        {
            Camera = "shop",
            Surface = Surface.Picture("shop", "Shop", 4.0 / 3),
            Placement = new Placement(tracksFaces ? BoxOf.Face : BoxOf.Person, null),
            Zones = [],
            Lines = [],
            WindowSeconds = 86_400,
            Expression = new ExpressionPlan([new ExpressionZone("shelf", Strip(0.5, 1))], this),
            Faces = new FacePlan { Detector = tracksFaces ? null : this, Search = search, Pose = this },
        });
        _pipeline = new VisionPipeline(plan, tracksFaces ? this : new Bodies(this), firstTrackId: 77);
    }

    public static Polygon Left { get; } = Strip(0, 0.33);

    public DateTimeOffset Start { get; init; } = Nine;

    /// <summary>Seconds and where each expression was read.</summary>
    public List<(double At, double X)> Read { get; } = [];

    /// <summary>Seconds at which faces were searched for people, or poses estimated.</summary>
    public List<double> Searched { get; } = [];

    /// <summary>Called by whoever looks into a picture.</summary>
    public Action<Looker, Frame> Looked { get; set; } = (_, _) => { };

    /// <summary>Painted over the noise of each picture.</summary>
    public Action<Frame> Paint { get; set; } = _ => { };

    public ExcludedSeconds Excluded => _pipeline.Excluded!.Value;

    public List<RawWindow> Windows { get; } = [];

    public IEnumerable<RawExpression> Expressions => Windows.SelectMany(w => w.Expressions);

    public int Capacity => 16;

    public static AttentionPlan Display(double left, double right) => new([new DisplayPlan("pane", Strip(left, right))]);

    public static Polygon Strip(double left, double right) => new([new(left, -1), new(right, -1), new(right, 3), new(left, 3)]);

    public WatchedLane Run(double from, double to, double framesPerSecond = 8)
    {
        for (var i = 0L; from + (i / framesPerSecond) < to; i++)
            Frame(from + (i / framesPerSecond));
        return this;
    }

    public void Frame(double seconds)
    {
        using var frame = _pool.Rent();
        frame.Time = Time(_now = seconds);
        _noise.CopyTo(frame.Pixels);
        Paint(frame);
        _pipeline.Process(frame);
    }

    public WatchedLane Stop(double seconds)
    {
        Windows.AddRange(_pipeline.Stop(Time(seconds)));
        return this;
    }

    public int Detect(Frame frame, Span<Edge.Core.Detection.Detection> into) => throw new InvalidOperationException("faces are asked for with their boxes");

    public int DetectFaces(Frame frame, Span<FaceDetection> into)
    {
        Looked(Looker.Faces, frame);
        Searched.Add(_now);
        var found = 0;
        foreach (var person in _people)
            if (person(_now) is { } x)
                into[found++] = new FaceDetection(FaceAt(x), 0.9f, null);
        return found;
    }

    public int DetectFaces(Frame frame, in PixelRectangle region, Span<FaceDetection> into)
    {
        Looked(Looker.Faces, frame);
        Searched.Add(_now);
        var found = 0;
        foreach (var person in _people)
            if (person(_now) is { } x && x * frame.Width > region.Left && x * frame.Width < region.Left + region.Width)
                into[found++] = new FaceDetection(FaceAt(x), 0.9f, null);
        return found;
    }

    public void Prepare(Frame frame) => Looked(Looker.Pose, frame);

    public HeadPose? Estimate(Frame frame, in FaceDetection face)
    {
        Looked(Looker.Pose, frame);
        return new HeadPose(0, 0, 0);
    }

    public bool TryRead(Frame frame, in FaceDetection face, out Expression expression)
    {
        Looked(Looker.Expression, frame);
        Read.Add((_now, face.Box.CentreX));
        expression = new Expression(0.7f, 0.2f, 0.1f, 0);
        return true;
    }

    // Everybody sways a little: who doesn't move is a print.
    private Box FaceAt(double x)
    {
        var left = (float)(x - (FaceWidth / 2) + (0.04 * Math.Sin(2 * Math.PI * _now / 3)));
        return new Box(left, 0.1f, left + (float)FaceWidth, 0.1f + FaceHeight);
    }

    private FrameTime Time(double seconds)
    {
        var elapsed = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return new FrameTime(Start + elapsed, elapsed);
    }

    private sealed class Bodies(WatchedLane lane) : IDetector
    {
        public int Capacity => 16;

        public int Detect(Frame frame, Span<Edge.Core.Detection.Detection> into)
        {
            lane.Looked(Looker.People, frame);
            var found = 0;
            foreach (var person in lane._people)
                if (person(lane._now) is { } x && lane.FaceAt(x) is var face)
                    into[found++] = new Edge.Core.Detection.Detection(
                        new Box(face.CentreX - (1.4f * face.Width), face.Top - (0.25f * face.Height), face.CentreX + (1.4f * face.Width), face.Top + (8.2f * face.Height)), 0.9f);
            return found;
        }
    }
}
