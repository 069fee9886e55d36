namespace StoreSensing.Testing;

/// <summary>A clock that moves when told. Wall time and monotonic time move together, unless the wall clock is stepped.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;
    private long _timestamp;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _timestamp;

    public void Advance(TimeSpan by)
    {
        _now += by;
        _timestamp += by.Ticks;
    }

    public void StepWallClock(TimeSpan by) => _now += by;
}
