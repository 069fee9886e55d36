using StoreSensing.Contracts.Time;

namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>What one window did to the occupancy. Over any stretch in − out + clamped − drift is its change.</summary>
/// <param name="In">People who came in.</param>
/// <param name="Out">People who went out.</param>
/// <param name="Occupancy">People inside at the end.</param>
/// <param name="Peak">Most people inside at once.</param>
/// <param name="Clamped">People by which it would have gone below zero.</param>
/// <param name="Drift">What was left at the daily reset and taken off; null when there was none in it.</param>
public readonly record struct OccupancyChange(int In, int Out, int Occupancy, int Peak, int Clamped, int? Drift);

/// <summary>
/// People inside, from crossings of the entrances. Every missed crossing stays in the balance, so it is never below zero, and once a day, when
/// the shop is empty, what is left is taken off and told as drift: how wrong the count had become. It begins at zero with the program.
/// </summary>
/// <param name="resetAt">Local time of the daily reset.</param>
/// <param name="zone">The time zone that is meant in.</param>
public sealed class OccupancyLedger(TimeOnly resetAt, TimeZoneInfo zone)
{
    private DateTimeOffset? _nextReset;

    /// <summary>Local time of the daily reset.</summary>
    public TimeOnly ResetAt => resetAt;

    /// <summary>The time zone that is meant in.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>People inside.</summary>
    public int Occupancy { get; private set; }

    /// <summary>Takes a window's crossings, in any order. A window that comes late changes the balance now.</summary>
    public OccupancyChange Take(TimeWindow window, IEnumerable<RawCrossing> crossings)
    {
        // A reset more than a day ahead was set by a clock that was wrong (25 h: the day that autumn makes longer).
        if (_nextReset is null || _nextReset - window.Start > TimeSpan.FromHours(25))
            _nextReset = NextReset(window.Start);
        var sum = new OccupancyChange(0, 0, Occupancy, Occupancy, 0, null);
        foreach (var crossing in crossings.OrderBy(c => c.At))
            sum = Cross(crossing.At >= _nextReset ? Reset(sum, crossing.At) : sum, crossing.In);
        // The window is half-open: a reset at its very end belongs to the next.
        if (window.End > _nextReset)
            sum = Reset(sum, window.End.AddTicks(-1));
        return sum with { Occupancy = Occupancy };
    }

    /// <summary>The first reset after an instant. In the hour that is skipped in spring it comes with the first instant after; of the hour that is doubled in autumn it takes the second.</summary>
    public DateTimeOffset NextReset(DateTimeOffset after)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, zone).DateTime);
        for (; ; day = day.AddDays(1))
        {
            var local = day.ToDateTime(resetAt);
            while (zone.IsInvalidTime(local))
                local = local.AddMinutes(1);
            var instant = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
            if (instant > after)
                return instant;
        }
    }

    private OccupancyChange Cross(OccupancyChange sum, bool inwards)
    {
        if (inwards)
        {
            Occupancy++;
            return sum with { In = sum.In + 1, Peak = Math.Max(sum.Peak, Occupancy) };
        }
        if (Occupancy == 0)
            return sum with { Out = sum.Out + 1, Clamped = sum.Clamped + 1 };
        Occupancy--;
        return sum with { Out = sum.Out + 1 };
    }

    private OccupancyChange Reset(OccupancyChange sum, DateTimeOffset at)
    {
        _nextReset = NextReset(at);
        var drift = Occupancy;
        Occupancy = 0;
        return sum with { Drift = (sum.Drift ?? 0) + drift };
    }
}
