namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>A message on its way. Times are monotonic.</summary>
internal readonly record struct Flight(int Device, long Seq, long Window, TimeSpan Due, TimeSpan Sent);

/// <summary>
/// Messages between their publish and the cloud's acknowledgement: a bounded number, so that neither this program nor the broker fills its
/// memory. Thread-safe.
/// </summary>
internal sealed class InFlight(int size) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _room = new(size);
    private readonly Dictionary<(int Device, long Seq), Flight> _flights = [];
    private readonly Latencies _latencies = new();
    private long _acknowledged;
    private long _refused;
    private TimeSpan _last;

    /// <summary>Waits until fewer than the bound are on their way.</summary>
    public Task RoomAsync(CancellationToken cancellation) => _room.WaitAsync(cancellation);

    public void Add(Flight flight)
    {
        lock (_lock)
            _flights.Add((flight.Device, flight.Seq), flight);
    }

    /// <summary>The cloud has stored, or refused for good, numbers of a device; unknown ones (told twice) are ignored.</summary>
    public void Answered(int device, long first, long last, bool isRefused, TimeSpan now)
    {
        var answered = 0;
        lock (_lock)
        {
            for (var seq = first; seq <= last; seq++)
            {
                if (!_flights.Remove((device, seq), out var flight))
                    continue;
                answered++;
                if (isRefused)
                    _refused++;
                else
                    _latencies.Add((now - flight.Due).TotalSeconds);
            }
            _acknowledged += isRefused ? 0 : answered;
            if (answered > 0)
                _last = now;
        }
        if (answered > 0)
            _room.Release(answered);
    }

    /// <summary>Those sent before <paramref name="before"/>, marked as sent again now.</summary>
    public List<Flight> Overdue(TimeSpan before, TimeSpan now)
    {
        lock (_lock)
        {
            var overdue = _flights.Values.Where(f => f.Sent < before).ToList();
            foreach (var flight in overdue)
                _flights[(flight.Device, flight.Seq)] = flight with { Sent = now };
            return overdue;
        }
    }

    public InFlightCounts Counts
    {
        get
        {
            lock (_lock)
                return new InFlightCounts(_flights.Count, _acknowledged, _refused, _latencies.Quantile(0.5), _latencies.Quantile(0.99), _latencies.Longest, _last);
        }
    }

    public void Dispose() => _room.Dispose();
}

/// <summary>Latencies in seconds; <paramref name="Last"/> is when the last answer came.</summary>
internal sealed record InFlightCounts(int Waiting, long Acknowledged, long Refused, double? Median, double? P99, double Longest, TimeSpan Last);
