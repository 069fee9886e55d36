using StoreSensing.Hardware.Buses;

namespace StoreSensing.Hardware.Gpio;

/// <summary>An LED that shows a state. Thread-safe. A line that fails leaves it dark and says so in <see cref="Fault"/>: measuring goes on.</summary>
public sealed class StatusLed : IDisposable
{
    private readonly Lock _lock = new();
    private readonly IOutputLine _line;
    private readonly TimeProvider _time;
    private ITimer? _timer;
    private LedState _state;
    private long _since;
    private bool _lit;
    private bool _ended;

    /// <summary>Takes over <paramref name="line"/>; dark at first.</summary>
    public StatusLed(IOutputLine line, TimeProvider time)
    {
        _line = line;
        _time = time;
        _since = time.GetTimestamp();
    }

    /// <summary>Why the LED can't be driven, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Makes patterns run by themselves; without it, call <see cref="Update"/>.</summary>
    public StatusLed Start()
    {
        lock (_lock)
            _timer ??= _time.CreateTimer(_ => Update(), null, LedPattern.Step, LedPattern.Step);
        return this;
    }

    /// <summary>Shows another state; a pattern begins anew only when it changes.</summary>
    public void Show(LedState state)
    {
        lock (_lock)
        {
            if (state == _state)
                return;
            _state = state;
            _since = _time.GetTimestamp();
        }
        Update();
    }

    /// <summary>Lights or darkens it as the pattern says now.</summary>
    public void Update()
    {
        lock (_lock)
        {
            if (!_ended)
                Light(LedPattern.IsLit(_state, _time.GetElapsedTime(_since)));
        }
    }

    /// <summary>Dark, and the line is let go.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_ended)
                return;
            _ended = true;
            _timer?.Dispose();
            Light(false);
            _line.Dispose();
        }
    }

    private void Light(bool lit)
    {
        if (lit == _lit)
            return;
        try
        {
            _line.Set(lit);
            _lit = lit;
            Fault = null;
        }
        catch (BusException fault)
        {
            Fault = fault.Message;
        }
    }
}
