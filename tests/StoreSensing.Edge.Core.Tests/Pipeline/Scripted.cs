using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;

namespace StoreSensing.Edge.Core.Tests.Pipeline;

/// <summary>One person's box at a time; null while there is none.</summary>
internal delegate Box? Path(double seconds);

/// <summary>Finds exactly the people of a script; allocates nothing.</summary>
internal sealed class ScriptedDetector(params Path[] people) : IDetector
{
    public float Score { get; set; } = 0.9f;

    public int Capacity => Math.Max(16, people.Length);

    public int Detect(Frame frame, Span<Edge.Core.Detection.Detection> into)
    {
        var found = 0;
        var seconds = frame.Time.Elapsed.TotalSeconds;
        foreach (var person in people)
            if (person(seconds) is { } box)
                into[found++] = new Edge.Core.Detection.Detection(box, Score);
        return found;
    }
}

/// <summary>A lane on a small picture whose surface is the picture, fed frame by frame.</summary>
internal sealed class TestLane
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly FramePool _pool;

    public TestLane(IDetector detector, Action<LanePlanBuilder>? change = null, FramePool? pictures = null)
    {
        _pool = pictures ?? new FramePool(8, 8);
        var builder = new LanePlanBuilder();
        change?.Invoke(builder);
        Plan = builder.Build();
        Pipeline = new VisionPipeline(Plan, detector, firstTrackId: 5000);
    }

    public LanePlan Plan { get; }

    public VisionPipeline Pipeline { get; }

    /// <summary>Added to the wall clock from now on.</summary>
    public TimeSpan ClockError { get; set; }

    public List<RawWindow> Windows { get; } = [];

    public IEnumerable<RawZone> Zone(string id) => Windows.SelectMany(w => w.Zones).Where(z => z.Zone == id);

    public void Frame(double seconds)
    {
        using var frame = _pool.Rent();
        frame.Time = Time(seconds);
        Pipeline.Process(frame);
    }

    public void Close(double seconds)
    {
        while (Pipeline.Close(Time(seconds)) is { } window)
            Windows.Add(window);
    }

    /// <summary>Frames from <paramref name="from"/> to <paramref name="to"/>, the end left out, closing windows on the way.</summary>
    public TestLane Run(double from, double to, double framesPerSecond = 10)
    {
        for (var i = 0L; from + (i / framesPerSecond) < to - 1e-9; i++)
        {
            Frame(from + (i / framesPerSecond));
            Close(from + (i / framesPerSecond));
        }
        return this;
    }

    public TestLane Stop(double seconds)
    {
        Windows.AddRange(Pipeline.Stop(Time(seconds)));
        return this;
    }

    private FrameTime Time(double seconds)
    {
        var elapsed = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return new FrameTime(Start + elapsed + ClockError, elapsed);
    }
}

/// <summary>Zone <c>left</c> is the left half of the picture, line <c>middle</c> runs down its middle; in leads to the right.</summary>
internal sealed class LanePlanBuilder
{
    public int WindowSeconds { get; set; } = 10;

    public double Band { get; set; } = 0.02;

    public ExpressionPlan? Expression { get; set; }

    public Edge.Core.Attention.AttentionPlan? Attention { get; set; }

    public Edge.Core.Faces.FacePlan? Faces { get; set; }

    public IReadOnlyList<ZonePlan>? Zones { get; set; }

    public StoreSensing.Edge.Core.Tracking.TrackerOptions Tracker { get; set; } = new();

    public Polygon Zone { get; set; } = Rectangle(0, 0, 0.5, 1);

    public BoxOf Boxes { get; set; } = BoxOf.Person;

    public static Polygon Rectangle(double left, double top, double right, double bottom) =>
        new([new(left, top), new(right, top), new(right, bottom), new(left, bottom)]);

    public LanePlan Build() => new()
    {
        Camera = "cam",
        Surface = Surface.Picture("cam", "Camera", 4.0 / 3),
        Placement = new Placement(Boxes, null),
        Zones = Zones ?? [new ZonePlan("left", Zone)],
        Lines = [new LinePlan("middle", new PlanePoint(0.5, 0), new PlanePoint(0.5, 1), InIsPositive: false, Band)],
        WindowSeconds = WindowSeconds,
        Tracker = Tracker,
        Expression = Expression,
        Attention = Attention,
        Faces = Faces,
    };
}
