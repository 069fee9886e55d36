namespace StoreSensing.Contracts.Time;

/// <summary>A half-open piece of UTC, [Start, End), aligned to its own length since the Unix epoch.</summary>
public readonly record struct TimeWindow
{
    private TimeWindow(DateTimeOffset start, int seconds)
    {
        Start = start;
        Seconds = seconds;
    }

    /// <summary>First instant that belongs to the window.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Length, seconds.</summary>
    public int Seconds { get; }

    /// <summary>First instant that no longer belongs to the window.</summary>
    public DateTimeOffset End => Start.AddSeconds(Seconds);

    /// <summary>The window that follows.</summary>
    public TimeWindow Next => new(End, Seconds);

    /// <summary>The window of <paramref name="seconds"/> length that holds <paramref name="instant"/>.</summary>
    public static TimeWindow Holding(DateTimeOffset instant, int seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        var ticks = instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var length = seconds * TimeSpan.TicksPerSecond;
        var aligned = ticks - (((ticks % length) + length) % length);
        return new TimeWindow(new DateTimeOffset(DateTimeOffset.UnixEpoch.UtcTicks + aligned, TimeSpan.Zero), seconds);
    }

    /// <summary>Start and length; without this a record would print the next window, and that one's next, without end.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Start:yyyy-MM-ddTHH:mm:ssZ} + {Seconds} s");

    /// <summary>True when the instant lies in [Start, End).</summary>
    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;
}
