using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Attention;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tests.Pipeline;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Tests.Attention;

/// <summary>Somebody on the floor: where, and where the head is turned to, degrees; null while nobody can tell. Null while nobody is there.</summary>
internal delegate (PlanePoint At, double? Azimuth)? Passer(double seconds);

/// <summary>
/// A pane of glass from (2, 0) to (4, 0), people pass it on a strip of two metres in front; a door leads in over y = 0 from (5, 0) to (6, 0). Looking at the
/// pane from the strip is −90.
/// </summary>
internal sealed class AttentionScene(params Passer[] people)
{
    public const double ToPane = -90;
    public const double Along = 90; // away from it

    public double FramesPerSecond { get; init; } = 10;

    public int WindowSeconds { get; init; } = 60;

    public DisplayPlan Display { get; init; } = new("pane", Rectangle(1, 0.2, 5, 2)) { Target = [new(2, 0), new(4, 0)] };

    public List<RawWindow> Windows { get; } = [];

    public IEnumerable<RawPasser> People => Windows.SelectMany(w => w.Attention).SelectMany(a => a.People);

    public IEnumerable<RawInterest> Visits => Windows.SelectMany(w => w.Attention).SelectMany(a => a.Visits);

    private FloorCounting? _counting;
    private readonly long[] _ids = [.. people.Select((_, i) => (long)i)];
    private readonly TimeSpan?[] _last = new TimeSpan?[people.Length];

    public static Polygon Rectangle(double left, double bottom, double right, double top) => FloorScene.Rectangle(left, bottom, right, top);

    public AttentionScene Run(double from, double to)
    {
        _counting ??= new FloorCounting(Plan());
        for (var i = 0; from + (i / FramesPerSecond) < to - 1e-9; i++)
        {
            var now = Time(from + (i / FramesPerSecond));
            _counting.Observe(now);
            for (var slot = 0; slot < people.Length; slot++)
                Feed(slot, from + (i / FramesPerSecond), now.Elapsed);
            _counting.Tick(now.Elapsed);
            while (_counting.Close(now) is { } window)
                Windows.Add(window);
        }
        return this;
    }

    public AttentionScene Stop(double seconds)
    {
        Windows.AddRange(_counting!.Stop(Time(seconds)));
        return this;
    }

    public AttentionCounter Counter => _counting!.Attention!;

    private void Feed(int slot, double seconds, TimeSpan now)
    {
        if (people[slot](seconds) is not { } seen)
        {
            if (_last[slot] is { } last && now - last > TimeSpan.FromSeconds(2))
            {
                _counting!.End(new TrackEnd(slot, last));
                _last[slot] = null;
            }
            return;
        }
        if (_last[slot] is null)
            _ids[slot] += 1000;
        _last[slot] = now;
        _counting!.Attention!.Note(slot, _ids[slot], now, new Heading(null, seen.Azimuth));
        _counting.Sample(new TrackSample(slot, _ids[slot], now, new Box(0, 0, 0.1f, 0.4f), new Box(0, 0, 0.1f, 0.4f), false), seen.At);
    }

    private LanePlan Plan() => new()
    {
        Camera = "cam",
        Surface = Surface.Floor("floor", "Floor", new PlanePoint(-10, -10), 30, 30, 0.5),
        Placement = new Placement(BoxOf.Person, null),
        Zones = [],
        Lines = [],
        WindowSeconds = WindowSeconds,
        Tracker = new TrackerOptions { Capacity = Math.Max(4, people.Length) },
        Attention = new AttentionPlan([Display]) { Entrances = [new LinePlan("door", new(5, 0), new(6, 0), InIsPositive: false, 0.1, Entrance: true)] },
    };

    private static FrameTime Time(double seconds)
    {
        var elapsed = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return new FrameTime(TestLane.Start + elapsed, elapsed);
    }
}
