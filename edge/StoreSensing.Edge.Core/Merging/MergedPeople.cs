using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Merging;

/// <summary>The people on a floor: makes one way of the tracks of each and hands it on. Slots are used again; nothing outlives its person.</summary>
internal sealed class MergedPeople
{
    private readonly MergedPerson[] _people;
    private readonly MergeOptions _options;
    private readonly FloorCounting _counting;
    private readonly IFloorCounter _floor;
    private long _nextId;

    public MergedPeople(int capacity, int cameras, MergeOptions options, FloorCounting counting, IFloorCounter floor, long firstId)
    {
        _people = new MergedPerson[capacity];
        for (var i = 0; i < capacity; i++)
            _people[i] = new MergedPerson(cameras);
        (_options, _counting, _floor, _nextId) = (options, counting, floor, firstId);
    }

    /// <summary>Slots up to this one may be in use.</summary>
    public int Limit { get; private set; }

    /// <summary>People who could not be followed because every slot was in use.</summary>
    public long Overflow { get; private set; }

    public MergedPerson this[int slot] => _people[slot];

    /// <summary>How far two sightings of one person may be apart, metres.</summary>
    public double Gate(double varianceA, double varianceB) =>
        Math.Clamp(2 * Math.Sqrt(varianceA + varianceB), _options.GateMetres, _options.WidestGateMetres);

    /// <summary>Somebody new: the slot, or −1 when there is none.</summary>
    public int Add(CameraTrack track)
    {
        for (var slot = 0; slot < _people.Length; slot++)
        {
            if (_people[slot].InUse)
                continue;
            _people[slot].Begin(_nextId++, track.Upcoming.At);
            Limit = Math.Max(Limit, slot + 1);
            Join(slot, track);
            return slot;
        }
        Overflow++;
        track.Next = track.Path.Count;
        return -1;
    }

    /// <summary>A track becomes a part of somebody; a track of the same camera that lost sight of that person is set free.</summary>
    public void Join(int slot, CameraTrack track)
    {
        ref var place = ref _people[slot].Members[track.Camera];
        if (place is not null)
            Free(place);
        place = track;
        track.Person = slot;
        _people[slot].Agree();
    }

    /// <summary>Hands on what is known of everybody up to an instant.</summary>
    public void Emit(TimeSpan until)
    {
        for (var slot = 0; slot < Limit; slot++)
        {
            var person = _people[slot];
            while (person.InUse && Earliest(person, until) is { } track)
                Emit(slot, person, track);
        }
    }

    /// <summary>Takes a track away from its person; the person goes when nobody is left.</summary>
    public void Leave(CameraTrack track)
    {
        if (track.Person == CameraTrack.Nobody)
            return;
        var (slot, person) = (track.Person, _people[track.Person]);
        person.Members[track.Camera] = null;
        person.Agree();
        track.Person = CameraTrack.Nobody;
        if (person.MemberCount == 0)
            End(slot);
    }

    /// <summary>Two people are one: the younger goes on as a part of the older.</summary>
    public void Unite(int a, int b)
    {
        var (kept, gone) = _people[a].Since <= _people[b].Since ? (a, b) : (b, a);
        var members = _people[gone].Members;
        for (var camera = 0; camera < members.Length; camera++)
        {
            if (members[camera] is not { } track)
                continue;
            members[camera] = null;
            Join(kept, track);
        }
        End(gone, withdrawn: true);
    }

    private void End(int slot, bool withdrawn = false)
    {
        var person = _people[slot];
        if (person.Last is { } last)
            _floor.End(new TrackEnd(slot, last, withdrawn));
        person.InUse = false;
        while (Limit > 0 && !_people[Limit - 1].InUse)
            Limit--;
    }

    private static void Free(CameraTrack track)
    {
        track.Person = CameraTrack.Nobody;
        track.Since = track.LastSeen;
        track.Next = track.Path.Count;
    }

    // The member whose next sighting comes first; sightings from before the last position handed on are passed over.
    private static CameraTrack? Earliest(MergedPerson person, TimeSpan until)
    {
        CameraTrack? first = null;
        foreach (var track in person.Members)
        {
            if (track is null)
                continue;
            track.Next = Math.Max(track.Next, track.Path.Oldest);
            while (track.Next < track.Path.Count && track.Path[track.Next].At <= person.Last)
                track.Next++;
            if (track.Next < track.Path.Count && track.Path[track.Next].At is var at && at <= until && (first is null || at < first.Path[first.Next].At))
                first = track;
        }
        return first;
    }

    private void Emit(int slot, MergedPerson person, CameraTrack track)
    {
        ref readonly var own = ref track.Path[track.Next++];
        var (sum, all) = (default(Weighted), 0);
        var former = default(Weighted);
        foreach (var member in person.Members)
        {
            if (member is null || !member.Path.TryAt(own.At, out var position, out var variance))
                continue;
            var bit = 1 << member.Camera;
            (sum, all) = (sum.With(position, variance), all | bit);
            if ((person.Sources & bit) != 0)
                former = former.With(position, variance);
        }
        var before = person.Last;
        var moved = person.Move(own.At, sum.Mean, all, former.Weight > 0 ? former.Mean : null);
        var several = (all & (all - 1)) != 0;
        _floor.Sample(own.Sample with { Slot = slot, Id = person.Id, At = own.At, Bridged = own.Sample.Bridged && !several }, moved);
        if (several)
            Compare(person, own.At, before is { } last ? (own.At - last).TotalSeconds : 0);
    }

    // Each two members that are seen now: told as the merge's uncertainty; set apart when they are not one person after all.
    private void Compare(MergedPerson person, TimeSpan at, double seconds)
    {
        var members = person.Members;
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i] is not { } a || !a.Path.TryAt(at, out var p, out var variance))
                continue;
            for (var j = i + 1; j < members.Length; j++)
            {
                if (members[j] is not { } b || !b.Path.TryAt(at, out var q, out var other))
                    continue;
                var distance = Math.Sqrt(((p.X - q.X) * (p.X - q.X)) + ((p.Y - q.Y) * (p.Y - q.Y)));
                _counting.Windows.At(at).Merge.Add(distance);
                person.Disagree(distance / Gate(variance, other), seconds);
                if (person.Apart <= _options.ReleaseFactor)
                    continue;
                var younger = a.Born > b.Born ? a : b;
                person.Members[younger.Camera] = null;
                person.Agree();
                (younger.Person, younger.Since) = (CameraTrack.Nobody, at);
                return;
            }
        }
    }

    /// <summary>A mean by inverse variance: the best linear estimate of independent measurements.</summary>
    private readonly record struct Weighted(double Weight, double X, double Y)
    {
        public PlanePoint Mean => new(X / Weight, Y / Weight);

        public Weighted With(PlanePoint p, double variance) => new(Weight + (1 / variance), X + (p.X / variance), Y + (p.Y / variance));
    }
}
