using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Exclusion;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>A zone in which expression is looked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Polygon">Its place on the surface.</param>
public sealed record ExpressionZone(string Id, Polygon Polygon);

/// <summary>
/// Reads each face in an expression zone about once a second, in as good a crop as it gets, and keeps the mean per track and zone, good crops weighing more,
/// until the track ends. Faces outside those zones, and of those whom the gate leaves out, are never cropped. One face a frame at most, so that a crowd can't hold the lane up.
/// </summary>
/// <remarks>
/// A face is due a second after it was last read. At first only a crop as good as the track's best will do; what is asked for falls to
/// <see cref="CropQuality.Least"/> within another second, so a turned or blurred moment is waited out but nobody is waited for. Of the faces that will do in a
/// frame the best crop is read, a second of waiting counting as much as the whole range of quality.
/// </remarks>
internal sealed class ExpressionSampler(IReadOnlyList<ExpressionZone> zones, IExpressionModel model, WindowSequence<LaneWindow> windows, int capacity, LookGate? gate = null)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);
    private readonly Sum[] _sums = new Sum[capacity * zones.Count];
    private readonly Turn[] _turns = new Turn[capacity];
    private readonly (FaceSighting Sighting, int Zone)[] _considered = new (FaceSighting, int)[capacity];
    private int _count;
    private bool _prepared;

    /// <summary>Faces read so far.</summary>
    public long FacesRead { get; private set; }

    /// <summary>Whether a face of this track would be looked at now.</summary>
    public bool IsDue(int slot, PlanePoint position, TimeSpan now) => ZoneDue(slot, position, now) >= 0;

    /// <summary>Notes a face of the picture that <see cref="Look"/> will be called with.</summary>
    public void Consider(in FaceSighting sighting)
    {
        if (_count < _considered.Length && ZoneDue(sighting.Slot, sighting.Position, sighting.At) is >= 0 and var zone)
            _considered[_count++] = (sighting, zone);
    }

    /// <summary>Reads the best of the noted faces that are good enough, if there is one.</summary>
    public void Look(Frame frame)
    {
        if (!_prepared)
        {
            model.Prepare(frame);
            _prepared = true;
        }
        var (best, bestUrgency, bestQuality) = (-1, float.NegativeInfinity, 0f);
        for (var i = 0; i < _count; i++)
        {
            ref readonly var sighting = ref _considered[i].Sighting;
            if (sighting.At != frame.Time.Elapsed)
                continue;
            var quality = CropQuality.Of(frame, sighting.Face, sighting.Pose);
            ref var turn = ref _turns[sighting.Slot];
            if (!turn.IsGoodEnough(quality, sighting.At))
                continue;
            var urgency = quality + turn.Waited(sighting.At);
            if (urgency > bestUrgency)
                (best, bestUrgency, bestQuality) = (i, urgency, quality);
        }
        _count = 0;
        if (best >= 0)
            Read(frame, _considered[best].Sighting, _considered[best].Zone, bestQuality);
    }

    /// <summary>Hands over what was seen of a track, and forgets it.</summary>
    public void End(in TrackEnd end)
    {
        _turns[end.Slot] = default;
        for (var zone = 0; zone < zones.Count; zone++)
        {
            ref var sum = ref _sums[(end.Slot * zones.Count) + zone];
            if (sum.Weight > 0)
                windows.At(end.LastSeen).Expressions.Add(sum.Mean(zones[zone].Id));
            sum = default;
        }
    }

    /// <summary>Throws away what was seen of a track whose person doesn't want to be looked at.</summary>
    public void Forget(int slot) => _sums.AsSpan(slot * zones.Count, zones.Count).Clear();

    /// <summary>Hands over everything: the agent stops.</summary>
    public void Stop(TimeSpan now)
    {
        for (var slot = 0; slot < _turns.Length; slot++)
            End(new TrackEnd(slot, now));
    }

    private void Read(Frame frame, in FaceSighting sighting, int zone, float quality)
    {
        _turns[sighting.Slot].Take(quality, sighting.At);
        if (!model.TryRead(frame, sighting.Face, out var expression))
            return;
        _sums[(sighting.Slot * zones.Count) + zone].Add(sighting.TrackId, expression, quality);
        FacesRead++;
    }

    // The zone in which a face of this track is due; −1 for none.
    private int ZoneDue(int slot, PlanePoint position, TimeSpan now)
    {
        if (_turns[slot].Due > now || (gate is not null && !gate.AllowsExpression(slot)))
            return -1;
        for (var i = 0; i < zones.Count; i++)
            if (zones[i].Polygon.Contains(position))
                return i;
        return -1;
    }

    /// <summary>When a track's face is due, and how good its best crop so far was.</summary>
    private struct Turn
    {
        private TimeSpan _asked;
        private bool _waiting;
        private float _best;

        public TimeSpan Due { get; private set; }

        /// <summary>Whether a crop will do; notes how good it gets.</summary>
        public bool IsGoodEnough(float quality, TimeSpan now)
        {
            if (!_waiting)
                (_waiting, _asked) = (true, now);
            var asked = _best * Math.Max(0, 1 - Waited(now));
            _best = Math.Max(_best, quality);
            return quality >= Math.Max(asked, CropQuality.Least);
        }

        /// <summary>Seconds of waiting since it was first seen after it was due. Without a bound: with one, a crowd's last would wait for ever.</summary>
        public readonly float Waited(TimeSpan now) => (float)((now - _asked) / _patience);

        public void Take(float quality, TimeSpan now)
        {
            Due = now + _interval;
            _waiting = false;
            // A track whose crops got worse, e.g. one that walks away, must not be measured by its best moment for ever.
            _best = (0.5f * _best) + (0.5f * quality);
        }
    }

    private struct Sum
    {
        private long _trackId;
        private Expression _sum;

        public float Weight { get; private set; }

        public void Add(long trackId, in Expression expression, float weight)
        {
            _trackId = trackId;
            _sum = _sum.Plus(expression, weight);
            Weight += weight;
        }

        public readonly RawExpression Mean(string zone) =>
            new(zone, _trackId, _sum.Positive / Weight, _sum.Neutral / Weight, _sum.Negative / Weight, _sum.Surprise / Weight);
    }
}
