using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Tracking;

/// <summary>What an update of the tracker tells, and the samples of tracks that are not believed yet. Grows to what a place needs, then allocates nothing.</summary>
internal sealed class SampleLog
{
    private const int BacklogLength = 16;
    private const int RememberedFrames = 128;
    private readonly TimeSpan _bridgeWithin;
    private readonly TrackSample[] _backlog;
    private readonly TrackEnd[] _ended;
    private readonly TimeSpan[] _frames = new TimeSpan[RememberedFrames];
    private TrackSample[] _samples;
    private int _sampleCount;
    private int _endedCount;
    private long _frameCount;

    public SampleLog(TrackerOptions options)
    {
        _bridgeWithin = options.BridgeWithin;
        _backlog = new TrackSample[options.Capacity * BacklogLength];
        _ended = new TrackEnd[options.Capacity];
        _samples = new TrackSample[options.Capacity * 2];
    }

    public ReadOnlySpan<TrackSample> Samples => _samples.AsSpan(0, _sampleCount);

    public ReadOnlySpan<TrackEnd> Ended => _ended.AsSpan(0, _endedCount);

    public void Begin(TimeSpan now)
    {
        (_sampleCount, _endedCount) = (0, 0);
        _frames[_frameCount++ % RememberedFrames] = now;
    }

    public void End(int slot, TimeSpan lastSeen) => _ended[_endedCount++] = new TrackEnd(slot, lastSeen);

    public void Tell(in TrackSample sample)
    {
        if (_sampleCount == _samples.Length)
            Array.Resize(ref _samples, 2 * _samples.Length);
        _samples[_sampleCount++] = sample;
    }

    /// <summary>Keeps a sample until its track is believed; the last place is written over when there is no more room.</summary>
    public void Keep(in TrackSample sample, ref int count)
    {
        count = Math.Min(count + 1, BacklogLength);
        _backlog[(sample.Slot * BacklogLength) + count - 1] = sample;
    }

    /// <summary>Tells what was kept for a slot, in another's name.</summary>
    public void TellKept(int slot, int count, int asSlot, long asId)
    {
        foreach (ref readonly var sample in _backlog.AsSpan(slot * BacklogLength, count))
            Tell(sample with { Slot = asSlot, Id = asId });
    }

    /// <summary>Tells the places between a track's last sighting and the next one, at the frames between, if the gap is short enough.</summary>
    public void Bridge(TimeSpan from, in Box box, in Box smooth, in TrackSample next)
    {
        var gap = next.At - from;
        if (gap > _bridgeWithin)
            return;
        for (var i = Math.Max(0L, _frameCount - RememberedFrames); i < _frameCount; i++)
        {
            var at = _frames[i % RememberedFrames];
            if (at <= from || at >= next.At)
                continue;
            var share = (float)((at - from) / gap);
            Tell(next with { At = at, Box = box.Towards(next.Box, share), Smooth = smooth.Towards(next.Smooth, share), Bridged = true });
        }
    }
}
