using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>A zone in which expression is looked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Polygon">Its place on the surface.</param>
public sealed record ExpressionZone(string Id, Polygon Polygon);

/// <summary>
/// Looks at each person in an expression zone about once a second and keeps the mean per person and zone until the track ends. Faces
/// outside those zones are never cropped. One face a frame at most, so that a crowd can't hold the lane up.
/// </summary>
internal sealed class ExpressionSampler(
    IReadOnlyList<ExpressionZone> zones, FaceFinder faces, ExpressionReader reader, WindowSequence windows, int capacity)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Sum[] _sums = new Sum[capacity * zones.Count];
    private readonly TimeSpan[] _next = new TimeSpan[capacity];
    private bool _prepared;
    private int _dueZone;
    private TrackSample _due;
    private TimeSpan _dueSince;

    /// <summary>Faces read so far.</summary>
    public long FacesRead { get; private set; }

    /// <summary>Notes a sighting; of those in this frame the one that waited longest is looked at.</summary>
    public void Consider(in TrackSample sample, PlanePoint position, TimeSpan now)
    {
        if (sample.At != now || _next[sample.Slot] > now)
            return;
        var zone = ZoneAt(position);
        if (zone < 0 || (_due.At == now && _dueSince <= _next[sample.Slot]))
            return;
        (_due, _dueZone, _dueSince) = (sample, zone, _next[sample.Slot]);
    }

    /// <summary>Looks at the face that is due, if there is one.</summary>
    public void Look(Frame frame)
    {
        if (!_prepared)
        {
            faces.Prepare(frame);
            reader.Prepare(frame);
            _prepared = true;
        }
        if (_due.At != frame.Time.Elapsed || _due.Box == default)
            return;
        _next[_due.Slot] = _due.At + Interval;
        if (faces.TryFind(frame, _due.Box, out var face))
        {
            var expression = reader.Read(frame, face);
            _sums[(_due.Slot * zones.Count) + _dueZone].Add(_due.Id, expression);
            FacesRead++;
        }
        _due = default;
    }

    /// <summary>Hands over what was seen of a track, and forgets it.</summary>
    public void End(in TrackEnd end)
    {
        _next[end.Slot] = default;
        for (var zone = 0; zone < zones.Count; zone++)
        {
            ref var sum = ref _sums[(end.Slot * zones.Count) + zone];
            if (sum.Count > 0)
                windows.At(end.LastSeen).Expressions.Add(sum.Mean(zones[zone].Id));
            sum = default;
        }
    }

    /// <summary>Hands over everything: the agent stops.</summary>
    public void Stop(TimeSpan now)
    {
        for (var slot = 0; slot < _next.Length; slot++)
            End(new TrackEnd(slot, now));
    }

    private int ZoneAt(PlanePoint position)
    {
        for (var i = 0; i < zones.Count; i++)
            if (zones[i].Polygon.Contains(position))
                return i;
        return -1;
    }

    private struct Sum
    {
        private long _trackId;
        private float _positive;
        private float _neutral;
        private float _negative;
        private float _surprise;

        public int Count { get; private set; }

        public void Add(long trackId, in Expression expression)
        {
            _trackId = trackId;
            _positive += expression.Positive;
            _neutral += expression.Neutral;
            _negative += expression.Negative;
            _surprise += expression.Surprise;
            Count++;
        }

        public readonly RawExpression Mean(string zone) =>
            new(zone, _trackId, _positive / Count, _neutral / Count, _negative / Count, _surprise / Count);
    }
}
