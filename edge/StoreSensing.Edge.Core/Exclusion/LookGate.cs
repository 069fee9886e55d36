using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Exclusion;

/// <summary>
/// Decides before any inference whose face may be looked at now, and counts who was left out and why. It goes by where people stand and by the frame's own
/// time: it has no clock. Allocates nothing per frame.
/// </summary>
/// <param name="plan">Who and when.</param>
/// <param name="capacity">Slots of the tracker.</param>
/// <param name="observationGap">A pause between two frames longer than this is not counted.</param>
internal sealed class LookGate(ExclusionPlan plan, int capacity, TimeSpan observationGap)
{
    private readonly Exclusion[] _tracks = new Exclusion[capacity];
    private Exclusion _now;
    private long _minute = -1;
    private TimeSpan? _last;
    private double _step;

    /// <summary>Everything counted so far.</summary>
    public ExcludedSeconds Counted { get; private set; }

    /// <summary>Moves to an instant, before anybody who is seen in it.</summary>
    public void Observe(FrameTime now)
    {
        _step = _last is { } last && now.Elapsed > last && now.Elapsed - last <= observationGap ? (now.Elapsed - last).TotalSeconds : 0;
        _last = now.Elapsed;
        var minute = now.Utc.UtcTicks / TimeSpan.TicksPerMinute; // hours and schedules are in whole minutes
        if (minute == _minute)
            return;
        _minute = minute;
        _now = plan.StaffHours?.Cover(now.Utc) ?? false ? Exclusion.StaffHours : plan.Sampling?.IsOn(now.Utc) ?? true ? Exclusion.None : Exclusion.Sampling;
    }

    /// <summary>Notes where a track stands; true when it is excluded from now on while it lives.</summary>
    public bool Stand(int slot, PlanePoint position)
    {
        ref var track = ref _tracks[slot];
        if (track != Exclusion.None)
            return false;
        track = IsIn(plan.StaffZones, position) ? Exclusion.StaffZone : IsIn(plan.OptOutZones, position) ? Exclusion.OptOut : Exclusion.None;
        return track != Exclusion.None;
    }

    /// <summary>False for whoever has stood in a staff or an opt-out zone: neither attention nor expression, and no search for the face.</summary>
    public bool AllowsFace(int slot) => _tracks[slot] == Exclusion.None;

    /// <summary>Whether a track's expression may be read now.</summary>
    public bool AllowsExpression(int slot) => _now == Exclusion.None && AllowsFace(slot);

    /// <summary>Counts a track that is in sight at this instant.</summary>
    public void Count(int slot)
    {
        var why = AllowsFace(slot) ? _now : _tracks[slot];
        Counted = Counted.Plus(new ExcludedSeconds(
            _step,
            why == Exclusion.StaffZone ? _step : 0,
            why == Exclusion.OptOut ? _step : 0,
            why == Exclusion.StaffHours ? _step : 0,
            why == Exclusion.Sampling ? _step : 0));
    }

    /// <summary>Forgets a track: its slot is somebody else's next.</summary>
    public void End(in TrackEnd end) => _tracks[end.Slot] = Exclusion.None;

    private static bool IsIn(IReadOnlyList<Polygon> zones, PlanePoint position)
    {
        for (var i = 0; i < zones.Count; i++)
            if (zones[i].Contains(position))
                return true;
        return false;
    }
}
