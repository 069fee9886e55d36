using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Agent.Reporting;

/// <summary>Where all lanes put their windows: gathers them, has them anonymised, keeps the messages in the outbox. Thread-safe.</summary>
internal sealed class WindowDesk(WindowGathering gathering, Anonymiser anonymiser, IOutbox outbox, Action kept)
{
    private readonly Lock _lock = new();
    private readonly ArousalGathering _arousal = new();

    /// <summary>What was measured and kept so far.</summary>
    public RunTotals Totals { get; } = new();

    /// <summary>The last sequence number given out.</summary>
    public long LastSeq
    {
        get
        {
            lock (_lock)
                return anonymiser.LastSeq;
        }
    }

    /// <summary>Reads something that changes with the windows, between two of them.</summary>
    public T Now<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }

    public void Join(string camera)
    {
        lock (_lock)
            gathering.Join(camera);
    }

    /// <summary>A sensor whose first reading has come: from now on its windows are waited for.</summary>
    public void JoinSensor(string sensor)
    {
        lock (_lock)
            _arousal.Join(sensor);
    }

    public void Add(RawWindow window)
    {
        lock (_lock)
            Keep(gathering.Add(window));
    }

    public void Add(RawArousalWindow window) => Add([window]);

    /// <summary>Takes what a sensor has closed: the parts of one window, of several studies, come together.</summary>
    public void Add(IReadOnlyList<RawArousalWindow> windows)
    {
        lock (_lock)
            Keep(_arousal.Add(windows));
    }

    public void Leave(string camera)
    {
        lock (_lock)
            Keep(gathering.Leave(camera));
    }

    public void LeaveSensor(string sensor)
    {
        lock (_lock)
            Keep(_arousal.Leave(sensor));
    }

    /// <summary>Drops what was not told yet of a contact session whose person took consent back.</summary>
    public void Forget(long session)
    {
        lock (_lock)
        {
            _arousal.Forget(session);
            anonymiser.Forget(session);
        }
    }

    /// <summary>Sends on what some camera or sensor never delivered its part of.</summary>
    public void TakeOverdue(DateTimeOffset limit)
    {
        lock (_lock)
        {
            Keep(gathering.TakeOverdue(limit));
            Keep(_arousal.TakeOverdue(limit));
        }
    }

    private void Keep(IReadOnlyList<RawDeviceWindow> windows)
    {
        foreach (var window in windows)
        {
            Totals.Add(window);
            foreach (var message in anonymiser.Anonymise(window))
                Keep(message);
        }
        if (windows.Count > 0)
            kept();
    }

    private void Keep(IReadOnlyList<RawDeviceArousal> windows)
    {
        foreach (var window in windows)
        {
            Totals.Add(window);
            if (anonymiser.Anonymise(window) is { } message)
                Keep(message);
        }
        if (windows.Count > 0)
            kept();
    }

    private void Keep(PublishableMessage message)
    {
        outbox.Add(message);
        Totals.Add(message.Kind);
    }
}
