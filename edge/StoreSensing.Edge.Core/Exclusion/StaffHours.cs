namespace StoreSensing.Edge.Core.Exclusion;

/// <summary>The minutes of a week in which only staff is in the shop, in the shop's local time. Immutable.</summary>
public sealed class StaffHours
{
    private const int MinutesOfADay = 24 * 60;
    private readonly bool[] _minutes = new bool[7 * MinutesOfADay];
    private readonly TimeZoneInfo _zone;

    /// <summary>Hours in a time zone; those that overlap count once.</summary>
    public StaffHours(IEnumerable<StaffSpan> spans, TimeZoneInfo zone)
    {
        _zone = zone;
        foreach (var span in spans)
            for (var i = 0; i < span.Minutes; i++)
                _minutes[(((int)span.Day * MinutesOfADay) + span.FromMinute + i) % _minutes.Length] = true;
    }

    /// <summary>True when the shop would never be open: only staff is there the whole week.</summary>
    public bool CoverTheWeek => Array.TrueForAll(_minutes, staff => staff);

    /// <summary>True when only staff is there at this instant.</summary>
    public bool Cover(DateTimeOffset utc)
    {
        var local = TimeZoneInfo.ConvertTime(utc, _zone);
        return _minutes[((int)local.DayOfWeek * MinutesOfADay) + (local.Hour * 60) + local.Minute];
    }
}

/// <summary>Minutes of one weekday, half-open; they may reach into the next day.</summary>
/// <param name="Day">The day on which it begins.</param>
/// <param name="FromMinute">Its first minute after midnight, local time, 0..1439.</param>
/// <param name="Minutes">How many, 1..1440.</param>
public readonly record struct StaffSpan(DayOfWeek Day, int FromMinute, int Minutes);
