using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Agent.Reporting;

/// <summary>Where all lanes put their windows: gathers them, has them anonymised, keeps the messages in the outbox. Thread-safe.</summary>
internal sealed class WindowDesk(WindowGathering gathering, Anonymiser anonymiser, IOutbox outbox, Action kept)
{
    private readonly Lock _lock = new();

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

    public void Join(string camera)
    {
        lock (_lock)
            gathering.Join(camera);
    }

    public void Add(RawWindow window)
    {
        lock (_lock)
            Keep(gathering.Add(window));
    }

    public void Leave(string camera)
    {
        lock (_lock)
            Keep(gathering.Leave(camera));
    }

    /// <summary>Sends on what some camera never delivered its part of.</summary>
    public void TakeOverdue(DateTimeOffset limit)
    {
        lock (_lock)
            Keep(gathering.TakeOverdue(limit));
    }

    private void Keep(IReadOnlyList<RawDeviceWindow> windows)
    {
        foreach (var window in windows)
        {
            Totals.Add(window);
            foreach (var message in anonymiser.Anonymise(window))
            {
                outbox.Add(message);
                Totals.Add(message.Kind);
            }
        }
        if (windows.Count > 0)
            kept();
    }
}
