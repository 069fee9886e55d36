namespace StoreSensing.Hardware.Gpio;

/// <summary>What somebody did with the button.</summary>
public enum ButtonEvent
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>Pressed and let go.</summary>
    Press,

    /// <summary>Held down; said while it is still held, and its release says nothing.</summary>
    LongPress,
}

/// <summary>Turns a line's edges into presses: pure, no clock. Changes that last shorter than the debounce time never happened.</summary>
public sealed class PushButton
{
    /// <summary>How long contacts bounce.</summary>
    public static readonly TimeSpan DefaultDebounce = TimeSpan.FromMilliseconds(20);

    /// <summary>From here on a press is long.</summary>
    public static readonly TimeSpan DefaultHold = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _debounce;
    private readonly TimeSpan _hold;
    private bool _line;
    private TimeSpan _lineSince;
    private bool _down;
    private TimeSpan _downSince;
    private bool _saidLong;

    /// <summary>A button that nobody presses yet.</summary>
    public PushButton(TimeSpan debounce, TimeSpan hold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(debounce, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(hold, debounce);
        _debounce = debounce;
        _hold = hold;
    }

    /// <summary>A button with the usual times.</summary>
    public PushButton()
        : this(DefaultDebounce, DefaultHold)
    {
    }

    /// <summary>An edge of the line. What it ends may have been an event.</summary>
    public ButtonEvent Add(LineEdge edge)
    {
        var before = Settle(edge.Time);
        if (edge.Active != _line)
        {
            _line = edge.Active;
            _lineSince = edge.Time;
        }
        return before;
    }

    /// <summary>Nothing has changed until <paramref name="now"/>, on the clock of the edges.</summary>
    public ButtonEvent Settle(TimeSpan now)
    {
        // While a line rests, the button goes down and is then held for long, or it goes up: one event at most.
        var happened = ButtonEvent.None;
        if (_line && !_down && now - _lineSince >= _debounce)
            (_down, _downSince, _saidLong) = (true, _lineSince, false);
        if (_down && !_saidLong && (_line ? now : _lineSince) - _downSince >= _hold)
            (_saidLong, happened) = (true, ButtonEvent.LongPress);
        if (!_line && _down && now - _lineSince >= _debounce)
        {
            _down = false;
            if (!_saidLong)
                happened = ButtonEvent.Press;
        }
        return happened;
    }
}
