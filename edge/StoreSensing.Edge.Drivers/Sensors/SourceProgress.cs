using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Drivers.Sensors;

/// <summary>The mutable state of a reading source. Thread-safe; a reading allocates nothing.</summary>
/// <param name="time">The clock.</param>
/// <param name="patience">How long a source that reads may be silent until it counts as stalled; infinite where silence means nothing.</param>
public sealed class SourceProgress(TimeProvider time, TimeSpan patience)
{
    private readonly Lock _lock = new();
    private ReadingSourceStatus _status = new(ReadingSourceState.Starting, 0, 0, null);
    private long _last = time.GetTimestamp();

    /// <summary>The status now. A source that says nothing for too long is stalled whether or not its thread can tell.</summary>
    public ReadingSourceStatus Read(string silence)
    {
        lock (_lock)
            return _status.State is ReadingSourceState.Reading or ReadingSourceState.Starting && patience != Timeout.InfiniteTimeSpan && time.GetElapsedTime(_last) > patience
                ? _status with { State = ReadingSourceState.Stalled, Fault = _status.Fault ?? silence }
                : _status;
    }

    /// <summary>A reading was handed on.</summary>
    public void Given()
    {
        lock (_lock)
        {
            _status = _status with { State = ReadingSourceState.Reading, Readings = _status.Readings + 1 };
            _last = time.GetTimestamp();
        }
    }

    /// <summary>NaN was handed on in place of a reading, or another state begins.</summary>
    public void Set(ReadingSourceState state, string? fault = null)
    {
        lock (_lock)
            _status = _status with { State = state, Fault = fault ?? _status.Fault };
    }

    /// <summary>Notes a fault without leaving the state.</summary>
    public void Fault(string? fault)
    {
        lock (_lock)
            _status = _status with { Fault = fault };
    }

    /// <summary>Opened again after a fault.</summary>
    public void Restarted()
    {
        lock (_lock)
            _status = _status with { Restarts = _status.Restarts + 1 };
    }
}
