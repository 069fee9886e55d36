using System.Globalization;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// The times of points, nanoseconds since the Unix epoch. InfluxDB keeps one point a series and nanosecond, so the time carries the rest of the natural key: a
/// repeat falls on itself, and messages of one window don't fall on each other.
/// </summary>
internal static class PointTime
{
    private const long Second = 1_000_000_000;
    private const long Day = 86_400 * Second;

    // Of 100 ns. The rest of the second is room for the rows of a bucket.
    private const ulong FoldPlaces = 9_000_000;

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

    /// <summary>InfluxQL for the windows that start in these seconds since the Unix epoch, half-open.</summary>
    public static string Within(long from, long to) => $"time >= {OfSecond(from)} AND time < {OfSecond(to)}";

    /// <summary>A second since the Unix epoch.</summary>
    public static long OfSecond(long second) => second * Second;

    /// <summary>Start of the bucket that holds a second, both since the Unix epoch.</summary>
    public static long BucketOf(RollUp level, long second) => second - (((second % level.Seconds()) + level.Seconds()) % level.Seconds());

    /// <summary>
    /// A mark of a bucket: anywhere in its first quarter of an hour but at its start, in steps of 100 ns, which every server can delete one by one. So each mark is
    /// another one, and who closes those that it has seen leaves those that came meanwhile.
    /// </summary>
    public static long OfMark(long bucket) =>
        OfSecond(bucket) + (Random.Shared.NextInt64(1, RollUp.QuarterHour.Seconds() * TimeSpan.TicksPerSecond) * TimeSpan.NanosecondsPerTick);

    /// <summary>
    /// Where within a second the folds of these rows begin: two processes that fold the same write onto each other, and what was folded of fewer windows lies elsewhere.
    /// </summary>
    public static long OfFolds(IEnumerable<WindowOrigin> windows)
    {
        var content = 0UL;
        foreach (var w in windows)
            content = (content * 31) + Hash(string.Create(CultureInfo.InvariantCulture, $"{w.Device} {w.Session} {w.Seq} {w.Start.ToUnixTimeSeconds()} {w.Windows}"));
        return (long)(content % FoldPlaces) * TimeSpan.NanosecondsPerTick;
    }

    /// <summary>A row's place among the folds of its bucket: every server can delete one by one what is 100 ns apart.</summary>
    public static long OfFold(long first, int row) => first + (row * TimeSpan.NanosecondsPerTick);

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
