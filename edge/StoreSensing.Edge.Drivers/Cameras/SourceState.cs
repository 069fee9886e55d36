using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>The mutable state of a frame source. Thread-safe.</summary>
internal sealed class SourceState
{
    private readonly Lock _lock = new();
    private FrameSourceStatus _status = new(FrameSourceState.Starting, 0, 0, null);

    /// <summary>True from a stall to the next picture.</summary>
    public bool IsStalled => Read().State == FrameSourceState.Stalled;

    public FrameSourceStatus Read()
    {
        lock (_lock)
            return _status;
    }

    public void Set(FrameSourceState state, string? fault = null)
    {
        lock (_lock)
            _status = _status with { State = state, Fault = fault ?? _status.Fault };
    }

    /// <summary>Notes a fault without leaving the state.</summary>
    public void Fault(string fault)
    {
        lock (_lock)
            _status = _status with { Fault = fault };
    }

    /// <summary>A child is about to start: a failed source stays "restarting" or "stalled" until a picture proves the contrary.</summary>
    public void BeginPass()
    {
        lock (_lock)
            if (_status.State is not (FrameSourceState.Stalled or FrameSourceState.Restarting or FrameSourceState.Streaming))
                _status = _status with { State = FrameSourceState.Starting };
    }

    /// <summary>One more whole picture.</summary>
    public void Streaming()
    {
        lock (_lock)
            _status = _status with { State = FrameSourceState.Streaming, FramesRead = _status.FramesRead + 1 };
    }

    public void CountRestart()
    {
        lock (_lock)
            _status = _status with { Restarts = _status.Restarts + 1 };
    }
}
