using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Exclusion;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>
/// The way of what was found in a picture, top to bottom: track, let through who lives, place, steady, count. It does not care who found it: a detector or a
/// simulation. No clock, no thread, no I/O; a call allocates nothing.
/// </summary>
public sealed class PeopleCounting
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(0.25);
    // Who walks past moves by nine faces' widths a second: at eight pictures a second by more than one.
    private const float FaceGrowth = 1;
    private readonly LanePlan _plan;
    private readonly Tracker _tracker;
    private readonly FloorCounting _counting;
    private readonly SteadyCounter _floor;
    private readonly bool _elsewhere;
    private readonly Polygon[] _attentionAreas;
    private readonly LookGate? _gate;
    private readonly TimeSpan[] _askedAt;
    private readonly InSight[] _inSight;
    private readonly FaceSighting[] _seen;
    private int _inSightCount;
    private int _seenCount;

    /// <summary>Follows nobody yet.</summary>
    /// <param name="plan">What is measured.</param>
    /// <param name="firstTrackId">Where track numbers start; hand in a random number.</param>
    /// <param name="elsewhere">Where sightings are counted together with other cameras'; null to count them here.</param>
    public PeopleCounting(LanePlan plan, long firstTrackId, IFloorCounter? elsewhere = null)
    {
        plan = elsewhere is null ? plan : plan with { CountsElsewhere = true, Zones = [], Lines = [], Queues = [] };
        _plan = plan;
        _tracker = new Tracker(plan.Placement.Boxes == BoxOf.Face ? plan.Tracker with { Growth = FaceGrowth } : plan.Tracker, firstTrackId, plan.Placement);
        _counting = new FloorCounting(plan);
        _floor = new SteadyCounter(plan.SteadyWithin, plan.Tracker.Capacity, elsewhere is null ? _counting : new ElsewhereCounter(elsewhere, _counting.Attention));
        _elsewhere = elsewhere is not null;
        _attentionAreas = [.. (plan.Attention?.Displays ?? []).Select(d => d.Area)];
        _askedAt = new TimeSpan[plan.Tracker.Capacity];
        _inSight = new InSight[plan.Tracker.Capacity];
        _seen = new FaceSighting[plan.Tracker.Capacity];
        LivePlaces = new LivePlaces();
        Life = plan.Placement.Boxes == BoxOf.Face ? new LifeGate(plan.HeldBack, LivePlaces, plan.Tracker.Capacity) : null;
        _gate = plan.Expression is null && plan.Attention is null ? null : new LookGate(plan.Exclusions, plan.Tracker.Capacity, plan.ZoneOptions.Gap);
        Expression = plan.Expression is { } e ? new ExpressionSampler(e.Zones, e.Reader, _counting.Windows, plan.Tracker.Capacity, _gate) : null;
    }

    /// <summary>Looks at the faces of those who are followed; null while expression is off.</summary>
    internal ExpressionSampler? Expression { get; }

    /// <summary>Who was not looked at, and why; null where no faces are looked at.</summary>
    public ExcludedSeconds? Excluded => _gate?.Counted;

    /// <summary>Moves to an observed instant, before what was found in it.</summary>
    public void Observe(FrameTime now)
    {
        _gate?.Observe(now);
        _counting.Observe(now);
        if (_elsewhere)
            _floor.Observe(now);
    }

    /// <summary>Lets faces count that live; null where people are tracked.</summary>
    internal LifeGate? Life { get; }

    /// <summary>Where living faces were a moment ago.</summary>
    internal LivePlaces LivePlaces { get; }

    /// <summary>Who was followed and seen at the last instant.</summary>
    internal ReadOnlySpan<InSight> InSight => _inSight.AsSpan(0, _inSightCount);

    /// <summary>Tracks that ended at the last instant.</summary>
    internal ReadOnlySpan<TrackEnd> Ended => _tracker.Ended;

    /// <summary>Faces of living people seen at the last instant.</summary>
    internal ReadOnlySpan<FaceSighting> Seen => _seen.AsSpan(0, _seenCount);

    /// <summary>Takes what was found at an instant, later than the last one.</summary>
    public void Take(ReadOnlySpan<Detection.Detection> found, TimeSpan now)
    {
        _tracker.Update(found, now);
        (_inSightCount, _seenCount) = (0, 0);
        foreach (ref readonly var end in _tracker.Ended)
            Forget(end); // first: a slot may have a new track already
        foreach (ref readonly var sample in _tracker.Samples)
            LetThrough(sample, now);
        _floor.Tick(now);
    }

    /// <summary>Takes the face of somebody in sight, of the same instant, and where on the surface it is turned to, degrees, where that is known.</summary>
    internal void See(in FaceSighting face, double? azimuthDegrees)
    {
        if (_gate is not null && !_gate.AllowsFace(face.Slot))
            return;
        _counting.Attention?.Look(face, azimuthDegrees);
        if (Life is not null && !Life.IsAlive(face.Slot))
            return;
        _seen[_seenCount++] = face;
        Expression?.Consider(face);
    }

    /// <summary>The next window that is complete at <paramref name="now"/>, or null; ask until it is null.</summary>
    public RawWindow? Close(FrameTime now) => _counting.Close(now);

    /// <summary>Ends every track and closes every window.</summary>
    public IReadOnlyList<RawWindow> Stop(FrameTime now)
    {
        _counting.Windows.Advance(now);
        Expression?.Stop(now.Elapsed);
        _floor.Stop();
        return _counting.Stop(now);
    }

    private void LetThrough(in TrackSample sample, TimeSpan now)
    {
        Gate(sample);
        if (Life is null)
        {
            Place(sample);
        }
        else
        {
            Life.Take(sample);
            foreach (ref readonly var living in Life.Told)
                Place(living);
        }
        if (sample.At == now && !sample.Bridged && _plan.Placement.TryPlace(sample.Box, out var position))
        {
            _gate?.Count(sample.Slot);
            _inSight[_inSightCount++] = new InSight(sample, position, IsFaceWanted(sample, position), Life?.IsAlive(sample.Slot) ?? true);
        }
    }

    // Every place of a path counts, also those before it was believed and those between two sightings.
    private void Gate(in TrackSample sample)
    {
        if (_gate is not null && _plan.Placement.TryPlace(sample.Box, out var position) && _gate.Stand(sample.Slot, position))
            Expression?.Forget(sample.Slot);
    }

    private void Place(in TrackSample sample)
    {
        if (_plan.Placement.TryPlace(sample.Box, out var position))
            _floor.Sample(sample, position);
    }

    // All the time for attention; for an expression a few times a second once it is due, until a face is good enough to be read.
    private bool IsFaceWanted(in TrackSample sample, PlanePoint position)
    {
        if (_gate is not null && !_gate.AllowsFace(sample.Slot))
            return false;
        foreach (var area in _attentionAreas)
            if (area.Contains(position))
                return true;
        ref var asked = ref _askedAt[sample.Slot];
        if (Expression is null || !Expression.IsDue(sample.Slot, position, sample.At) || (asked > TimeSpan.Zero && sample.At - asked < AskAgain))
            return false;
        asked = sample.At;
        return true;
    }

    private void Forget(in TrackEnd end)
    {
        _floor.End(end);
        Expression?.End(end);
        _gate?.End(end);
        _askedAt[end.Slot] = default;
        Life?.End(end);
    }
}
