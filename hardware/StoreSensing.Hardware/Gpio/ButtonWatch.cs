using StoreSensing.Hardware.Buses;

namespace StoreSensing.Hardware.Gpio;

/// <summary>Watches a button's line on a thread of its own.</summary>
public sealed class ButtonWatch : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly IInputLine _line;
    private readonly PushButton _button;
    private readonly Action<ButtonEvent> _happened;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly Thread _thread;
    private volatile string? _fault;

    /// <summary>Takes over <paramref name="line"/>; <paramref name="happened"/> is called on the watch's thread and must return soon.</summary>
    public ButtonWatch(IInputLine line, PushButton button, Action<ButtonEvent> happened, TimeProvider time)
    {
        _line = line;
        _button = button;
        _happened = happened;
        _time = time;
        _thread = new Thread(() => Run(_end.Token)) { IsBackground = true, Name = "button" };
    }

    /// <summary>Why the button can't be watched any more, or null.</summary>
    public string? Fault => _fault;

    /// <summary>Begins.</summary>
    public ButtonWatch Start()
    {
        _thread.Start();
        return this;
    }

    /// <summary>Ends the thread and lets the line go; not from inside the callback.</summary>
    public void Dispose()
    {
        _end.Cancel();
        if (_thread.IsAlive)
            _thread.Join();
        _line.Dispose();
        _end.Dispose();
    }

    internal void Run(CancellationToken cancellation)
    {
        // The edges' clock is the kernel's; what has passed since the last edge is measured on ours and added to it.
        var (edgeTime, seen) = (TimeSpan.Zero, _time.GetTimestamp());
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                var came = _line.TryWait(Beat, out var edge);
                if (came)
                    (edgeTime, seen) = (edge.Time, _time.GetTimestamp());
                var happened = came ? _button.Add(edge) : _button.Settle(edgeTime + _time.GetElapsedTime(seen));
                if (happened != ButtonEvent.None)
                    _happened(happened);
            }
        }
        catch (BusException fault)
        {
            _fault = fault.Message;
        }
    }
}
