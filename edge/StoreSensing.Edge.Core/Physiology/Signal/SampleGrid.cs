using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Core.Physiology.Signal;

/// <summary>
/// Brings irregular readings to an even grid. A source of 20 Hz and more is averaged over exactly 100 ms, five periods of 50 Hz and six of 60 Hz, so that mains
/// hum vanishes; a slower one is interpolated at its own nominal period. Readings are joined by straight lines, so that each counts by the time it stands for
/// (the trapezoidal rule). Allocates nothing.
/// </summary>
/// <remarks>NaN is no reading. A pause longer than half a second (or three periods) is a gap: nothing is invented over it.</remarks>
internal sealed class SampleGrid
{
    private const double AveragedFrom = 20;
    private const int StragglersUntilRestart = 10;
    private const double Tolerance = 1e-6; // s, so that rounding of timestamps doesn't skip a step
    private readonly bool _averages;
    private readonly double _longestPause;
    private bool _hasLast;
    private double _last;
    private double _lastReading;
    private double _cursor;
    private double _cursorReading;
    private double _sum;
    private double _origin;
    private long _step;
    private double _gap;
    private int _stragglers;
    private double _now;
    private double _nowReading;
    private DateTimeOffset _nowUtc;

    /// <summary>A grid for a source of <paramref name="nominalRate"/> readings per second.</summary>
    public SampleGrid(double nominalRate)
    {
        _averages = nominalRate >= AveragedFrom;
        Period = _averages ? 0.1 : 1 / nominalRate;
        _longestPause = Math.Max(0.5, 3 * Period);
    }

    /// <summary>Seconds from step to step.</summary>
    public double Period { get; }

    /// <summary>Readings left out because they were not later than the one before.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>Takes a reading; then ask <see cref="TryTake"/> until it gives nothing more.</summary>
    public void Add(in SensorReading reading)
    {
        var now = reading.Time.Elapsed.TotalSeconds;
        if (double.IsNaN(reading.Value) || !IsInOrder(now, out var restarted))
            return;
        (_now, _nowReading, _nowUtc) = (now, reading.Value, reading.Time.Utc);
        if (!_hasLast)
            Begin(restarted ? double.PositiveInfinity : 0);
        else if (now - _last > _longestPause)
            Begin(now - _last);
    }

    /// <summary>The next step that the last reading completed.</summary>
    public bool TryTake(out GridSample sample)
    {
        var boundary = _origin + (_step * Period);
        if (!_hasLast || _now + Tolerance < boundary)
        {
            if (_hasLast)
                Settle();
            sample = default;
            return false;
        }
        sample = new GridSample(TimeAt(boundary), _averages ? Mean(boundary) : At(boundary), _gap);
        _gap = 0;
        _step++;
        return true;
    }

    // A clock that was turned back shows as a run of readings from the past: after some of them it is the new time.
    private bool IsInOrder(double now, out bool restarted)
    {
        restarted = false;
        if (!_hasLast || now > _last)
        {
            _stragglers = 0;
            return true;
        }
        OutOfOrder++;
        if (++_stragglers < StragglersUntilRestart)
            return false;
        _stragglers = 0;
        _hasLast = false;
        restarted = true;
        return true;
    }

    private void Begin(double gap)
    {
        _gap = gap;
        _hasLast = true;
        (_last, _lastReading) = (_now, _nowReading);
        (_cursor, _cursorReading, _sum) = (_now, _nowReading, 0);
        _origin = _now;
        _step = _averages ? 1 : 0;
    }

    private double Mean(double boundary)
    {
        Integrate(boundary, At(boundary));
        var mean = _sum / Period;
        _sum = 0;
        return mean;
    }

    private void Settle()
    {
        if (_averages)
            Integrate(_now, _nowReading);
        (_last, _lastReading) = (_now, _nowReading);
    }

    private void Integrate(double until, double reading)
    {
        _sum += (until - _cursor) * (reading + _cursorReading) / 2;
        (_cursor, _cursorReading) = (until, reading);
    }

    private double At(double time) => _now <= _last ? _nowReading : _lastReading + ((_nowReading - _lastReading) * (time - _last) / (_now - _last));

    private FrameTime TimeAt(double time)
    {
        var earlier = new TimeSpan((long)((_now - time) * TimeSpan.TicksPerSecond));
        return new FrameTime(_nowUtc - earlier, new TimeSpan((long)Math.Round(time * TimeSpan.TicksPerSecond)));
    }
}
