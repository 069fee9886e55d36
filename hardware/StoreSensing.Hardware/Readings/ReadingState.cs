using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Hardware.Readings;

/// <summary>The mutable state of a reading source. Thread-safe; allocates nothing.</summary>
internal sealed class ReadingState
{
    private readonly Lock _lock = new();
    private ReadingSourceStatus _status = new(ReadingSourceState.Starting, 0, 0, null);
    private long _last;

    /// <summary>The status, and when the last reading came.</summary>
    public (ReadingSourceStatus Status, long Last) Read()
    {
        lock (_lock)
            return (_status, _last);
    }

    /// <summary>A reading was handed on.</summary>
    public void Given(long timestamp)
    {
        lock (_lock)
        {
            _status = _status with { State = ReadingSourceState.Reading, Readings = _status.Readings + 1 };
            _last = timestamp;
        }
    }

    /// <summary>A reading or a try to open failed.</summary>
    public void Failed(string fault, ReadingSourceState state)
    {
        lock (_lock)
            _status = _status with { State = state, Fault = fault };
    }

    /// <summary>NaN was handed on in place of a reading.</summary>
    public void GivenNothing()
    {
        lock (_lock)
            _status = _status with { Readings = _status.Readings + 1 };
    }

    /// <summary>Opened again after a fault.</summary>
    public void Restarted()
    {
        lock (_lock)
            _status = _status with { Restarts = _status.Restarts + 1 };
    }
}
