using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Testing;

/// <summary>Keeps what a reading source hands on, and notes when it breaks the port's promises.</summary>
public sealed class ReadingLog : IReadingSink
{
    private readonly List<SensorReading> _readings = [];
    private int _inside;

    /// <summary>Two calls at the same time, which no source may make.</summary>
    public bool Overlapped { get; private set; }

    /// <summary>Called for each reading, on the source's thread.</summary>
    public Action<SensorReading>? Then { get; init; }

    public int Count
    {
        get
        {
            lock (_readings)
                return _readings.Count;
        }
    }

    public IReadOnlyList<SensorReading> Readings
    {
        get
        {
            lock (_readings)
                return [.. _readings];
        }
    }

    public void Add(in SensorReading reading)
    {
        Overlapped |= Interlocked.Increment(ref _inside) != 1;
        lock (_readings)
            _readings.Add(reading);
        Then?.Invoke(reading);
        Interlocked.Decrement(ref _inside);
    }
}
