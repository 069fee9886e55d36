namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>
/// Waits until every camera that delivers has closed a window, then hands the device's window on. A camera that hangs does not hold the
/// others up for ever: <see cref="TakeOverdue"/>; what it delivers later goes out as a further part of the same window. Not thread-safe.
/// </summary>
public sealed class WindowGathering
{
    private readonly HashSet<string> _active = [];
    private readonly SortedDictionary<DateTimeOffset, List<RawWindow>> _waiting = [];

    /// <summary>A camera whose first picture has come: from now on its windows are waited for.</summary>
    public void Join(string camera) => _active.Add(camera);

    /// <summary>Takes a camera's window; returns the device's windows that are complete now.</summary>
    public IReadOnlyList<RawDeviceWindow> Add(RawWindow window)
    {
        if (!_waiting.TryGetValue(window.Window.Start, out var parts))
            _waiting[window.Window.Start] = parts = [];
        parts.Add(window);
        return TakeWhere(IsComplete);
    }

    /// <summary>A camera that delivers no more windows; returns the device's windows that are complete without it.</summary>
    public IReadOnlyList<RawDeviceWindow> Leave(string camera)
    {
        _active.Remove(camera);
        return TakeWhere(IsComplete);
    }

    /// <summary>Windows that ended before <paramref name="limit"/>, complete or not.</summary>
    public IReadOnlyList<RawDeviceWindow> TakeOverdue(DateTimeOffset limit) => TakeWhere(parts => parts[0].Window.End < limit);

    private bool IsComplete(List<RawWindow> parts) => _active.All(camera => parts.Any(p => p.Camera == camera));

    private List<RawDeviceWindow> TakeWhere(Func<List<RawWindow>, bool> ready)
    {
        var taken = _waiting.Where(entry => ready(entry.Value)).ToList();
        foreach (var entry in taken)
            _waiting.Remove(entry.Key);
        return [.. taken.Select(entry => RawDeviceWindow.Of(entry.Value)).OfType<RawDeviceWindow>()];
    }
}
