using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>
/// Stamps pictures. A recording's time is its stream's, one pass after another without a step back; a live source's is the clock's.
/// <see cref="FrameTime.Elapsed"/> always grows.
/// </summary>
internal sealed class SourceClock(TimeProvider time, bool live, bool paced, DateTimeOffset? startUtc)
{
    private static readonly TimeSpan ShortestStep = TimeSpan.FromTicks(1);
    private readonly long _startTimestamp = time.GetTimestamp();
    private readonly DateTimeOffset _startUtc = startUtc ?? time.GetUtcNow();
    private TimeSpan _passStart;
    private TimeSpan _last = TimeSpan.MinValue;

    /// <summary>A recording begins again; its first picture follows the last one by <paramref name="step"/>, or comes now where it is paced.</summary>
    public void BeginPass(TimeSpan step)
    {
        if (_last == TimeSpan.MinValue)
            return;
        _passStart = _last + step;
        // Opening the file again takes real time; without this a paced recording would fall behind the wall clock pass by pass.
        if (paced && time.GetElapsedTime(_startTimestamp) is var now && now > _passStart)
            _passStart = now;
    }

    /// <summary>The time of the picture that has just arrived.</summary>
    public FrameTime Stamp(TimeSpan streamTime)
    {
        var elapsed = live ? time.GetElapsedTime(_startTimestamp) : _passStart + streamTime;
        if (elapsed <= _last)
            elapsed = _last + ShortestStep;
        _last = elapsed;
        return new FrameTime(live ? time.GetUtcNow() : _startUtc + elapsed, elapsed);
    }
}
