using StoreSensing.Edge.Core.FloorPlan;

namespace StoreSensing.Edge.Core.Tracking;

/// <summary>
/// Follows boxes from frame to frame by where each person should be by now. No appearance features: a track is a box and how it moves, its
/// number dies with it. Everything is driven by elapsed time, so dropped frames and other rates change little. Allocates nothing once its
/// buffers have grown to what a place needs.
/// </summary>
/// <remarks>
/// Two passes as in Zhang et al., "ByteTrack" (ECCV 2022): sure boxes first, then the doubtful ones for tracks seen a frame ago, which keeps half-hidden
/// people. A new track waits until it is believed; by then it has a direction, and if it lies on the way of somebody lost meanwhile, it is
/// that person (<see cref="TrackLink"/>). Short gaps are filled in on a straight line, as in ByteTrack's interpolation, but at once and not afterwards.
/// </remarks>
public sealed class Tracker
{
    private const int MostDetections = 1024;
    private const float SureLimit = 0.9f; // largest cost of a match: of sure boxes,
    private const float DoubtfulLimit = 0.4f; // of doubtful ones,
    private const float NewLimit = 0.7f; // and of a track that was seen only once
    private const float ScorePower = 1.75f;
    private const float GrowthPerSecond = 0.8f; // of what a frame comes later than a tenth of a second
    private const float MostGrowth = 0.25f;
    private const float SureWeight = 0.65f; // what a box at the sure score counts, before the power

    // A frame may be this late and still continue a track of a slow camera; after a longer pause anybody may stand where somebody stood.
    private const double LongestStep = 2;
    private static readonly TimeSpan Rounding = TimeSpan.FromTicks(2);
    private readonly TrackerOptions _options;
    private readonly Track[] _tracks;
    private readonly int[] _free;
    private readonly int[] _active;
    private readonly int[] _slots;
    private readonly int[] _sure;
    private readonly int[] _doubtful;
    private readonly float[] _weights;
    private readonly BoxAssociation _association;
    private readonly SampleLog _log;
    private readonly Placement? _floor;
    private int _freeCount;
    private int _activeCount;
    private int _sureCount;
    private int _doubtfulCount;
    private long _nextId;
    private TimeSpan _last;
    private float _growth;

    /// <summary>An empty tracker.</summary>
    /// <param name="options">Its rules.</param>
    /// <param name="firstId">Where track numbers start; hand in a random number.</param>
    /// <param name="floor">Where boxes stand, if the camera is calibrated.</param>
    public Tracker(TrackerOptions options, long firstId, Placement? floor = null)
    {
        _options = options;
        _nextId = firstId;
        _floor = floor;
        _tracks = new Track[options.Capacity];
        _free = new int[options.Capacity];
        _active = new int[options.Capacity];
        _slots = new int[options.Capacity];
        _sure = new int[MostDetections];
        _doubtful = new int[MostDetections];
        _weights = new float[MostDetections];
        _association = new BoxAssociation(options.Capacity, MostDetections);
        _log = new SampleLog(options);
        for (var slot = options.Capacity - 1; slot >= 0; slot--)
            _free[_freeCount++] = slot;
    }

    /// <summary>
    /// Samples that the last update made, in each track's order: one per believed track seen; before it those between its last two sightings and,
    /// when a track becomes believed, its earlier ones.
    /// </summary>
    public ReadOnlySpan<TrackSample> Samples => _log.Samples;

    /// <summary>Believed tracks that the last update gave up. Their slots may have new tracks already.</summary>
    public ReadOnlySpan<TrackEnd> Ended => _log.Ended;

    /// <summary>Detections that could not be followed because every slot was in use, and pairs that could not be compared because everybody stands on one spot.</summary>
    public long Overflow { get; private set; }

    /// <summary>Detections ignored because their box or score made no sense.</summary>
    public long Refused { get; private set; }

    /// <summary>Tracks being followed now, believed or not.</summary>
    public int Active => _activeCount;

    /// <summary>Takes the detections of one frame.</summary>
    /// <param name="detections">What was found, any order; at most 1,024 are looked at.</param>
    /// <param name="now">Monotonic time of the frame, later than the last one's.</param>
    public void Update(ReadOnlySpan<Detection.Detection> detections, TimeSpan now)
    {
        var seconds = (float)Math.Clamp((now - _last).TotalSeconds, 0, LongestStep);
        _last = now;
        _growth = _options.Growth + Math.Clamp(GrowthPerSecond * (seconds - 0.1f), 0, MostGrowth);
        _log.Begin(now);
        detections = detections[..Math.Min(detections.Length, MostDetections)];
        Forget(now, seconds);
        Predict(seconds);
        Sort(detections);
        Associate(detections, now, _sure, ref _sureCount, Pass.Sure);
        Associate(detections, now, _doubtful, ref _doubtfulCount, Pass.Doubtful);
        Associate(detections, now, _sure, ref _sureCount, Pass.New);
        Believe(now);
        foreach (var i in _sure.AsSpan(0, _sureCount))
            if (detections[i].Score >= _options.StartScore)
                Start(detections[i], now);
    }

    private void Forget(TimeSpan now, float step)
    {
        var kept = 0;
        for (var i = 0; i < _activeCount; i++)
        {
            var slot = _active[i];
            ref var track = ref _tracks[slot];
            var patience = track.Believed ? _options.EndsWithin : track.Established ? _options.DoubtedAfter : TimeSpan.Zero;
            if (now - track.LastSeen <= patience + TimeSpan.FromSeconds(step) + Rounding)
                _active[kept++] = slot;
            else
                Free(slot);
        }
        _activeCount = kept;
    }

    private void Free(int slot)
    {
        if (_tracks[slot].Believed)
            _log.End(slot, _tracks[slot].LastSeen);
        _tracks[slot] = default;
        _free[_freeCount++] = slot;
    }

    private void Predict(float seconds)
    {
        foreach (var slot in _active.AsSpan(0, _activeCount))
        {
            ref var track = ref _tracks[slot];
            track.Matched = false;
            track.Motion.Predict(seconds, track.OutOfSight);
            track.Expected = track.Motion.Box;
        }
    }

    private void Sort(ReadOnlySpan<Detection.Detection> detections)
    {
        (_sureCount, _doubtfulCount) = (0, 0);
        for (var i = 0; i < detections.Length; i++)
        {
            if (!detections[i].Box.IsValid || !(detections[i].Score is >= 0 and <= 1))
                Refused++;
            else if (detections[i].Score >= _options.SureScore)
                (_weights[i], _sure[_sureCount++]) = (Weight(detections[i].Score), i);
            else if (detections[i].Score > _options.DoubtfulScore)
                _doubtful[_doubtfulCount++] = i;
        }
    }

    // Scores of different detectors mean different things; the sure score is where they meet.
    private float Weight(float score)
    {
        var share = (score - _options.SureScore) / MathF.Max(1 - _options.SureScore, 1e-3f);
        return MathF.Pow(SureWeight + ((1 - SureWeight) * share), ScorePower);
    }

    private void Associate(ReadOnlySpan<Detection.Detection> detections, TimeSpan now, int[] boxes, ref int boxCount, Pass pass)
    {
        var slots = Candidates(now, pass);
        if (slots.Length == 0 || boxCount == 0)
            return;
        var limit = pass switch { Pass.Sure => SureLimit, Pass.Doubtful => DoubtfulLimit, _ => NewLimit };
        var weights = pass == Pass.Doubtful ? [] : _weights.AsSpan(0, detections.Length);
        Overflow += _association.Match(_tracks, slots, detections, boxes.AsSpan(0, boxCount), _growth, weights, limit);
        for (var row = 0; row < slots.Length; row++)
        {
            if (_association[row] is not (>= 0 and var i))
                continue;
            See(slots[row], detections[i], now);
            boxes[boxes.AsSpan(0, boxCount).IndexOf(i)] = boxes[--boxCount];
        }
    }

    private ReadOnlySpan<int> Candidates(TimeSpan now, Pass pass)
    {
        var count = 0;
        foreach (var slot in _active.AsSpan(0, _activeCount))
        {
            ref readonly var track = ref _tracks[slot];
            var wanted = pass switch
            {
                Pass.Sure => track.Established && (!track.OutOfSight || now - track.LastSeen <= _options.LostAfter + Rounding),
                Pass.Doubtful => track is { Established: true, OutOfSight: false },
                _ => !track.Established,
            };
            if (wanted && !track.Matched)
                _slots[count++] = slot;
        }
        return _slots.AsSpan(0, count);
    }

    private void See(int slot, in Detection.Detection detection, TimeSpan now)
    {
        ref var track = ref _tracks[slot];
        track.Motion.See(detection.Box);
        Note(ref track, slot, detection, now);
    }

    private void Start(in Detection.Detection detection, TimeSpan now)
    {
        if (_freeCount == 0)
        {
            Overflow++;
            return;
        }
        var slot = _free[--_freeCount];
        _active[_activeCount++] = slot;
        ref var track = ref _tracks[slot];
        track = new Track { Id = _nextId++, FirstSeen = now, FirstBox = detection.Box, Motion = BoxMotion.From(detection.Box) };
        Note(ref track, slot, detection, now);
    }

    private void Note(ref Track track, int slot, in Detection.Detection detection, TimeSpan now)
    {
        var sample = new TrackSample(slot, track.Id, now, detection.Box, track.Motion.Box, Bridged: false);
        if (track.Believed)
        {
            if (track.OutOfSight)
                _log.Bridge(track.LastSeen, track.LastBox, track.LastSmooth, sample);
            _log.Tell(sample);
        }
        else
        {
            _log.Keep(sample, ref track.BacklogCount);
        }
        track.Matched = true;
        track.Hits++;
        (track.LastSeen, track.LastBox, track.LastSmooth) = (now, sample.Box, sample.Smooth);
        (track.LastVelocityX, track.LastVelocityY) = (track.Motion.VelocityX, track.Motion.VelocityY);
    }

    // After all boxes are given out, so that nobody is linked to a person who is seen in the same frame.
    private void Believe(TimeSpan now)
    {
        var kept = 0;
        for (var i = 0; i < _activeCount; i++)
        {
            var slot = _active[i];
            ref var track = ref _tracks[slot];
            track.OutOfSight = !track.Matched;
            if (!track.Believed && track.Matched && track.Established && now - track.FirstSeen >= _options.ConfirmAfter && Continue(slot))
                continue;
            _active[kept++] = slot;
        }
        _activeCount = kept;
    }

    // True when the track goes on as a lost one and its own slot is free again.
    private bool Continue(int slot)
    {
        ref var track = ref _tracks[slot];
        track.Believed = true;
        var lost = TrackLink.Find(_tracks, _active.AsSpan(0, _activeCount), track, _options.LinkWithin, _floor);
        if (lost < 0)
        {
            _log.TellKept(slot, track.BacklogCount, slot, track.Id);
            return false;
        }
        ref var old = ref _tracks[lost];
        _log.Bridge(old.LastSeen, old.LastBox, old.LastSmooth, new TrackSample(lost, old.Id, track.FirstSeen, track.FirstBox, track.FirstBox, Bridged: false));
        _log.TellKept(slot, track.BacklogCount, lost, old.Id);
        track.Id = old.Id;
        old = track;
        track = default;
        _free[_freeCount++] = slot;
        return true;
    }

    private enum Pass
    {
        Sure,
        Doubtful,
        New,
    }
}
