namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>
/// Acts when the reader has waited too long for a picture. Time that the reader spends elsewhere (handing a picture on) does not count.
/// Thread-safe; one reader.
/// </summary>
internal sealed class StallWatch : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Action _stalled;
    private readonly ITimer _timer;
    private long _deadline = long.MaxValue;

    public StallWatch(TimeProvider time, TimeSpan shortest, Action stalled)
    {
        _time = time;
        _stalled = stalled;
        var period = TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 8, 10, 500));
        _timer = time.CreateTimer(_ => Check(), null, period, period);
    }

    /// <summary>The reader begins to wait and may wait this long.</summary>
    public void Begin(TimeSpan patience) =>
        Volatile.Write(ref _deadline, _time.GetTimestamp() + (long)(patience.TotalSeconds * _time.TimestampFrequency));

    /// <summary>The reader has what it waited for.</summary>
    public void End() => Volatile.Write(ref _deadline, long.MaxValue);

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        var deadline = Volatile.Read(ref _deadline);
        if (_time.GetTimestamp() < deadline)
            return;
        // Once per wait: whoever swaps the deadline acts.
        if (Interlocked.CompareExchange(ref _deadline, long.MaxValue, deadline) == deadline)
            _stalled();
    }
}
