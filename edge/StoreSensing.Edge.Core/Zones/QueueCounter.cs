using System.Runtime.InteropServices;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Zones;

/// <summary>
/// One queue: people who stand in its zone until they reach its service point. Somebody joins with the first moment of a stay that becomes a
/// visit, or of one that leads to the service point however short. He is in line until he reaches it (served), or until he was last in the zone:
/// then he abandoned it if he was seen elsewhere for the reach, and was cut if he was lost before. Afterwards he may join again once he has
/// left both for longer than the gap. Allocates nothing per sample.
/// </summary>
internal sealed class QueueCounter(QueuePlan plan, ZoneOptions options, int capacity)
{
    private static readonly TimeSpan Rounding = TimeSpan.FromTicks(1);
    private readonly TimeSpan _patience = (plan.Reach > options.Gap ? plan.Reach : options.Gap) + Rounding;
    private readonly Place[] _places = new Place[capacity];
    private readonly List<Place> _left = new(capacity);

    /// <summary>Takes one sighting.</summary>
    public void Sample(in TrackSample sample, PlanePoint position)
    {
        ref var place = ref _places[sample.Slot];
        place.LastSeen = sample.At;
        var (inService, inLine) = (plan.Service.Contains(position), plan.Line.Contains(position));
        if (place.State == State.Served)
        {
            if (inService || inLine)
                place.Last = sample.At;
            else if (sample.At - place.Last > options.Gap + Rounding)
                place = default;
            return;
        }
        Decide(ref place, sample.At);
        if (place.State == State.InLine && !place.Joined && inLine && sample.At - place.Last > options.Gap + Rounding)
            place.First = sample.At; // he walked through before: that was no stay
        if (inService)
        {
            if (place.State == State.InLine)
                Leave(ref place, Outcome.Served, sample.At);
            place = new Place { State = State.Served, Last = sample.At, LastSeen = sample.At };
        }
        else if (inLine)
        {
            if (place.State == State.None)
                place = new Place { State = State.InLine, TrackId = sample.Id, First = sample.At, LastSeen = sample.At };
            place.Last = sample.At;
            place.Joined |= place.Last - place.First >= options.Visit - Rounding;
        }
    }

    /// <summary>A track was given up.</summary>
    public void End(in TrackEnd end) => Lose(ref _places[end.Slot]);

    /// <summary>Decides about those who left the line long enough ago.</summary>
    public void Tick(TimeSpan now)
    {
        for (var slot = 0; slot < _places.Length; slot++)
            Decide(ref _places[slot], now);
    }

    /// <summary>The agent stops: nobody knows what would have become of those in line.</summary>
    public void Stop()
    {
        for (var slot = 0; slot < _places.Length; slot++)
            Lose(ref _places[slot]);
    }

    /// <summary>The figures of [from, to), each person told once. Call it when nothing before <paramref name="to"/> + reach can come any more.</summary>
    public RawQueue Close(TimeSpan from, TimeSpan to)
    {
        for (var slot = 0; slot < _places.Length; slot++)
            if (_places[slot].State == State.InLine && _places[slot].Last < to)
                Lose(ref _places[slot]); // no picture came since to say more
        var sum = new QueueWindow(plan.Id, from, to);
        for (var slot = 0; slot < _places.Length; slot++)
            if (_places[slot].State == State.InLine && _places[slot].Joined)
                sum.Add(ref _places[slot]);
        var left = CollectionsMarshal.AsSpan(_left);
        for (var i = 0; i < left.Length; i++)
            sum.Add(ref left[i]);
        _left.RemoveAll(p => p.Last < to);
        return sum.ToRaw();
    }

    private void Decide(ref Place place, TimeSpan now)
    {
        if (place.State != State.InLine || now - place.Last <= _patience)
            return;
        Leave(ref place, place.LastSeen > place.Last ? Outcome.Abandoned : Outcome.Cut, place.Last);
    }

    private void Lose(ref Place place)
    {
        if (place.State == State.InLine)
            Leave(ref place, Outcome.Cut, place.Last);
        place = default;
    }

    private void Leave(ref Place place, Outcome outcome, TimeSpan at)
    {
        place.Joined |= outcome == Outcome.Served;
        if (place.Joined)
            _left.Add(place with { Outcome = outcome, Last = at, State = State.None });
        place = default;
    }

    internal enum State
    {
        None,
        InLine,
        Served,
    }

    internal enum Outcome
    {
        Open,
        Served,
        Abandoned,
        Cut,
    }

    /// <summary>A person's place in line.</summary>
    internal struct Place
    {
        public State State;
        public Outcome Outcome;
        public bool Joined;
        public bool ArrivalTold;
        public long TrackId;
        public TimeSpan First;
        public TimeSpan Last; // in the line, at the service point, or out of it
        public TimeSpan LastSeen;
    }
}
