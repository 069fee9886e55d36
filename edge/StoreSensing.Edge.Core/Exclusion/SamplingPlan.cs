namespace StoreSensing.Edge.Core.Exclusion;

/// <summary>Expressions are read only in the first minutes of each period, aligned to midnight UTC.</summary>
public sealed record SamplingPlan
{
    private const int MinutesOfADay = 24 * 60;

    /// <summary>Throws <see cref="ArgumentException"/> with the reason when the two make no schedule.</summary>
    /// <param name="everyMinutes">The period, minutes; a whole number of them makes a day.</param>
    /// <param name="forMinutes">The minutes at its beginning in which expressions are read.</param>
    public SamplingPlan(int everyMinutes, int forMinutes)
    {
        if (Problem(everyMinutes, forMinutes) is { } problem)
            throw new ArgumentException(problem);
        (EveryMinutes, ForMinutes) = (everyMinutes, forMinutes);
    }

    /// <summary>The period, minutes.</summary>
    public int EveryMinutes { get; }

    /// <summary>The minutes at the period's beginning in which expressions are read.</summary>
    public int ForMinutes { get; }

    /// <summary>Why the two make no schedule, or null when they do.</summary>
    public static string? Problem(int everyMinutes, int forMinutes) =>
        everyMinutes < 1 || MinutesOfADay % everyMinutes != 0 ? "must divide a day of 1440 minutes, e.g. 15, 30, 60 or 120, so that the minutes are the same every day"
        : forMinutes < 1 ? "must be at least 1"
        : forMinutes >= everyMinutes ? "must be less than everyMinutes: to look all the time, leave sampling out"
        : null;

    /// <summary>True in the minutes in which expressions are read.</summary>
    public bool IsOn(DateTimeOffset utc) => utc.UtcTicks / TimeSpan.TicksPerMinute % EveryMinutes < ForMinutes;
}
