namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>
/// Waits until every lane that delivers has closed a window, then hands the device's windows on. A lane that hangs does not hold the
/// others up for ever: <see cref="TakeOverdue"/>; what it delivers later goes out as a further part of the same window. Not thread-safe.
/// </summary>
/// <typeparam name="TPart">What a lane delivers.</typeparam>
/// <typeparam name="TWhole">What the device makes of it.</typeparam>
/// <param name="together">Puts the parts of one window together.</param>
public abstract class Gathering<TPart, TWhole>(Func<IReadOnlyList<TPart>, IReadOnlyList<TWhole>> together)
    where TPart : IWindowPart
{
    private readonly HashSet<string> _active = [];
    private readonly SortedDictionary<DateTimeOffset, List<TPart>> _waiting = [];

    /// <summary>A lane whose first picture or reading has come: from now on its windows are waited for.</summary>
    public void Join(string lane) => _active.Add(lane);

    /// <summary>Takes a lane's window; returns the device's windows that are complete now.</summary>
    public IReadOnlyList<TWhole> Add(TPart window) => Add([window]);

    /// <summary>Takes several of a lane's windows at once, so that two parts of one window stay together.</summary>
    public IReadOnlyList<TWhole> Add(IReadOnlyList<TPart> windows)
    {
        foreach (var window in windows)
        {
            if (!_waiting.TryGetValue(window.Window.Start, out var parts))
                _waiting[window.Window.Start] = parts = [];
            parts.Add(window);
        }
        return TakeWhere(IsComplete);
    }

    /// <summary>A lane that delivers no more windows; returns the device's windows that are complete without it.</summary>
    public IReadOnlyList<TWhole> Leave(string lane)
    {
        _active.Remove(lane);
        return TakeWhere(IsComplete);
    }

    /// <summary>Windows that ended before <paramref name="limit"/>, complete or not.</summary>
    public IReadOnlyList<TWhole> TakeOverdue(DateTimeOffset limit) => TakeWhere(parts => parts[0].Window.End < limit);

    /// <summary>Replaces every part that waits.</summary>
    protected void Replace(Func<TPart, TPart> change)
    {
        foreach (var parts in _waiting.Values)
            for (var i = 0; i < parts.Count; i++)
                parts[i] = change(parts[i]);
    }

    private bool IsComplete(List<TPart> parts) => _active.All(lane => parts.Any(p => p.Lane == lane));

    private List<TWhole> TakeWhere(Func<List<TPart>, bool> ready)
    {
        var taken = _waiting.Where(entry => ready(entry.Value)).ToList();
        foreach (var entry in taken)
            _waiting.Remove(entry.Key);
        return [.. taken.SelectMany(entry => together(entry.Value))];
    }
}
