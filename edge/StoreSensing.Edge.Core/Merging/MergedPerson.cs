using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.Merging;

/// <summary>One person on the floor: at most one track of each camera.</summary>
internal sealed class MergedPerson(int cameras)
{
    private const double SmoothingSeconds = 1;

    public bool InUse { get; set; }

    public long Id { get; private set; }

    public TimeSpan Since { get; private set; }

    /// <summary>By camera: its track, or null.</summary>
    public CameraTrack?[] Members { get; } = new CameraTrack?[cameras];

    /// <summary>Time of the last position handed on; null before the first.</summary>
    public TimeSpan? Last { get; private set; }

    /// <summary>The last position handed on.</summary>
    public PlanePoint Position { get; private set; }

    /// <summary>Metres per second, smoothed.</summary>
    public PlanePoint Velocity { get; private set; }

    /// <summary>Which cameras the last position was made of, one bit each.</summary>
    public int Sources { get; set; }

    /// <summary>How far the members are apart by their gate, smoothed.</summary>
    public double Apart { get; private set; }

    /// <summary>A person of other cameras who has been near since <see cref="NearSince"/>, or −1.</summary>
    public int Near { get; set; }

    public TimeSpan NearSince { get; set; }

    // What is left of the jump when a camera came or went; it fades, so that a calibration's error moves nobody over a line.
    private PlanePoint _jump;

    public int MemberCount
    {
        get
        {
            var count = 0;
            foreach (var member in Members)
                count += member is null ? 0 : 1;
            return count;
        }
    }

    public void Begin(long id, TimeSpan since)
    {
        Array.Clear(Members);
        (InUse, Id, Since, Last, Position, Velocity, Sources, Apart, Near, NearSince, _jump) = (true, id, since, null, default, default, 0, 0, -1, default, default);
    }

    /// <summary>The last sighting of any member.</summary>
    public TimeSpan LastSeen()
    {
        var last = Last ?? TimeSpan.MinValue;
        foreach (var member in Members)
            if (member is not null && member.LastSeen > last)
                last = member.LastSeen;
        return last;
    }

    /// <summary>Where the person should be at an instant after the last position.</summary>
    public PlanePoint Expected(TimeSpan at)
    {
        var seconds = Math.Min(1, (at - (Last ?? at)).TotalSeconds);
        return new PlanePoint(Position.X + (Velocity.X * seconds), Position.Y + (Velocity.Y * seconds));
    }

    /// <summary>Takes the members' position at an instant and gives the one to hand on.</summary>
    public PlanePoint Move(TimeSpan at, PlanePoint seen, int sources, PlanePoint? withFormerSources)
    {
        var moved = seen;
        if (Last is { } last)
        {
            var seconds = (at - last).TotalSeconds;
            if (sources != Sources && seconds < 0.5)
            {
                var former = withFormerSources is { } f ? new PlanePoint(f.X + _jump.X, f.Y + _jump.Y) : Expected(at);
                _jump = new PlanePoint(former.X - seen.X, former.Y - seen.Y);
            }
            var kept = Math.Exp(-seconds / SmoothingSeconds);
            _jump = new PlanePoint(_jump.X * kept, _jump.Y * kept);
            moved = new PlanePoint(seen.X + _jump.X, seen.Y + _jump.Y);
            var gain = 1 - Math.Exp(-seconds / (0.5 * SmoothingSeconds));
            Velocity = new PlanePoint(
                Velocity.X + (gain * (((moved.X - Position.X) / seconds) - Velocity.X)),
                Velocity.Y + (gain * (((moved.Y - Position.Y) / seconds) - Velocity.Y)));
        }
        (Last, Position, Sources) = (at, moved, sources);
        return moved;
    }

    /// <summary>Notes how far two members are apart, by their gate.</summary>
    public void Disagree(double gates, double seconds) => Apart += (1 - Math.Exp(-Math.Clamp(seconds, 0.02, 1) / SmoothingSeconds)) * (gates - Apart);

    /// <summary>Members agree again, or one left.</summary>
    public void Agree() => Apart = 0;
}
