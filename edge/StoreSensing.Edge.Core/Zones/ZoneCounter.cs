using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Zones;

/// <summary>
/// Stays and visits of one zone. A stay is a run of inside samples of one track at most the gap apart; only samples count, so the tail of
/// a lost track does not. Allocates nothing per sample.
/// </summary>
internal sealed class ZoneCounter(string id, Polygon polygon, ZoneOptions options, int capacity)
{
    // One 100 ns tick, so that times rounded to ticks don't split a stay of exactly the gap.
    private static readonly TimeSpan Rounding = TimeSpan.FromTicks(1);
    private readonly Stay[] _stays = new Stay[capacity];
    private readonly TimeSpan[] _lastSeen = new TimeSpan[capacity];
    private readonly List<Stay> _ended = new(capacity);

    public string Id => id;

    /// <summary>True when the place is inside; an edge counts as inside.</summary>
    public bool Contains(PlanePoint position) => polygon.Contains(position);

    /// <summary>Takes one sighting; true when with it the stay has become a visit.</summary>
    public bool Sample(in TrackSample sample, PlanePoint position) => Sample(sample, polygon.Contains(position));

    /// <summary>Takes one sighting of which somebody else decided whether it is inside; it may be older than ones outside.</summary>
    public bool Sample(in TrackSample sample, bool inside)
    {
        ref var stay = ref _stays[sample.Slot];
        if (sample.At > _lastSeen[sample.Slot])
            _lastSeen[sample.Slot] = sample.At;
        if (!inside)
            return false;
        if (stay.Active && sample.At - stay.Last > options.Gap + Rounding)
            End(ref stay, cut: false);
        if (!stay.Active)
            stay = new Stay { Active = true, TrackId = sample.Id, First = sample.At };
        stay.Last = sample.At;
        if (stay.EngagedAt is null && stay.Dwell >= options.Engaged - Rounding)
            stay.EngagedAt = sample.At;
        var became = !stay.IsVisit && IsVisit(stay);
        stay.IsVisit |= became;
        return became;
    }

    /// <summary>Ends what a track that was given up left open; cut when it was last seen inside.</summary>
    public void End(in TrackEnd end)
    {
        ref var stay = ref _stays[end.Slot];
        if (stay.Active && end.Withdrawn && !stay.VisitTold)
            stay = default;
        else if (stay.Active)
            End(ref stay, cut: stay.Last == end.LastSeen);
    }

    /// <summary>Ends the stays that have been left for longer than the gap.</summary>
    public void Tick(TimeSpan now)
    {
        for (var slot = 0; slot < _stays.Length; slot++)
            if (_stays[slot].Active && now - _stays[slot].Last > options.Gap + Rounding)
                End(ref _stays[slot], cut: _lastSeen[slot] == _stays[slot].Last);
    }

    /// <summary>Ends everything: the agent stops.</summary>
    public void Stop()
    {
        for (var slot = 0; slot < _stays.Length; slot++)
            if (_stays[slot].Active)
                End(ref _stays[slot], cut: _lastSeen[slot] == _stays[slot].Last);
    }

    /// <summary>
    /// The figures of [from, to), each visit and each end told once. Call it when nothing before <paramref name="to"/> + gap can come any
    /// more: what was last inside before <paramref name="to"/> is over by then, even if no frame came since to say so.
    /// </summary>
    public RawZone Close(TimeSpan from, TimeSpan to)
    {
        for (var slot = 0; slot < _stays.Length; slot++)
            if (_stays[slot].Active && _stays[slot].Last < to)
                End(ref _stays[slot], cut: _lastSeen[slot] == _stays[slot].Last);
        var window = new WindowSum(from, to);
        for (var slot = 0; slot < _stays.Length; slot++)
            if (_stays[slot].Active && IsVisit(_stays[slot]))
                window.Add(ref _stays[slot]);
        var ended = CollectionsSpan();
        for (var i = 0; i < ended.Length; i++)
            window.Add(ref ended[i]);
        var dwells = new List<RawDwell>();
        foreach (ref readonly var stay in ended)
            if (stay.Last < to)
                dwells.Add(new RawDwell(stay.TrackId, stay.Dwell.TotalSeconds, stay.Cut));
        _ended.RemoveAll(stay => stay.Last < to);
        return new RawZone(id, window.VisitsOf.Count, window.EngagedOf.Count, window.PersonSeconds, window.Peak(), window.OpenAtEnd, dwells)
        {
            VisitsOf = window.VisitsOf,
            EngagedOf = window.EngagedOf,
        };
    }

    private Span<Stay> CollectionsSpan() => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_ended);

    private void End(ref Stay stay, bool cut)
    {
        stay.Cut = cut;
        if (IsVisit(stay))
            _ended.Add(stay);
        stay = default;
    }

    private bool IsVisit(in Stay stay) => stay.Dwell >= options.Visit - Rounding;

    private struct Stay
    {
        public bool Active;
        public bool Cut;
        public bool IsVisit; // said so
        public bool VisitTold;
        public bool EngagedTold;
        public long TrackId;
        public TimeSpan First;
        public TimeSpan Last;
        public TimeSpan? EngagedAt;

        public readonly TimeSpan Dwell => Last - First;
    }

    private struct WindowSum(TimeSpan from, TimeSpan to)
    {
        private readonly List<(TimeSpan First, TimeSpan Last)> _intervals = [];

        public List<long> VisitsOf { get; } = [];

        public List<long> EngagedOf { get; } = [];

        public double PersonSeconds { get; private set; }

        public int OpenAtEnd { get; private set; }

        public void Add(ref Stay stay)
        {
            if (!stay.VisitTold && stay.First < to)
            {
                stay.VisitTold = true;
                VisitsOf.Add(stay.TrackId);
            }
            if (!stay.EngagedTold && stay.EngagedAt < to)
            {
                stay.EngagedTold = true;
                EngagedOf.Add(stay.TrackId);
            }
            if (stay.First >= to || stay.Last < from)
                return;
            var start = stay.First > from ? stay.First : from;
            var end = stay.Last < to ? stay.Last : to;
            PersonSeconds += (end - start).TotalSeconds;
            OpenAtEnd += stay.Last >= to ? 1 : 0;
            _intervals.Add((start, end));
        }

        /// <summary>The most intervals open at one time; both ends of an interval belong to it.</summary>
        public readonly int Peak()
        {
            var firsts = _intervals.Select(i => i.First).Order().ToArray();
            var lasts = _intervals.Select(i => i.Last).Order().ToArray();
            var (peak, ended) = (0, 0);
            for (var begun = 0; begun < firsts.Length; begun++)
            {
                while (lasts[ended] < firsts[begun])
                    ended++;
                peak = Math.Max(peak, begun + 1 - ended);
            }
            return peak;
        }
    }
}
