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
    private const int PictureWidth = 320;
    private const int PictureHeight = 240;
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly List<StreetFace> _faces;
    private readonly Random _peoplesNoise; // apart: with and without prints people are found alike
    private readonly Random _printsNoise;
    private readonly List<(FaceDetection Face, bool IsPrint)> _now = [];
    private readonly List<Box> _bodies = [];
    private readonly FramePool _pool = new(PictureWidth, PictureHeight);
    private readonly byte[] _background;
    private readonly VisionPipeline _pipeline;

    public FaceStreet(IEnumerable<StreetFace> faces, IReadOnlyList<ZonePlan> zones, bool people = false, int seed = 1)
    {
        _faces = [.. faces];
        (_peoplesNoise, _printsNoise) = (new Random(seed), new Random(seed + 500));
        _background = Texture(new Random(seed + 1000), cell: 14);
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

    /// <summary>How far everything that stands is moved to the right, as a share of the picture's width: somebody pushed the camera.</summary>
    public Func<double, double> Shift { get; init; } = _ => 0;

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
            Paint(frame, elapsed.TotalSeconds);
            See(elapsed.TotalSeconds);
            _pipeline.Process(frame);
            foreach (ref readonly var face in _pipeline.Seen)
                if (IsPrint(face.Face.Box))
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
            into[i] = _now[i].Face;
        return _now.Count;
    }

    public int DetectFaces(Frame frame, in PixelRectangle region, Span<FaceDetection> into)
    {
        var found = 0;
        foreach (var (face, _) in _now)
            if (face.Box.CentreX * frame.Width > region.Left && face.Box.CentreX * frame.Width < region.Left + region.Width
                && face.Box.CentreY * frame.Height > region.Top && face.Box.CentreY * frame.Height < region.Top + region.Height)
                into[found++] = face;
        return found;
    }

    public int Detect(Frame frame, Span<Edge.Core.Detection.Detection> into)
    {
        for (var i = 0; i < _now.Count; i++)
            into[i] = new Edge.Core.Detection.Detection(_now[i].Face.Box, _now[i].Face.Score);
        return _now.Count;
    }

    public void Prepare(Frame frame)
    {
        // nothing to make room for
    }

    public HeadPose? Estimate(Frame frame, in FaceDetection face) => new HeadPose(IsPrint(face.Box) ? 0 : 60, 0, 0);

    private void See(double seconds)
    {
        _now.Clear();
        _bodies.Clear();
        foreach (var face in _faces)
        {
            if (Place(face, seconds) is not { } at)
                continue;
            var noise = face.IsPrint ? _printsNoise : _peoplesNoise;
            var (isFound, box) = (noise.NextDouble() >= Dropout, Noisy(at, face.Width, Jitter, noise));
            if (!face.IsPrint)
                _bodies.Add(Body(Noisy(at, face.Width, 0.05, noise)));
            if (isFound && face.ShowsFace && !(face.IsPrint && IsCovered(face, at, seconds)))
                _now.Add((new FaceDetection(box, (float)(0.6 + (0.35 * noise.NextDouble())), null), face.IsPrint));
        }
    }

    private (double X, double Y)? Place(StreetFace face, double seconds) =>
        face.Way(seconds) is { } at ? (at.X + (face.IsPrint ? Shift(seconds) : 0), at.Y) : null;

    private bool IsCovered(StreetFace print, (double X, double Y) at, double seconds) =>
        _faces.Any(f => !f.IsPrint && f.Way(seconds) is { } p && Math.Abs(p.X - at.X) < 0.8 * print.Width && Math.Abs(p.Y - at.Y) < print.Width);

    private bool IsPrint(in Box box)
    {
        foreach (var (face, isPrint) in _now)
            if (face.Box == box)
                return isPrint;
        throw new InvalidOperationException("a face was told that was not found");
    }

    // A wall, and on it everybody's face with a pattern of its own; people over prints.
    private void Paint(Frame frame, double seconds)
    {
        var offset = (PictureWidth / 2) - (int)Math.Round(Shift(seconds) * PictureWidth);
        for (var y = 0; y < frame.Height; y++)
            _background.AsSpan(3 * ((y * 2 * PictureWidth) + offset), 3 * PictureWidth).CopyTo(frame.Pixels[(3 * y * PictureWidth)..]);
        for (var i = 0; i < _faces.Count; i++)
            if (_faces[i].IsPrint && Place(_faces[i], seconds) is { } at)
                Paint(frame, _faces[i], at, i);
        for (var i = 0; i < _faces.Count; i++)
            if (!_faces[i].IsPrint && Place(_faces[i], seconds) is { } at)
                Paint(frame, _faces[i], at, i);
    }

    private static void Paint(Frame frame, StreetFace face, (double X, double Y) at, int pattern)
    {
        var (width, height) = ((int)(face.Width * frame.Width), (int)(face.Width * frame.Height * Aspect * 1.25));
        var (left, top) = ((int)Math.Round((at.X * frame.Width) - (width / 2.0)), (int)Math.Round((at.Y * frame.Height) - (height / 2.0)));
        for (var y = Math.Max(0, top); y < Math.Min(frame.Height, top + height); y++)
            for (var x = Math.Max(0, left); x < Math.Min(frame.Width, left + width); x++)
{
                var (u, v) = (2 * Math.PI * (x - left) / width, 2 * Math.PI * (y - top) / height);
                frame.Pixels.Slice(((y * frame.Width) + x) * 3, 3).Fill((byte)(128 + (60 * Math.Sin(u + (1.7 * pattern))) + (60 * Math.Cos((v * (1 + (pattern % 2))) + (2.9 * pattern)))));
            }
    }

    // Coarse random squares, as shelves and signs make them; twice the picture's width.
    private static byte[] Texture(Random random, int cell)
    {
        var rgb = new byte[3 * 2 * PictureWidth * PictureHeight];
        var greys = Enumerable.Range(0, (2 * PictureWidth * PictureHeight / cell / cell) + (3 * PictureWidth)).Select(_ => (byte)random.Next(256)).ToArray();
        for (var y = 0; y < PictureHeight; y++)
            for (var x = 0; x < 2 * PictureWidth; x++)
                rgb.AsSpan(3 * ((y * 2 * PictureWidth) + x), 3).Fill(greys[(y / cell * (2 * PictureWidth / cell)) + (x / cell)]);
        return rgb;
    }

    private static Box Noisy((double X, double Y) at, double width, double jitter, Random noise)
    {
        var size = width * Math.Exp(jitter * Gauss(noise));
        var (x, y) = (at.X + (jitter * width * Gauss(noise)), at.Y + (jitter * width * Aspect * Gauss(noise)));
        var (halfWidth, halfHeight) = (size / 2, size * Aspect * 1.25 / 2);
        return new Box((float)(x - halfWidth), (float)(y - halfHeight), (float)(x + halfWidth), (float)(y + halfHeight));
    }

    // A body of eight and a half face heights below the brow.
    private static Box Body(in Box face) => new(
        face.CentreX - (1.4f * face.Width), face.Top - (0.25f * face.Height), face.CentreX + (1.4f * face.Width), face.Top + (8.2f * face.Height));

    private static double Gauss(Random noise) => Math.Sqrt(-2 * Math.Log(1 - noise.NextDouble())) * Math.Cos(2 * Math.PI * noise.NextDouble());

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
