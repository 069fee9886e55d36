namespace StoreSensing.Edge.Core.Physiology.Responses;

/// <summary>What a step made of a rise.</summary>
internal enum RiseStep
{
    /// <summary>Nothing new.</summary>
    Nothing,

    /// <summary>The signal has risen by the threshold since its last trough.</summary>
    Rose,

    /// <summary>It has fallen by the threshold since its peak.</summary>
    Fell,
}

/// <summary>
/// Follows a signal from trough to peak, with a hysteresis of the threshold: a rise by it, and after it a fall by it. Its peaks are exactly the local maxima whose
/// topographic prominence is at least the threshold, found as they come.
/// </summary>
internal struct RiseDetector(double threshold)
{
    private double _extreme = double.NaN;
    private double _extremeAt;
    private double _previous;
    private double _footAt;

    /// <summary>The trough before the last rise, µS and seconds.</summary>
    public (double Value, double At) Trough { get; private set; }

    /// <summary>When the last rise began: the last time before it at which the signal did not rise, seconds. A slow drift's trough may lie minutes back.</summary>
    public double OnsetAt { get; private set; }

    /// <summary>The highest point since the last rise, µS and seconds.</summary>
    public (double Value, double At) Peak { get; private set; }

    /// <summary>Between a rise and its fall.</summary>
    public bool IsRising { get; private set; }

    /// <summary>Takes a sample of the time given.</summary>
    public RiseStep Next(double value, double at)
    {
        if (IsRising)
        {
            if (value > Peak.Value)
                Peak = (value, at);
            if (Peak.Value - value < threshold)
                return RiseStep.Nothing;
            IsRising = false;
            (_extreme, _extremeAt) = (value, at);
            (_previous, _footAt) = (value, at);
            return RiseStep.Fell;
        }
        if (!(value >= _extreme))
            (_extreme, _extremeAt) = (value, at);
        if (!(value > _previous))
            _footAt = at;
        _previous = value;
        if (value - _extreme < threshold)
            return RiseStep.Nothing;
        Trough = (_extreme, _extremeAt);
        OnsetAt = Math.Max(_footAt, _extremeAt);
        Peak = (value, at);
        IsRising = true;
        return RiseStep.Rose;
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        IsRising = false;
        _extreme = _previous = double.NaN;
        (_extremeAt, _footAt, OnsetAt) = (0, 0, 0);
        (Trough, Peak) = (default, default);
    }
}
