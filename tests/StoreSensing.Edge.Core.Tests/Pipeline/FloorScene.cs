using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Core.Tests.Pipeline;

/// <summary>Where a person stands, in metres; null while nobody sees him.</summary>
internal delegate PlanePoint? Way(double seconds);

/// <summary>
/// A floor of 10 × 8 m with perfect tracks: each person is one track, from where he is first seen until he was unseen for 1.5 s. A track that
/// is lost is another one when the person comes back.
/// </summary>
internal sealed class FloorScene(params Way[] people)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(1.5);
    private readonly (long Id, TimeSpan LastSeen)[] _tracks = new (long, TimeSpan)[people.Length];
    private FloorCounting? _counting;
    private long _nextId = 5000;

    public List<(string Id, Polygon Polygon)> Zones { get; } = [];

    public List<LinePlan> Lines { get; } = [];

    public List<QueuePlan> Queues { get; } = [];

    public ZoneOverlap Overlap { get; set; }

    public int WindowSeconds { get; set; } = 10;

    /// <summary>Instants at which no picture comes.</summary>
    public Predicate<double> Dropped { get; set; } = _ => false;

    public List<RawWindow> Windows { get; } = [];

    public FloorCounting Counting => _counting ??= new FloorCounting(Plan());

    public IEnumerable<RawZone> Zone(string id) => Windows.SelectMany(w => w.Zones).Where(z => z.Zone == id);

    public static Polygon Rectangle(double left, double bottom, double right, double top) =>
        new([new(left, bottom), new(right, bottom), new(right, top), new(left, top)]);

    /// <summary>Somebody who stands at a place from one time to another.</summary>
    public static Way Stands(double x, double y, double from, double to) => t => t >= from - 1e-9 && t <= to + 1e-9 ? new PlanePoint(x, y) : null;

    /// <summary>Somebody who goes from corner to corner, each at its time.</summary>
    public static Way Walks(params (double At, double X, double Y)[] corners) => t =>
    {
        for (var i = 1; i < corners.Length; i++)
        {
            var (a, b) = (corners[i - 1], corners[i]);
            if (t < a.At - 1e-9 || t > b.At + 1e-9)
                continue;
            var share = Math.Clamp((t - a.At) / (b.At - a.At), 0, 1);
            return new PlanePoint(a.X + (share * (b.X - a.X)), a.Y + (share * (b.Y - a.Y)));
        }
        return null;
    };

    public FloorScene Run(double from, double to, double framesPerSecond = 10)
    {
        for (var i = 0L; from + (i / framesPerSecond) < to - 1e-9; i++)
            if (from + (i / framesPerSecond) is var t && !Dropped(t))
                Frame(t);
        return this;
    }

    public FloorScene Stop(double seconds)
    {
        Windows.AddRange(Counting.Stop(Time(seconds)));
        return this;
    }

    /// <summary>All windows from 0 on, and the end.</summary>
    public FloorScene Play(double until, double framesPerSecond = 10) => Run(0, until, framesPerSecond).Stop(until);

    public void Frame(double seconds)
    {
        var now = Time(seconds);
        Counting.Observe(now);
        for (var slot = 0; slot < people.Length; slot++)
            See(slot, people[slot](seconds), now.Elapsed);
        Counting.Tick(now.Elapsed);
        while (Counting.Close(now) is { } window)
            Windows.Add(window);
    }

    private void See(int slot, PlanePoint? place, TimeSpan now)
    {
        ref var track = ref _tracks[slot];
        if (track.Id > 0 && now - track.LastSeen > Lost)
        {
            Counting.End(new TrackEnd(slot, track.LastSeen));
            track = default;
        }
        if (place is not { } position)
            return;
        track = (track.Id > 0 ? track.Id : _nextId++, now);
        var box = new Box(0.4f, 0.2f, 0.6f, 0.8f);
        Counting.Sample(new TrackSample(slot, track.Id, now, box, box, false), position);
    }

    private LanePlan Plan() => new()
    {
        Camera = "cam",
        Surface = Surface.Floor("floor", "Floor", new PlanePoint(0, 0), 10, 8, 0.5),
        Placement = new Placement(BoxOf.Person, null),
        Zones = [.. Zones.Select(z => new ZonePlan(z.Id, z.Polygon))],
        Lines = Lines,
        Queues = Queues,
        Overlap = Overlap,
        WindowSeconds = WindowSeconds,
        Tracker = new TrackerOptions { LostAfter = Lost, Capacity = Math.Max(256, people.Length) },
    };

    private static FrameTime Time(double seconds)
    {
        var elapsed = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return new FrameTime(Start + elapsed, elapsed);
    }
}
