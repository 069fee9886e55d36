using System.Globalization;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Audit;

/// <summary>
/// Whole numbers that behave like somebody's id rather than like a figure. A field is watched per device and place in the message, and except the counters by name:
/// a number of a million or more that a later message repeats; or twelve messages in a row of one session, each with a larger number than the one before,
/// all of a thousand or more. A number that reads as Unix time of 2015 to 2100 (seconds or milliseconds) is a time.
/// </summary>
public sealed class NumberJudge
{
    /// <summary>From here on a number that comes again is suspicious.</summary>
    public const long Large = 1_000_000;

    /// <summary>From here on growing numbers are suspicious.</summary>
    public const long Growing = 1_000;

    /// <summary>So many growing numbers in a row.</summary>
    public const int Rising = 12;

    // A keyed collection that must not grow with the traffic: when it is full it is emptied, and what comes after is judged anew.
    private const int MostFields = 20_000;
    private const int MostNumbers = 64;

    private static readonly HashSet<string> Counters =
        ["seq", "lastSeq", "framesAnalysed", "framesDropped", "readings", "restarts", "pending", "dropped", "ranges", "refused"];

    private readonly Dictionary<(string Device, string Place), Seen> _seen = [];

    /// <summary>True for fields that count since a start, and may grow and stand still as they like.</summary>
    public static bool IsCounter(string field) => Counters.Contains(field);

    /// <summary>Why a whole number reads as a time, or null.</summary>
    public static string? Time(long value) => (value >= 10_000_000_000 ? value / 1000 : value) is >= 1_420_070_400 and < 4_102_444_800
        ? $"{value.ToString(CultureInfo.InvariantCulture)} reads as Unix time"
        : null;

    /// <summary>Why a number in a field that is no counter behaves like an id, or null. Messages in the order in which they were measured.</summary>
    public string? Id(DeviceAddress device, string session, long message, string place, long value)
    {
        if (value < Growing)
            return null;
        var key = (device.ToString(), place);
        if (!_seen.TryGetValue(key, out var seen))
        {
            if (_seen.Count == MostFields)
                _seen.Clear();
            _seen[key] = seen = new Seen();
        }
        if (value >= Large && seen.Repeats(value, message))
            return $"{value.ToString(CultureInfo.InvariantCulture)} came before in an earlier message, as an id does";
        return seen.Rises(session, message, value) ? $"{Rising} messages in a row each have a larger number than the one before, as ids given out in turn do" : null;
    }

    private sealed class Seen
    {
        private readonly Queue<(long Value, long Message)> _large = new();
        private string _session = "";
        private long _message;
        private long _last;
        private int _run;

        public bool Repeats(long value, long message)
        {
            foreach (var (earlier, in_) in _large)
                if (earlier == value && in_ != message)
                    return true;
            if (_large.Count == MostNumbers)
                _large.Dequeue();
            _large.Enqueue((value, message));
            return false;
        }

        public bool Rises(string session, long message, long value)
        {
            var grows = session == _session && message > _message && value > _last;
            _run = grows ? _run + 1 : 1;
            (_session, _message, _last) = (session, message, value);
            return _run >= Rising;
        }
    }
}
