using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Tracking;

/// <summary>
/// Follows boxes from frame to frame by overlap with where each track should be by now. No appearance features: a track is a box and a
/// velocity, its number dies with it. Allocates nothing after construction.
/// </summary>
/// <remarks>
/// Two passes as in Zhang et al., "ByteTrack" (ECCV 2022): sure detections first, then the doubtful ones for tracks that are left, which keeps
/// half-hidden people. Overlap of enlarged boxes after Yang et al., "C-BIoU" (WACV 2023), which tolerates low frame rates. Pairs are
/// taken greedily, best overlap first.
/// </remarks>
public sealed class Tracker
{
    private const int BacklogLength = 16;

    // A frame may be this late and still continue a track of a slow camera; after a longer pause anybody may stand where somebody stood.
    private static readonly TimeSpan Unseen = TimeSpan.FromSeconds(2);

    private readonly TrackerOptions _options;
    private readonly Track[] _tracks;
    private readonly TrackSample[] _backlog;
    private readonly TrackSample[] _samples;
    private readonly TrackEnd[] _ended;
    private readonly Pair[] _pairs;
    private readonly bool[] _detectionTaken;
    private int _sampleCount;
    private int _endedCount;
    private long _nextId;

    /// <summary>An empty tracker.</summary>
    /// <param name="options">Its rules.</param>
    /// <param name="firstId">Where track numbers start; hand in a random number.</param>
    public Tracker(TrackerOptions options, long firstId)
    {
        _options = options;
        _nextId = firstId;
        _tracks = new Track[options.Capacity];
        _backlog = new TrackSample[options.Capacity * BacklogLength];
        _samples = new TrackSample[options.Capacity * (BacklogLength + 1)];
        _ended = new TrackEnd[options.Capacity];
        _pairs = new Pair[options.Capacity * 8];
        _detectionTaken = new bool[1024];
    }

    /// <summary>Samples that the last update made, in each track's order: one per believed track seen, and its earlier ones when it becomes believed.</summary>
    public ReadOnlySpan<TrackSample> Samples => _samples.AsSpan(0, _sampleCount);

    /// <summary>Believed tracks that the last update gave up.</summary>
    public ReadOnlySpan<TrackEnd> Ended => _ended.AsSpan(0, _endedCount);

    /// <summary>Detections that could not be followed because every slot was in use.</summary>
    public long Overflow { get; private set; }

    /// <summary>Detections ignored because their box or score made no sense.</summary>
    public long Refused { get; private set; }

    /// <summary>Takes the detections of one frame.</summary>
    /// <param name="detections">What was found, any order; at most 1,024 are looked at.</param>
    /// <param name="now">Monotonic time of the frame, later than the last one's.</param>
    public void Update(ReadOnlySpan<Detection.Detection> detections, TimeSpan now)
    {
        _sampleCount = 0;
        _endedCount = 0;
        Forget(now, Unseen);
        detections = detections[..Math.Min(detections.Length, _detectionTaken.Length)];
        var taken = _detectionTaken.AsSpan(0, detections.Length);
        for (var i = 0; i < detections.Length; i++)
        {
            taken[i] = !detections[i].Box.IsValid || !float.IsFinite(detections[i].Score);
            Refused += taken[i] ? 1 : 0;
        }
        Predict(now);
        Associate(detections, taken, now, sure: true);
        Associate(detections, taken, now, sure: false);
        Forget(now, TimeSpan.Zero);
        for (var i = 0; i < detections.Length; i++)
            if (!taken[i] && detections[i].Score >= _options.StartScore)
                Start(detections[i], now);
    }

    private void Predict(TimeSpan now)
    {
        for (var slot = 0; slot < _tracks.Length; slot++)
        {
            ref var track = ref _tracks[slot];
            if (!track.InUse)
                continue;
            track.Matched = false;
            var elapsed = (float)Math.Min((now - track.LastSeen).TotalSeconds, 1);
            track.Expected = track.Box.Moved(track.VelocityX * elapsed, track.VelocityY * elapsed).Enlarged(_options.Enlarge);
        }
    }

    private void Associate(ReadOnlySpan<Detection.Detection> detections, Span<bool> taken, TimeSpan now, bool sure)
    {
        var pairs = 0;
        for (var d = 0; d < detections.Length; d++)
        {
            if (taken[d] || sure != detections[d].Score >= _options.StartScore)
                continue;
            var box = detections[d].Box.Enlarged(_options.Enlarge);
            for (var slot = 0; slot < _tracks.Length && pairs < _pairs.Length; slot++)
            {
                ref var track = ref _tracks[slot];
                if (!track.InUse || track.Matched)
                    continue;
                var overlap = track.Expected.Iou(box);
                if (overlap >= _options.LeastOverlap)
                    _pairs[pairs++] = new Pair(slot, d, overlap);
            }
        }
        var ranked = _pairs.AsSpan(0, pairs);
        ranked.Sort(static (a, b) => b.Overlap.CompareTo(a.Overlap));
        foreach (var pair in ranked)
        {
            if (taken[pair.Detection] || _tracks[pair.Slot].Matched)
                continue;
            taken[pair.Detection] = true;
            See(pair.Slot, detections[pair.Detection].Box, now);
        }
    }

    private void See(int slot, in Box box, TimeSpan now)
    {
        ref var track = ref _tracks[slot];
        var seconds = (float)(now - track.LastSeen).TotalSeconds;
        if (seconds > 0)
        {
            // Exponential smoothing of the velocity with a time constant of 0.5 s.
            var gain = 1 - MathF.Exp(-seconds / 0.5f);
            track.VelocityX += gain * (((box.CentreX - track.Box.CentreX) / seconds) - track.VelocityX);
            track.VelocityY += gain * (((box.CentreY - track.Box.CentreY) / seconds) - track.VelocityY);
        }
        track.Box = box;
        track.LastSeen = now;
        track.Matched = true;
        var sample = new TrackSample(slot, track.Id, now, box);
        if (track.Believed)
        {
            _samples[_sampleCount++] = sample;
            return;
        }
        var kept = track.BacklogCount < BacklogLength;
        if (kept)
            _backlog[(slot * BacklogLength) + track.BacklogCount++] = sample;
        if (now - track.FirstSeen < _options.ConfirmAfter)
            return;
        track.Believed = true;
        foreach (ref readonly var earlier in _backlog.AsSpan(slot * BacklogLength, track.BacklogCount))
            _samples[_sampleCount++] = earlier;
        if (!kept)
            _samples[_sampleCount++] = sample;
    }

    private void Forget(TimeSpan now, TimeSpan atLeast)
    {
        for (var slot = 0; slot < _tracks.Length; slot++)
        {
            ref var track = ref _tracks[slot];
            var patience = track.Believed ? _options.LostAfter : _options.DoubtedAfter;
            if (!track.InUse || now - track.LastSeen <= (patience > atLeast ? patience : atLeast))
                continue;
            if (track.Believed)
                _ended[_endedCount++] = new TrackEnd(slot, track.LastSeen);
            track = default;
        }
    }

    private void Start(in Detection.Detection detection, TimeSpan now)
    {
        for (var slot = 0; slot < _tracks.Length; slot++)
        {
            ref var track = ref _tracks[slot];
            if (track.InUse)
                continue;
            track = new Track { InUse = true, Id = _nextId++, Box = detection.Box, FirstSeen = now, LastSeen = now };
            See(slot, detection.Box, now);
            return;
        }
        Overflow++;
    }

    private struct Track
    {
        public bool InUse;
        public bool Believed;
        public bool Matched;
        public long Id;
        public Box Box;
        public Box Expected;
        public float VelocityX;
        public float VelocityY;
        public TimeSpan FirstSeen;
        public TimeSpan LastSeen;
        public int BacklogCount;
    }

    private readonly record struct Pair(int Slot, int Detection, float Overlap);
}
