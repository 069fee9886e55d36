using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Zones;

/// <summary>Adds up one queue over [from, to).</summary>
internal struct QueueWindow(string queue, TimeSpan from, TimeSpan to)
{
    private readonly List<(TimeSpan At, int Change)> _changes = [];
    private readonly List<RawWait> _waits = [];
    private int _arrived;
    private int _abandoned;
    private int _cut;
    private int _now;
    private double _seconds;
    private int _left;
    private double _leftSeconds;

    /// <summary>Takes somebody who is or was in line.</summary>
    public void Add(ref QueueCounter.Place place)
    {
        if (place.First >= to)
            return;
        if (!place.ArrivalTold)
        {
            place.ArrivalTold = true;
            _arrived++;
        }
        var gone = place.Outcome != QueueCounter.Outcome.Open && place.Last < to;
        var start = place.First > from ? place.First : from;
        var end = gone ? place.Last : to;
        if (end >= start)
        {
            _seconds += (end - start).TotalSeconds;
            _changes.Add((start, 1));
            _changes.Add((end, -1));
        }
        if (gone)
            Left(place);
        else
            _now++;
    }

    /// <summary>The figures.</summary>
    public readonly RawQueue ToRaw() => new(queue, _arrived, _waits.Count, _abandoned, _cut, _seconds, Peak(), _now)
    {
        Waits = _waits,
        Left = _left,
        LeftSeconds = _leftSeconds,
    };

    private void Left(in QueueCounter.Place place)
    {
        var seconds = (place.Last - place.First).TotalSeconds;
        _left++;
        _leftSeconds += seconds;
        if (place.Outcome == QueueCounter.Outcome.Served)
            _waits.Add(new RawWait(place.TrackId, seconds));
        else if (place.Outcome == QueueCounter.Outcome.Abandoned)
            _abandoned++;
        else
            _cut++;
    }

    // At one instant those who come stand in line with those who go: both ends of an interval belong to it.
    private readonly int Peak()
    {
        var (peak, length) = (0, 0);
        foreach (var (_, change) in _changes.OrderBy(c => c.At).ThenByDescending(c => c.Change))
            peak = Math.Max(peak, length += change);
        return peak;
    }
}
