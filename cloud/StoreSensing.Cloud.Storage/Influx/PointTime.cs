namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// The times of points, nanoseconds since the Unix epoch. InfluxDB keeps one point a series and nanosecond, so the time carries the rest of the natural key: a
/// repeat falls on itself, and messages of one window don't fall on each other.
/// </summary>
internal static class PointTime
{
    private const long Second = 1_000_000_000;
    private const long Day = 86_400 * Second;

    /// <summary>
    /// A message's points: the window's second, and within it a place by session and number. Numbers of one session take places side by side, so they never meet;
    /// two sessions of one device and window meet with a chance of one in 10⁹ a message.
    /// </summary>
    public static long OfMessage(DateTimeOffset windowStart, string session, long seq) =>
        (windowStart.ToUnixTimeSeconds() * Second) + (long)((Hash(session) + (ulong)seq) % Second);

    /// <summary>The window's start of such a time.</summary>
    public static DateTimeOffset WindowOf(long nanoseconds) => DateTimeOffset.FromUnixTimeSeconds(Math.DivRem(nanoseconds, Second, out var rest) - (rest < 0 ? 1 : 0));

    /// <summary>A session's ledger on a day: one point a day, so that what was not heard of for long is old.</summary>
    public static long OfLedger(DateTimeOffset now, string session) => OfDay(now) + (long)(Hash(session) % Day);

    /// <summary>What is kept once a device and day.</summary>
    public static long OfDay(DateTimeOffset now) => (long)Math.Floor(now.ToUnixTimeSeconds() / 86_400.0) * Day;

    /// <summary>The first window's time that starts at or after an instant: windows start on whole seconds.</summary>
    public static long First(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond * Second;

    /// <summary>The start of the day of such a time.</summary>
    public static long DayOf(long nanoseconds) => nanoseconds - (nanoseconds % Day);

    /// <summary>The day after.</summary>
    public static long DayAfter(long day) => day + Day;

    // FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), then the finaliser of SplitMix64 (Steele, Lea, Flood 2014): sessions that differ in one digit land apart.
    private static ulong Hash(string session)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in session)
            hash = (hash ^ c) * 1099511628211UL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return (hash ^ (hash >> 31)) >> 1;
    }
}
