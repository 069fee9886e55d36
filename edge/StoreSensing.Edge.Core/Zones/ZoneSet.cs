using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Zones;

/// <summary>The zones of one surface, and which of overlapping ones a sighting belongs to. Allocates nothing per sample.</summary>
/// <remarks>
/// With <see cref="ZoneOverlap.First"/> and <see cref="ZoneOverlap.Smallest"/> a sighting is in one zone. So that somebody who stands on an
/// edge does not flap between two, a person belongs to a zone until he was not in it for longer than the gap, as everywhere; only then does the
/// zone he went to get him, from the first moment he was in it. Who is back within the gap never left: what he did in between is nobody's.
/// </remarks>
internal sealed class ZoneSet
{
    // One 100 ns tick, so that times rounded to ticks don't end a stay at exactly the gap.
    private static readonly TimeSpan Rounding = TimeSpan.FromTicks(1);
    private readonly ZoneCounter[] _zones;
    private readonly int[]? _priority;
    private readonly TimeSpan _gap;
    private readonly FlowCounter _flow;
    private readonly Whereabouts[] _people;

    public ZoneSet(IReadOnlyList<(string Id, Polygon Polygon)> zones, ZoneOverlap overlap, ZoneOptions options, int capacity, FlowCounter flow)
    {
        _zones = [.. zones.Select(z => new ZoneCounter(z.Id, z.Polygon, options, capacity))];
        var order = Enumerable.Range(0, zones.Count);
        _priority = overlap switch
        {
            ZoneOverlap.All => null,
            ZoneOverlap.First => [.. order],
            _ => [.. order.OrderBy(i => zones[i].Polygon.Area)], // a stable sort: the first of equal ones stays first
        };
        _gap = options.Gap + Rounding;
        _flow = flow;
        _people = new Whereabouts[capacity];
    }

    /// <summary>Takes one sighting.</summary>
    public void Sample(in TrackSample sample, PlanePoint position)
    {
        if (_priority is null)
        {
            for (var i = 0; i < _zones.Length; i++)
                Put(sample, i, _zones[i].Contains(position));
            return;
        }
        ref var person = ref _people[sample.Slot];
        while (person.Zone > 0 && sample.At - person.Last > _gap)
            MoveOn(ref person);
        var zone = Topmost(position);
        if (person.Zone == 0 || person.Zone == zone)
            person = new Whereabouts { Zone = zone, Last = sample.At };
        else if (zone > 0)
            person.Visit(zone, sample, _gap);
        for (var i = 0; i < _zones.Length; i++)
            Put(sample, i, i + 1 == zone && person.Zone == zone);
    }

    /// <summary>Ends what a track that was given up left open.</summary>
    public void End(in TrackEnd end)
    {
        ref var person = ref _people[end.Slot];
        MoveOn(ref person);
        person = default;
        foreach (var zone in _zones)
            zone.End(end);
    }

    /// <summary>Ends the stays that have been left for longer than the gap.</summary>
    public void Tick(TimeSpan now)
    {
        MoveOnBefore(now - _gap);
        foreach (var zone in _zones)
            zone.Tick(now);
    }

    /// <summary>Ends everything: the agent stops.</summary>
    public void Stop()
    {
        MoveOnBefore(TimeSpan.MaxValue);
        foreach (var zone in _zones)
            zone.Stop();
    }

    /// <summary>The figures of [from, to), zone by zone; see <see cref="ZoneCounter.Close"/>.</summary>
    public IReadOnlyList<RawZone> Close(TimeSpan from, TimeSpan to)
    {
        MoveOnBefore(to);
        return [.. _zones.Select(z => z.Close(from, to))];
    }

    private void MoveOnBefore(TimeSpan limit)
    {
        if (_priority is null)
            return;
        for (var slot = 0; slot < _people.Length; slot++)
            while (_people[slot].Zone > 0 && _people[slot].Last < limit)
                MoveOn(ref _people[slot]);
    }

    /// <summary>The person's zone was left for good: the zone gone to, if any, gets what was held back.</summary>
    private void MoveOn(ref Whereabouts person)
    {
        var next = person.Next;
        if (next > 0)
        {
            Put(person.NextFirst, next - 1, inside: true);
            Put(person.NextLast, next - 1, inside: true);
        }
        person = new Whereabouts { Zone = next, Last = next > 0 ? person.NextLast.At : default };
    }

    private void Put(in TrackSample sample, int zone, bool inside)
    {
        if (_zones[zone].Sample(sample, inside))
            _flow.Visit(sample.Slot, zone);
    }

    /// <summary>Number + 1 of the zone that a place belongs to; 0 outside all.</summary>
    private int Topmost(PlanePoint position)
    {
        foreach (var zone in _priority!)
            if (_zones[zone].Contains(position))
                return zone + 1;
        return 0;
    }

    /// <summary>Zones as number + 1, so that an empty slot is in none.</summary>
    private struct Whereabouts
    {
        public int Zone;
        public TimeSpan Last; // in that zone
        public int Next; // gone to since, held back until the gap is over
        public TrackSample NextFirst;
        public TrackSample NextLast;

        public void Visit(int zone, in TrackSample sample, TimeSpan gap)
        {
            if (zone != Next || sample.At - NextLast.At > gap)
                (Next, NextFirst) = (zone, sample);
            NextLast = sample;
        }
    }
}
