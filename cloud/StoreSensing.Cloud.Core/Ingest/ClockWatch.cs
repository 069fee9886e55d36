using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>
/// How far each device's clock is from the cloud's. A window that has ended arrives at once, so in-time messages tell: one that arrives before its window has ended
/// was measured by a clock that is ahead, and a clock that is behind makes every message of a device come late by the same. Thread-safe.
/// </summary>
/// <remarks>
/// Of the last messages the shortest delay is taken: waiting only adds, so that is the offset's best witness (the same minimum filter as RFC 5905, section 10, uses).
/// Messages that a device marks as late have waited on its disk and say nothing.
/// </remarks>
public sealed class ClockWatch
{
    /// <summary>Below this nothing is said: ways and queues take their time. Seconds.</summary>
    public const double LeastSeconds = 5;

    private const int Witnesses = 8;
    private const int MostDevices = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<DeviceAddress, Delays> _devices = [];

    /// <summary>Devices whose clock is off now.</summary>
    public int Skewed
    {
        get
        {
            lock (_lock)
                return _devices.Values.Count(d => d.Skew is not null);
        }
    }

    /// <summary>Seconds by which the device's clock is ahead, negative when it is behind; null while it is right, or nobody knows.</summary>
    public double? SkewOf(DeviceAddress device)
    {
        lock (_lock)
            return _devices.GetValueOrDefault(device)?.Skew;
    }

    /// <summary>A message arrived; gives the device's skew with it.</summary>
    public double? Note(DeviceAddress device, MetricMessage message, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (message.Late)
                return _devices.GetValueOrDefault(device)?.Skew;
            if (!_devices.TryGetValue(device, out var delays))
            {
                // A device that has been forgotten is known again after its next messages.
                if (_devices.Count >= MostDevices)
                    _devices.Clear();
                _devices[device] = delays = new Delays();
            }
            delays.Add((now - message.WindowStart).TotalSeconds - message.WindowSeconds);
            return delays.Skew;
        }
    }

    private sealed class Delays
    {
        private readonly double[] _last = new double[Witnesses];
        private int _count;

        public double? Skew { get; private set; }

        public void Add(double seconds)
        {
            _last[_count++ % Witnesses] = seconds;
            var least = _last.AsSpan(0, Math.Min(_count, Witnesses)).ToArray().Min();
            // Ahead is sure at once; behind only when nothing arrived sooner for a while.
            var known = least < 0 || _count >= Witnesses;
            Skew = known && Math.Abs(least) >= LeastSeconds ? Math.Round(-least, 1) : null;
        }
    }
}
