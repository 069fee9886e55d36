using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Core.Attention;

/// <summary>
/// Who passes each display, turns to it, stops, attends and enters, and when interest is lost. A direction that nobody knows is unknown, not away.
/// Told of each person and display once, when the track ends, and of each visit when it ends. Allocates nothing per sighting.
/// </summary>
/// <remarks>
/// Each sighting counts for the time until the next, a path's last one, and one before a longer pause than the gap, for as long as the one before it: sums are
/// sightings × period whatever the frame rate. A short unknown between two known directions is filled in, as attention only if both were.
/// </remarks>
internal sealed class AttentionCounter
{
    private const double StopMetres = 0.5;
    private const double StopBodyHeights = 0.3; // 0.5 m of 1.70 m

    // One 100 ns tick, so that times rounded to ticks change nothing at exactly a threshold.
    private static readonly TimeSpan Rounding = TimeSpan.FromTicks(1);
    private readonly AttentionPlan _plan;
    private readonly ZoneOptions _options;
    private readonly Surface _surface;
    private readonly Placement _placement;
    private readonly int _displays;
    private readonly Pending[] _pending;
    private readonly Watch[] _watches;
    private readonly HeadingLog _headings;
    private readonly LineCounter[] _entrances;
    private readonly AttentionLog _log;

    public AttentionCounter(AttentionPlan plan, LanePlan lane)
    {
        var capacity = lane.Tracker.Capacity;
        (_plan, _options, _surface, _placement, _displays) = (plan, lane.ZoneOptions, lane.Surface, lane.Placement, plan.Displays.Count);
        _pending = new Pending[capacity];
        _watches = new Watch[capacity * _displays];
        _headings = new HeadingLog(capacity);
        _entrances = [.. plan.Entrances.Select(l => new LineCounter(l.From, l.To, l.Band, _options.Gap, capacity))];
        _log = new AttentionLog(plan);
    }

    /// <summary>Notes where a head is turned to; before the sighting of the same instant is followed by another.</summary>
    public void Look(in FaceSighting face, double? azimuthDegrees) => Note(face.Slot, face.TrackId, face.At, new Heading(face.Pose, azimuthDegrees));

    /// <summary>As <see cref="Look"/>.</summary>
    public void Note(int slot, long trackId, TimeSpan at, Heading heading) => _headings.Note(slot, trackId, at, heading);

    /// <summary>Takes one sighting; of a slot they come in the order of their times.</summary>
    public void Sample(in TrackSample sample, PlanePoint position)
    {
        ref var pending = ref _pending[sample.Slot];
        if (pending.Active)
            Settle(ref pending, sample.At);
        pending = new Pending(sample, position, pending.Step);
        for (var i = 0; i < _entrances.Length; i++)
            if (_entrances[i].Sample(sample, position) is var side && side != 0 && side > 0 == _plan.Entrances[i].InIsPositive)
                Enter(sample.Slot);
    }

    /// <summary>Tells of a person whose track was given up, and forgets it.</summary>
    public void End(in TrackEnd end)
    {
        ref var pending = ref _pending[end.Slot];
        if (pending.Active)
        {
            Count(pending, pending.Step);
            for (var d = 0; d < _displays; d++)
                Tell(ref WatchOf(end.Slot, d), d, pending);
        }
        pending = default;
        _headings.End(end.Slot);
        foreach (var entrance in _entrances)
            entrance.End(end);
    }

    /// <summary>Tells of everybody: the agent stops.</summary>
    public void Stop()
    {
        for (var slot = 0; slot < _pending.Length; slot++)
            End(new TrackEnd(slot, _pending[slot].Sample.At));
    }

    /// <summary>What was told of before <paramref name="to"/>, once, display by display.</summary>
    public IReadOnlyList<RawAttention> Close(TimeSpan to) => _log.Close(to);

    private void Settle(ref Pending pending, TimeSpan next)
    {
        var step = next - pending.Sample.At;
        var pause = step > _options.Gap + Rounding;
        if (!pause)
            pending.Step = step;
        Count(pending, pending.Step);
        if (pause)
            for (var d = 0; d < _displays; d++)
                Pause(ref WatchOf(pending.Sample.Slot, d));
    }

    private void Count(in Pending pending, TimeSpan step)
    {
        var (sample, position) = (pending.Sample, pending.Position);
        var heading = _headings.Find(sample.Slot, sample.Id, sample.At);
        for (var d = 0; d < _displays; d++)
        {
            ref var watch = ref WatchOf(sample.Slot, d);
            var display = _plan.Displays[d];
            if (watch.Visit.Active && sample.At - watch.Visit.Last > _options.Gap + Rounding)
                EndVisit(ref watch, d, sample.Id, cut: false);
            if (!display.Area.Contains(position))
            {
                Pause(ref watch);
                continue;
            }
            watch.Present += step;
            Stay(ref watch, sample, position);
            Direct(ref watch, display, DisplayAngle.Of(display, position, heading), sample.At, step);
        }
    }

    private void Stay(ref Watch watch, in TrackSample sample, PlanePoint position)
    {
        if (!watch.Visit.Active)
            watch.Visit = new Visit { Active = true, First = sample.At };
        watch.Visit.Last = sample.At;
        if (!watch.Stand.Active || !IsNear(watch.Stand.Anchor, position, _placement.BodyHeight(sample.Box)))
            watch.Stand = new Stand { Active = true, Since = sample.At, Anchor = position };
        watch.Stopped |= sample.At - watch.Stand.Since >= _plan.StopAfter - Rounding;
    }

    private void Direct(ref Watch watch, DisplayPlan display, double? angle, TimeSpan at, TimeSpan step)
    {
        ref var look = ref watch.Look;
        var near = look.AnyKnown && (watch.Unfilled == TimeSpan.Zero || at - look.LastKnown <= _plan.Bridge + Rounding);
        if (!near)
            (look.Open, watch.Unfilled) = (false, TimeSpan.Zero);
        if (angle is not { } away)
        {
            watch.Unfilled += step;
            return;
        }
        var attends = away <= display.WithinDegrees + (look.Open ? display.HysteresisDegrees : 0);
        if (watch.Unfilled > TimeSpan.Zero && near)
            Add(ref watch, watch.Unfilled, attends && look.Open, at);
        watch.Unfilled = TimeSpan.Zero;
        if (attends && !look.Open)
            look.Seconds = TimeSpan.Zero;
        look = look with { Open = attends, AnyKnown = true, LastKnown = at };
        Add(ref watch, step, attends, at + step);
    }

    private void Add(ref Watch watch, TimeSpan seconds, bool attends, TimeSpan until)
    {
        watch.Known += seconds;
        if (!attends)
        {
            watch.Visit.KnownSince += seconds;
            return;
        }
        watch.Attention += seconds;
        watch.Look.Seconds += seconds;
        watch.LongestLook = watch.Look.Seconds > watch.LongestLook ? watch.Look.Seconds : watch.LongestLook;
        watch.Visit.Glanced |= watch.Look.Seconds >= _plan.Glance - Rounding;
        (watch.Visit.AttentionEnd, watch.Visit.KnownSince) = (until, TimeSpan.Zero);
    }

    // Nothing is known over a pause or outside the area: a look does not go on, and nobody stands there.
    private static void Pause(ref Watch watch) => (watch.Look, watch.Unfilled, watch.Stand) = (default, default, default);

    private void Enter(int slot)
    {
        for (var d = 0; d < _displays; d++)
            WatchOf(slot, d).Entered |= WatchOf(slot, d).Attention >= _plan.Attend - Rounding;
    }

    private void Tell(ref Watch watch, int display, in Pending last)
    {
        if (watch.Visit.Active)
            EndVisit(ref watch, display, last.Sample.Id, cut: watch.Visit.Last == last.Sample.At);
        if (watch.Present >= _plan.Glance - Rounding)
            _log.Tell(display, last.Sample.At, Passer(watch, last.Sample.Id));
        watch = default;
    }

    private RawPasser Passer(in Watch watch, long trackId) =>
        new(trackId, watch.Present.TotalSeconds, watch.Known.TotalSeconds, watch.Attention.TotalSeconds, watch.LongestLook.TotalSeconds)
        {
            Glanced = watch.LongestLook >= _plan.Glance - Rounding,
            Stopped = watch.Stopped,
            Attended = watch.Attention >= _plan.Attend - Rounding,
            Entered = watch.Entered,
        };

    private void EndVisit(ref Watch watch, int display, long trackId, bool cut)
    {
        if (watch.Visit is { Glanced: true } visit && visit.Last - visit.First >= _options.Visit - Rounding)
            _log.Tell(display, visit.Last, Interests.Of(visit, cut, trackId, _plan));
        watch.Visit = default;
    }

    private bool IsNear(PlanePoint a, PlanePoint b, double bodyHeight)
    {
        var isFloor = _surface.Unit == SurfaceUnit.Metre;
        var (x, y) = ((b.X - a.X) * (isFloor ? 1 : _surface.Aspect), b.Y - a.Y);
        var radius = isFloor ? StopMetres : StopBodyHeights * bodyHeight;
        return (x * x) + (y * y) <= radius * radius;
    }

    private ref Watch WatchOf(int slot, int display) => ref _watches[(slot * _displays) + display];

    private struct Pending(TrackSample sample, PlanePoint position, TimeSpan step)
    {
        public readonly bool Active = true;
        public readonly TrackSample Sample = sample;
        public readonly PlanePoint Position = position;
        public TimeSpan Step = step; // from the last sighting to this one, later from this one to the next
    }
}
