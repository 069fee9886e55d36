using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>What is in no count of a range.</summary>
/// <param name="Windows">Windows whose counts wait for more people, or are never told.</param>
/// <param name="OfWindows">Windows with figures; of several devices, each one's.</param>
/// <param name="MostPeople">The most that all of the former can hold of any one count; null where nobody knows.</param>
public sealed record UntoldCounts(int Windows, int OfWindows, int? MostPeople);

/// <summary>
/// A count that may be withheld, over a range. Counts below the threshold wait and are told with a later window of the same session, so what
/// is untold at the end are the windows since the last one told; what the budget silenced is never told. Windows come in their order.
/// </summary>
internal sealed class CountTotals
{
    private readonly Dictionary<(string Device, string Session), (int Windows, int? MostPeople)> _waiting = [];
    private long _told;
    private int _toldWindows;
    private int _windows;
    private int _silenced;
    private NoiseTotals _noise;
    private Reasons _reasons;

    /// <summary>The sum of what was told; null when nothing was.</summary>
    public long? Sum => _toldWindows == 0 ? null : _told;

    /// <summary>Why there is no sum; null where there is one, and where nothing was observed.</summary>
    public string? Withheld => Sum is null ? _reasons.Strongest : null;

    /// <summary>Start of the earliest window in the sum, where a figure reaches back before the window it was told in.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>Half the width of the 95 % interval that the devices' noise leaves around the sum, whole people; null without noise.</summary>
    public double? PlusMinus => _noise.HalfWidth is { } half ? Math.Ceiling(half) : null;

    /// <summary>What the sum lacks; null when it lacks nothing.</summary>
    public UntoldCounts? Untold
    {
        get
        {
            var windows = _silenced + _waiting.Values.Sum(w => w.Windows);
            if (windows == 0)
                return null;
            var most = _silenced > 0 || _waiting.Values.Any(w => w.MostPeople is null) ? null : _waiting.Values.Sum(w => w.MostPeople);
            return new UntoldCounts(windows, _windows, most);
        }
    }

    /// <param name="window">Whose count it is; several windows' where they are folded, of which the last is told if the count is.</param>
    /// <param name="count">The count, or null.</param>
    /// <param name="withheld">Why it is null.</param>
    /// <param name="since">Start of the earliest window in it.</param>
    /// <param name="privacy">The device's rules; null while it has not described itself.</param>
    /// <param name="noiseScale">Scale of the noise in the count, people; null without.</param>
    public void Add(WindowOrigin window, int? count, string? withheld, DateTimeOffset? since, LayoutPrivacy? privacy, double? noiseScale)
    {
        _windows += window.Windows;
        // A window that was not told has its noise, too: it is in the next sum, or holds it back (the highest of a random walk lies as far from 0 as its end does).
        if (count is not null || withheld != "budget")
            _noise.Add(noiseScale, window.Windows);
        var session = (window.Device, window.Session);
        if (count is { } people)
        {
            _toldWindows++;
            _told += people;
            // Whatever waited in this session is in it.
            _waiting.Remove(session);
            if (since is { } start && (Since is null || start < Since))
                Since = start;
            return;
        }
        _reasons.Add(withheld);
        if (withheld == "budget")
            _silenced += window.Windows;
        else
            _waiting[session] = (_waiting.GetValueOrDefault(session).Windows + window.Windows, noiseScale is null ? privacy?.CountThreshold - 1 : null);
    }
}
