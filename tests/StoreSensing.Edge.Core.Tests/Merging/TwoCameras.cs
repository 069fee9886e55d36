using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Merging;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Tests.Merging;

/// <summary>Where a person is at a time, metres; null before and after.</summary>
internal delegate PlanePoint? Walk(double seconds);

/// <summary>
/// A floor of 14 × 8 m with a camera at each end that sees two thirds of it: x 0 to 9 and 5 to 14. Cameras follow people without detectors,
/// with noise in the picture, misses, late confirmation and a calibration that is off by a fixed vector.
/// </summary>
internal sealed class TwoCameras
{
    public static readonly Surface Floor = Surface.Floor("floor", "Floor", new PlanePoint(0, 0), 14, 8, 0.5);
    public static readonly Homography Left = Homography.From([new(new(0, 1), new(0.5, 8)), new(new(1, 1), new(0.5, 0)), new(new(0.8, 0.2), new(9, 0)), new(new(0.2, 0.2), new(9, 8))]);
    public static readonly Homography Right = Homography.From([new(new(0, 1), new(13.5, 0)), new(new(1, 1), new(13.5, 8)), new(new(0.8, 0.2), new(5, 8)), new(new(0.2, 0.2), new(5, 0))]);
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly Random _random;
    private readonly List<Camera> _cameras = [];

    public TwoCameras(int seed = 1, MergeOptions? options = null, int windowSeconds = 60)
    {
        _random = new Random(seed);
        Plan = PlanOf(windowSeconds);
        Polygon[] far = [Rectangle(0, 0, 1, 0.2)];
        Placement[] views = [new(BoxOf.Person, Left, masks: far), new(BoxOf.Person, Right, masks: far)];
        Merger = new FloorMerger(Plan, views, options ?? new MergeOptions(), firstId: 7000);
        _cameras.Add(new Camera(this, 0, views[0].View!, 8) { Bias = new PlanePoint(0.15, -0.1) });
        _cameras.Add(new Camera(this, 1, views[1].View!, 10) { Bias = new PlanePoint(-0.12, 0.08) });
    }

    public LanePlan Plan { get; }

    public FloorMerger Merger { get; }

    public Camera this[int camera] => _cameras[camera];

    public List<RawWindow> Windows { get; } = [];

    /// <summary>What one all-seeing eye counts of the same people, at 20 pictures a second.</summary>
    public static IReadOnlyList<RawWindow> Truth(IReadOnlyList<Walk> people, double seconds)
    {
        var counting = new FloorCounting(PlanOf(60) with { Tracker = new TrackerOptions { Capacity = people.Count } });
        var windows = new List<RawWindow>();
        for (var i = 0; i / 20.0 < seconds; i++)
        {
            var now = Time(i / 20.0);
            counting.Observe(now);
            for (var p = 0; p < people.Count; p++)
                if (people[p](i / 20.0) is { } at)
                    counting.Sample(new TrackSample(p, p, now.Elapsed, default, default, false), at);
                else if (i > 0 && people[p]((i - 1) / 20.0) is not null)
                    counting.End(new TrackEnd(p, Time((i - 1) / 20.0).Elapsed));
            counting.Tick(now.Elapsed);
            while (counting.Close(now) is { } window)
                windows.Add(window);
        }
        windows.AddRange(counting.Stop(Time(seconds)));
        return windows;
    }

    /// <summary>Runs both cameras, pictures in the order of their times.</summary>
    public TwoCameras Run(IReadOnlyList<Walk> people, double from, double to, bool closeByTime = true)
    {
        var frames = _cameras.SelectMany(c => c.Times(from, to).Select(t => (t, c))).OrderBy(f => f.t).ToList();
        foreach (var (t, camera) in frames)
        {
            if (camera.IsOff)
                continue;
            camera.Frame(people, t);
            while (closeByTime && Merger.Close(camera.Number, Time(t)) is { } window)
                Windows.Add(window);
        }
        return this;
    }

    public TwoCameras Stop()
    {
        Windows.AddRange(Merger.Stop());
        return this;
    }

    public static FrameTime Time(double seconds)
    {
        var elapsed = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return new FrameTime(Start + elapsed, elapsed);
    }

    /// <summary>Zones west, overlap and east, and a line down the middle of the overlap.</summary>
    private static LanePlan PlanOf(int windowSeconds) => new()
    {
        Camera = "merged",
        Surface = Floor,
        Placement = new Placement(BoxOf.Person, null),
        Zones = [new("west", Rectangle(1, 1, 4.5, 7)), new("middle", Rectangle(5.5, 1, 8.5, 7)), new("east", Rectangle(9.5, 1, 13, 7))],
        Lines = [new("centre", new PlanePoint(7, 0), new PlanePoint(7, 8), InIsPositive: false, 0.25)],
        WindowSeconds = windowSeconds,
    };

    private static Polygon Rectangle(double left, double near, double right, double far) =>
        new([new(left, near), new(right, near), new(right, far), new(left, far)]);

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>One camera with a tracker that never mixes people up but loses and confirms them as the product's does.</summary>
    internal sealed class Camera(TwoCameras scene, int number, FloorView view, double framesPerSecond)
    {
        private static readonly TimeSpan Confirm = TimeSpan.FromSeconds(0.4);
        private static readonly TimeSpan Lost = TimeSpan.FromSeconds(1.5);
        private readonly Dictionary<int, Followed> _followed = [];
        private readonly Stack<int> _free = new(Enumerable.Range(0, 256).Reverse());
        private long _nextId = number * 100_000;

        public int Number => number;

        public PlanePoint Bias { get; set; }

        public double Noise { get; set; } = 0.004;

        public double Misses { get; set; } = 0.05;

        public double Switches { get; set; }

        public bool IsOff { get; set; }

        public TimeSpan ClockOffset { get; set; }

        public IEnumerable<double> Times(double from, double to)
        {
            for (var i = (long)Math.Ceiling(from * framesPerSecond); (i + (0.3 * number)) / framesPerSecond < to; i++)
                yield return (i + (0.3 * number)) / framesPerSecond;
        }

        /// <summary>Ends everybody whom it follows.</summary>
        public void Forget()
        {
            foreach (var f in _followed.Values)
            {
                if (f.Confirmed)
                    scene.Merger.Input(number).End(new TrackEnd(f.Slot, f.Last));
                _free.Push(f.Slot);
            }
            _followed.Clear();
        }

        public void Frame(IReadOnlyList<Walk> people, double t)
        {
            var time = Time(t);
            var now = time.Elapsed + ClockOffset;
            var input = scene.Merger.Input(number);
            input.Observe(time with { Elapsed = now });
            foreach (var (person, f) in _followed.Where(f => now - f.Value.Last > Lost || scene._random.NextDouble() < Switches).ToList())
            {
                if (f.Confirmed)
                    input.End(new TrackEnd(f.Slot, f.Last));
                _free.Push(f.Slot);
                _followed.Remove(person);
            }
            for (var p = 0; p < people.Count; p++)
                if (people[p](t) is { } at && scene._random.NextDouble() >= Misses && See(at) is { } box)
                    Follow(p, box, now, input);
            input.Tick(now);
        }

        private Box? See(PlanePoint at)
        {
            if (!view.TrySee(new PlanePoint(at.X + Bias.X, at.Y + Bias.Y), out var foot))
                return null;
            var (x, y) = (foot.X + (Noise * scene.Gauss()), foot.Y + (Noise * scene.Gauss()));
            return new Box((float)(x - 0.02), (float)(y - 0.2), (float)(x + 0.02), (float)y);
        }

        private void Follow(int person, Box box, TimeSpan now, IFloorCounter input)
        {
            if (!_followed.TryGetValue(person, out var f))
                _followed[person] = f = new Followed { Slot = _free.Pop(), Id = _nextId++, First = now };
            f.Last = now;
            f.Backlog.Add((now, box));
            f.Confirmed |= now - f.First >= Confirm;
            if (!f.Confirmed)
                return;
            foreach (var (at, seen) in f.Backlog)
                if (view.TryMap(new PlanePoint(seen.CentreX, seen.Bottom), out var position))
                    input.Sample(new TrackSample(f.Slot, f.Id, at, seen, seen, false), position);
            f.Backlog.Clear();
        }

        private sealed class Followed
        {
            public required int Slot { get; init; }

            public required long Id { get; init; }

            public required TimeSpan First { get; init; }

            public TimeSpan Last { get; set; }

            public bool Confirmed { get; set; }

            public List<(TimeSpan At, Box Box)> Backlog { get; } = [];
        }
    }
}
