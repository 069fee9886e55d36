namespace StoreSensing.Cloud.Core.Storage;

/// <summary>A half-open piece of UTC, [From, To).</summary>
public readonly record struct TimeRange
{
    /// <summary>The longest range, days.</summary>
    public const int MaxDays = 400;

    /// <summary>Throws <see cref="ArgumentException"/> when <see cref="Problem"/> has one.</summary>
    public TimeRange(DateTimeOffset from, DateTimeOffset to)
    {
        if (Problem(from, to) is { } problem)
            throw new ArgumentException(problem);
        From = from.ToUniversalTime();
        To = to.ToUniversalTime();
    }

    /// <summary>First instant that belongs to it.</summary>
    public DateTimeOffset From { get; }

    /// <summary>First instant that no longer does.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Why there is no such range, or null when there is.</summary>
    public static string? Problem(DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to)
            return $"from ({from.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}) must be before to ({to.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ})";
        return to - from > TimeSpan.FromDays(MaxDays) ? $"from and to are {(to - from).TotalDays:0} days apart, at most {MaxDays} are allowed" : null;
    }
}
