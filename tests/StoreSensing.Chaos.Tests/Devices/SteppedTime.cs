namespace StoreSensing.Chaos.Tests.Devices;

/// <summary>The machine's time with a wall clock that may be wrong; durations are right.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private long _offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <summary>Sets the wall clock so far beside the true time.</summary>
    public void Set(TimeSpan offset) => Interlocked.Exchange(ref _offset, offset.Ticks);
}
