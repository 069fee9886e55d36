using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Drivers.Sensors;

/// <summary>Stamps what has times of its own, and holds it back until they have come where it is to be played at its own pace.</summary>
/// <param name="time">The clock.</param>
/// <param name="realTime">False: nothing is held back.</param>
/// <param name="startUtc">When the first reading was taken; null: now.</param>
/// <param name="pause">Waits; null for the thread's own wait.</param>
public sealed class ReadingPace(TimeProvider time, bool realTime, DateTimeOffset? startUtc, Action<TimeSpan, CancellationToken>? pause = null)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(5); // several readings at once rather than a wake-up for each
    private readonly long _began = time.GetTimestamp();
    private readonly DateTimeOffset _start = startUtc ?? time.GetUtcNow();
    private readonly Action<TimeSpan, CancellationToken> _pause = pause ?? Wait;
    private TimeSpan _due;

    /// <summary>The time of the reading <paramref name="elapsed"/> after the first, as soon as it has come.</summary>
    public FrameTime At(TimeSpan elapsed, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        while (realTime && elapsed > _due)
        {
            _due = time.GetElapsedTime(_began);
            if (elapsed <= _due)
                break;
            _pause(elapsed - _due > Shortest ? elapsed - _due : Shortest, cancellation);
            cancellation.ThrowIfCancellationRequested();
        }
        return new FrameTime(_start + elapsed, elapsed);
    }

    private static void Wait(TimeSpan span, CancellationToken cancellation) => cancellation.WaitHandle.WaitOne((int)Math.Ceiling(span.TotalMilliseconds));
}
