namespace StoreSensing.Hardware.Readings;

/// <summary>Deadlines at whole multiples of a period after a first moment, so that no error adds up.</summary>
internal struct Schedule(TimeSpan first, double rate)
{
    private readonly double _period = TimeSpan.TicksPerSecond / rate;
    private long _number = 1;

    /// <summary>The deadline that comes next.</summary>
    public readonly TimeSpan Due => first + TimeSpan.FromTicks((long)(_number * _period));

    /// <summary>Goes on to the next deadline that has not passed at <paramref name="now"/>; how many were left out.</summary>
    public long Next(TimeSpan now)
    {
        var next = Math.Max(_number + 1, (long)Math.Ceiling((now - first).Ticks / _period));
        var skipped = next - _number - 1;
        _number = next;
        return skipped;
    }
}
