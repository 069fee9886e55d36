using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Attention;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Tests.Faces;

/// <summary>A face at a time, of a person or of a print; null while there is none.</summary>
internal delegate (double X, double Y)? FaceWay(double seconds);

/// <summary>One face of a street.</summary>
/// <param name="Way">Where its centre is, 0..1 of the picture.</param>
/// <param name="Width">Its width as a share of the picture's.</param>
/// <param name="IsPrint">A poster, which looks straight at the camera; people look to the side.</param>
/// <param name="ShowsFace">False for somebody whose face is turned away: a body without a face.</param>
internal sealed record StreetFace(FaceWay Way, double Width, bool IsPrint, bool ShowsFace = true);

/// <summary>
/// A simulated street before a camera: detections with jitter and dropouts of people and of posters, through the whole pipeline, either as faces that
/// are tracked or as people with faces. Who stands before a poster covers it.
/// </summary>
internal sealed class FaceStreet : IFaceDetector, IHeadPoseEstimator
{
    private const double Aspect = 4.0 / 3;
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly List<StreetFace> _faces;
    private readonly Random _random;
    private readonly List<FaceDetection> _now = [];
    private readonly List<Box> _bodies = [];
    private readonly FramePool _pool = new(64, 48);
    private readonly VisionPipeline _pipeline;

    public FaceStreet(IEnumerable<StreetFace> faces, IReadOnlyList<ZonePlan> zones, bool people = false, int seed = 1)
    {
        _faces = [.. faces];
        _random = new Random(seed);
        var everywhere = new Polygon([new(-1, -1), new(2, -1), new(2, 12), new(-1, 12)]);
        _pipeline = new VisionPipeline(
            new LanePlan
            {
                Camera = "street",
                Surface = Surface.Picture("street", "Street", Aspect),
                Placement = new Placement(people ? BoxOf.Person : BoxOf.Face, null),
                Zones = zones,
                Lines = [],
                WindowSeconds = 60,
                SteadyWithin = TimeSpan.FromSeconds(1),
                Tracker = new TrackerOptions { SureScore = 0.45f, StartScore = 0.45f },
                Attention = new AttentionPlan([new DisplayPlan("window", everywhere)]),
                Faces = new FacePlan { Detector = people ? this : null, Pose = this },
            },
            people ? new Bodies(this) : this,
            firstTrackId: 1);
    }

    public double FramesPerSecond { get; init; } = 8;

    /// <summary>Standard deviation of a box's centre and size, face widths.</summary>
    public double Jitter { get; init; } = 0.02;

    /// <summary>Share of pictures in which a face that is there is not found.</summary>
    public double Dropout { get; init; } = 0.15;

    /// <summary>Paints each picture; nothing for a blank one, in which every place looks like every other.</summary>
    public Action<Frame, double>? Paint { get; init; }

    public List<RawWindow> Windows { get; } = [];

    public int Capacity => 64;

    /// <summary>Faces told to belong to living people that were prints, summed over pictures.</summary>
    public int PrintsSeen { get; private set; }

    /// <summary>And those that were people's.</summary>
    public int FacesSeen { get; private set; }

    public double AttentionSeconds => Windows.SelectMany(w => w.Attention).SelectMany(a => a.People).Sum(p => p.AttentionSeconds);

    public int Visits(string zone) => Windows.SelectMany(w => w.Zones).Where(z => z.Zone == zone).Sum(z => z.Visits);

    public double PersonSeconds(string zone) => Windows.SelectMany(w => w.Zones).Where(z => z.Zone == zone).Sum(z => z.PersonSeconds);

    public FaceStreet Run(double seconds)
    {
        FrameTime time = default;
        for (var i = 0L; i / FramesPerSecond < seconds; i++)
        {
            var elapsed = TimeSpan.FromSeconds(i / FramesPerSecond);
            time = new FrameTime(_start + elapsed, elapsed);
            using var frame = _pool.Rent();
            frame.Time = time;
            Paint?.Invoke(frame, elapsed.TotalSeconds);
            See(elapsed.TotalSeconds);
            _pipeline.Process(frame);
            foreach (ref readonly var face in _pipeline.Seen)
                if (IsPrint(face.Face.Box, elapsed.TotalSeconds))
                    PrintsSeen++;
                else
                    FacesSeen++;
            while (_pipeline.Close(time) is { } window)
                Windows.Add(window);
        }
        Windows.AddRange(_pipeline.Stop(time));
        return this;
    }

    public int DetectFaces(Frame frame, Span<FaceDetection> into)
    {
        for (var i = 0; i < _now.Count; i++)
            into[i] = _now[i];
        return _now.Count;
    }

    public int DetectFaces(Frame frame, in PixelRectangle region, Span<FaceDetection> into)
    {
        var found = 0;
        foreach (var face in _now)
            if (face.Box.CentreX * frame.Width > region.Left && face.Box.CentreX * frame.Width < region.Left + region.Width
                && face.Box.CentreY * frame.Height > region.Top && face.Box.CentreY * frame.Height < region.Top + region.Height)
                into[found++] = face;
        return found;
    }

    public int Detect(Frame frame, Span<Edge.Core.Detection.Detection> into)
    {
        for (var i = 0; i < _now.Count; i++)
            into[i] = new Edge.Core.Detection.Detection(_now[i].Box, _now[i].Score);
        return _now.Count;
    }

    public void Prepare(Frame frame)
    {
        // nothing to make room for
    }

    public HeadPose? Estimate(Frame frame, in FaceDetection face) => new HeadPose(IsPrint(face.Box, frame.Time.Elapsed.TotalSeconds) ? 0 : 60, 0, 0);

    private void See(double seconds)
    {
        _now.Clear();
        _bodies.Clear();
        var people = _faces.Where(f => !f.IsPrint).Select(f => (f, At: f.Way(seconds))).Where(p => p.At is not null).ToList();
        foreach (var face in _faces)
        {
            if (face.Way(seconds) is not { } at)
                continue;
            if (!face.IsPrint)
                _bodies.Add(Body(Noisy(at, face.Width, 0.05)));
            else if (people.Any(p => Math.Abs(p.At!.Value.X - at.X) < 0.8 * face.Width && Math.Abs(p.At.Value.Y - at.Y) < face.Width))
                continue; // covered
            if (face.ShowsFace && _random.NextDouble() >= Dropout)
                _now.Add(new FaceDetection(Noisy(at, face.Width, Jitter), (float)(0.6 + (0.35 * _random.NextDouble())), null));
        }
    }

    private bool IsPrint(in Box box, double seconds)
    {
        var centre = (X: (double)box.CentreX, Y: (double)box.CentreY);
        return _faces.Where(f => f.Way(seconds) is not null && f.ShowsFace)
            .MinBy(f => Math.Abs(f.Way(seconds)!.Value.X - centre.X) + Math.Abs(f.Way(seconds)!.Value.Y - centre.Y))!.IsPrint;
    }

    private Box Noisy((double X, double Y) at, double width, double jitter)
    {
        var size = width * Math.Exp(jitter * Gauss());
        var (x, y) = (at.X + (jitter * width * Gauss()), at.Y + (jitter * width * Aspect * Gauss()));
        var (halfWidth, halfHeight) = (size / 2, size * Aspect * 1.25 / 2);
        return new Box((float)(x - halfWidth), (float)(y - halfHeight), (float)(x + halfWidth), (float)(y + halfHeight));
    }

    // A body of eight and a half face heights below the brow.
    private static Box Body(in Box face) => new(
        face.CentreX - (1.4f * face.Width), face.Top - (0.25f * face.Height), face.CentreX + (1.4f * face.Width), face.Top + (8.2f * face.Height));

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private sealed class Bodies(FaceStreet street) : IDetector
    {
        public int Capacity => 64;

        public int Detect(Frame frame, Span<Edge.Core.Detection.Detection> into)
        {
            for (var i = 0; i < street._bodies.Count; i++)
                into[i] = new Edge.Core.Detection.Detection(street._bodies[i], 0.9f);
            return street._bodies.Count;
        }
    }
}
