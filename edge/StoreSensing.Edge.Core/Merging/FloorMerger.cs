using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Merging;

/// <summary>
/// Several cameras on one floor plan: puts their placed tracks in order of time, finds out who is seen twice, and counts everybody once.
/// No clock, no thread: one call at a time. A sighting allocates nothing.
/// </summary>
/// <remarks>
/// Each camera has an input (<see cref="Input"/>) whose pipeline tells it of frames, sightings and ends. What all cameras have told of, or a
/// slower one had half a second to tell of, is decided. Tracks of different cameras that were within a gate for a while are one person
/// (optimal assignment on mean distance at equal times); the gate grows with the size that a picture's unit has on the floor there. They stay
/// one person with hysteresis. Positions are means by inverse variance, as in fusing independent measurements (Bar-Shalom, Li and
/// Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001, section 3.4).
/// </remarks>
public sealed class FloorMerger
{
    private readonly MergeOptions _options;
    private readonly FloorCounting _counting;
    private readonly SteadyCounter _floor;
    private readonly MergedPeople _people;
    private readonly TrackMatcher _matcher;
    private readonly CameraInput[] _inputs;
    private readonly List<CameraTrack> _tracks;
    private TimeSpan? _now;
    private TimeSpan _newest = TimeSpan.MinValue;
    private TimeSpan? _origin;

    /// <summary>A merger that knows nobody yet.</summary>
    /// <param name="plan">What is counted on the floor; its <see cref="LanePlan.Camera"/> names the merged floor.</param>
    /// <param name="views">How each camera sees the floor.</param>
    /// <param name="options">When two are one.</param>
    /// <param name="firstId">Where people's numbers start; hand in a random number.</param>
    public FloorMerger(LanePlan plan, IReadOnlyList<Placement> views, MergeOptions options, long firstId)
    {
        var capacity = plan.Tracker.Capacity * views.Count;
        _options = options;
        _counting = new FloorCounting(plan with { Tracker = plan.Tracker with { Capacity = capacity }, MergeDelay = options.Decide });
        _floor = new SteadyCounter(plan.SteadyWithin, capacity, _counting);
        _people = new MergedPeople(capacity, views.Count, options, _counting, _floor, firstId);
        _matcher = new TrackMatcher(_people, options, ambiguous => _counting.Windows.At(_now!.Value).Merge.Match(ambiguous));
        _tracks = new List<CameraTrack>(2 * capacity);
        _inputs = [.. views.Select((view, i) => new CameraInput(this, i, view, plan.Tracker.Capacity))];
    }

    /// <summary>People followed now.</summary>
    public int People => Enumerable.Range(0, _people.Limit).Count(i => _people[i].InUse);

    /// <summary>Tracks of all cameras that are kept now.</summary>
    public int Tracks => _tracks.Count(t => t.InUse);

    /// <summary>Sightings of people who could not be followed because every slot was in use.</summary>
    public long Overflow => _people.Overflow;

    /// <summary>Where one camera's pipeline puts what it sees.</summary>
    public IFloorCounter Input(int camera) => _inputs[camera];

    /// <summary>How far a camera's pictures are ahead of the slowest one's that still delivers; without end while another has not begun.</summary>
    public TimeSpan Ahead(int camera)
    {
        if (_inputs[camera].Latest is not { } own)
            return TimeSpan.Zero;
        var slowest = own;
        foreach (var input in _inputs)
        {
            if (input.Gone)
                continue;
            if (input.Latest is not { } latest)
                return TimeSpan.MaxValue;
            slowest = latest < slowest ? latest : slowest;
        }
        return own - slowest;
    }

    /// <summary>A camera that was gone delivers again.</summary>
    public void Return(int camera) => _inputs[camera].Gone = false;

    /// <summary>A camera delivers no more; what it saw is ended.</summary>
    public void Leave(int camera)
    {
        _inputs[camera].EndAll();
        _inputs[camera].Gone = true;
        if (_now is { } now && Horizon() <= now)
            Settle(now, final: false); // time stands still, but whom only this camera saw is gone
        else
            Advance(final: false);
    }

    /// <summary>The next window that is complete when a camera's time is <paramref name="now"/>, or null; ask until it is null. Call it without frames, too.</summary>
    public RawWindow? Close(int camera, FrameTime now)
    {
        if (_origin is null)
            return null;
        var merged = _inputs[camera].Merged(now);
        if (merged.Elapsed > _newest)
            _newest = merged.Elapsed;
        Advance(final: false);
        return _now is { } at ? _counting.Close(new FrameTime(merged.Utc + (at - merged.Elapsed), at)) : null;
    }

    /// <summary>Ends everybody and closes every window.</summary>
    public IReadOnlyList<RawWindow> Stop()
    {
        foreach (var input in _inputs)
            input.EndAll();
        Advance(final: true);
        var last = _inputs.Where(i => i.LastFrame is not null).Select(i => i.LastFrame!.Value).OrderBy(f => f.Elapsed).LastOrDefault();
        _floor.Stop();
        return _now is null ? [] : _counting.Stop(last);
    }

    private CameraTrack Track(int camera, TimeSpan at)
    {
        foreach (var track in _tracks)
        {
            if (track.InUse)
                continue;
            track.Begin(camera, at);
            return track;
        }
        var made = new CameraTrack();
        made.Begin(camera, at);
        _tracks.Add(made);
        return made;
    }

    private void FrameDone(TimeSpan at)
    {
        if (at > _newest)
            _newest = at;
        Advance(final: false);
    }

    private void Advance(bool final)
    {
        if (_newest == TimeSpan.MinValue || (!final && Horizon() is var horizon && !(_now is null || horizon > _now)))
            return;
        var until = final ? _newest : Horizon();
        if (until == TimeSpan.MinValue)
            return;
        _now = until;
        Settle(until, final);
    }

    private void Settle(TimeSpan until, bool final)
    {
        while (EarliestFrame(until) is { } frame)
            _counting.Observe(frame);
        if (!_counting.Windows.IsOpen)
            return;
        _matcher.Decide(_tracks, until, final);
        _people.Emit(until);
        Rejoin(until);
        foreach (var track in _tracks)
            if (track is { InUse: true, Ended: true } && (track.Person != CameraTrack.Nobody || !track.HasNext) && (final || track.LastSeen <= until))
                Forget(track);
        _floor.Tick(until);
    }

    // What every camera has told of; a slow one is waited for a while, a silent one not at all.
    private TimeSpan Horizon()
    {
        var slowest = _newest;
        foreach (var input in _inputs)
        {
            if (input.Gone)
                continue;
            if (input.Latest is not { } latest)
            {
                if (_options.WaitsForAll)
                    return TimeSpan.MinValue;
                continue;
            }
            if ((_options.WaitsForAll || _newest - latest <= _options.Silent) && latest < slowest)
                slowest = latest;
        }
        return _options.WaitsForAll || slowest > _newest - _options.Wait ? slowest : _newest - _options.Wait;
    }

    private FrameTime? EarliestFrame(TimeSpan until)
    {
        CameraInput? first = null;
        foreach (var input in _inputs)
            if (input.Frames.TryPeek(out var frame) && frame.Elapsed <= until && (first is null || frame.Elapsed < first.Frames.Peek().Elapsed))
                first = input;
        return first?.Frames.Dequeue();
    }

    // People of different cameras who go together are one: one camera's first sightings may have been metres off, with the feet out of the picture.
    private void Rejoin(TimeSpan now)
    {
        for (var a = 0; a < _people.Limit; a++)
        {
            var person = _people[a];
            if (!person.InUse || person.MemberCount != 1)
                continue;
            var near = Nearest(a, now);
            if (near != person.Near)
                (person.Near, person.NearSince) = (near, now);
            if (near < 0 || now - person.NearSince < _options.Rejoin)
                continue;
            _people.Unite(a, near);
            _counting.Windows.At(now).Merge.Match(ambiguous: false);
        }
    }

    private int Nearest(int slot, TimeSpan now)
    {
        var (person, best, least) = (_people[slot], -1, double.PositiveInfinity);
        for (var other = 0; other < _people.Limit; other++)
        {
            var candidate = _people[other];
            if (other == slot || !candidate.InUse || Share(person, candidate) || !IsFresh(person, now) || !IsFresh(candidate, now))
                continue;
            var (x, y) = (person.Position.X - candidate.Position.X, person.Position.Y - candidate.Position.Y);
            var distance = Math.Sqrt((x * x) + (y * y));
            if (distance < least && distance <= _options.GateMetres)
                (best, least) = (other, distance);
        }
        return best;
    }

    private static bool Share(MergedPerson a, MergedPerson b)
    {
        for (var camera = 0; camera < a.Members.Length; camera++)
            if (a.Members[camera] is not null && b.Members[camera] is not null)
                return true;
        return false;
    }

    private bool IsFresh(MergedPerson person, TimeSpan now) => person.Last is { } last && now - last <= _options.Together;

    private void Forget(CameraTrack track)
    {
        _people.Leave(track);
        track.InUse = false;
    }

    /// <summary>One camera's end of the merger: turns its time into the merged one and its slots into tracks.</summary>
    private sealed class CameraInput(FloorMerger merger, int camera, Placement view, int capacity) : IFloorCounter
    {
        private const float Border = 0.005f;
        private readonly CameraTrack?[] _bySlot = new CameraTrack?[capacity];
        private TimeSpan? _offset;

        public Queue<FrameTime> Frames { get; } = new(256);

        public TimeSpan? Latest { get; private set; }

        public FrameTime? LastFrame { get; private set; }

        public bool Gone { get; set; }

        // Sources count time from their own start; all of them know UTC. The offset is taken once, so that a step of the wall clock moves nothing.
        public FrameTime Merged(FrameTime own)
        {
            merger._origin ??= TimeSpan.FromTicks(own.Utc.UtcTicks) - own.Elapsed;
            _offset ??= merger._options.OneClock ? TimeSpan.Zero : TimeSpan.FromTicks(own.Utc.UtcTicks) - own.Elapsed - merger._origin.Value;
            return own with { Elapsed = own.Elapsed + _offset.Value };
        }

        public void Observe(FrameTime now)
        {
            var merged = Merged(now);
            Frames.Enqueue(merged);
            LastFrame = merged;
        }

        public void Sample(in TrackSample sample, PlanePoint position)
        {
            var at = sample.At + _offset!.Value;
            var track = _bySlot[sample.Slot] ??= merger.Track(camera, at);
            track.Path.Add(new PlacedSighting(at, position, Variance(sample), sample));
        }

        public void End(in TrackEnd end)
        {
            if (_bySlot[end.Slot] is { } track)
                track.Ended = true;
            _bySlot[end.Slot] = null;
        }

        public void Tick(TimeSpan now)
        {
            Latest = now + _offset!.Value;
            merger.FrameDone(Latest.Value);
        }

        public void EndAll()
        {
            for (var slot = 0; slot < capacity; slot++)
                End(new TrackEnd(slot, default));
        }

        // Between two sightings a person may have gone another way.
        private double Variance(in TrackSample sample)
        {
            const double detour = 0.3 * 0.3;
            return (sample.Bridged ? detour : 0) + Variance(sample.Box);
        }

        // A box that touches the picture's edge is cut off: its foot point is not where the feet are.
        private double Variance(in Box box)
        {
            const double least = 0.05 * 0.05;
            if (view.View is not { } seen || !seen.TryScale(view.FootOf(box), out var scale))
                return least;
            var cut = box.Left <= Border || box.Right >= 1 - Border || box.Bottom >= 1 - Border;
            var deviation = merger._options.FootNoise * scale.Most * (cut ? 4 : 1);
            return least + (deviation * deviation);
        }
    }
}
