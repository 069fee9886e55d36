using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>Waits of one queue that wait until enough different people were served, and what Little's law needs of the same stretch.</summary>
internal sealed class PendingWaits(int threshold)
{
    private readonly PendingDurations _waits = new(threshold);
    private double _lengthSeconds;
    private double _leftSeconds;
    private long _arrived;
    private long _left;

    public void Add(RawQueue queue, DateTimeOffset windowStart)
    {
        foreach (var wait in queue.Waits)
            _waits.Add(wait.TrackId, wait.Seconds, windowStart);
        _lengthSeconds += queue.LengthSeconds;
        _leftSeconds += queue.LeftSeconds;
        _arrived += queue.Arrived;
        _left += queue.Left;
    }

    /// <summary>The block and Little's ratio, once enough people are in it; then it starts anew. Null before.</summary>
    public (WaitFigures Wait, double? LittleRatio)? Take()
    {
        if (!_waits.IsEnough)
            return null;
        var figures = new WaitFigures
        {
            Since = _waits.Since,
            People = _waits.Count,
            MedianSeconds = _waits.Quantile(0.5),
            P90Seconds = _waits.Quantile(0.9),
            TotalSeconds = Math.Round(_waits.TotalSeconds, 2),
            Sketch = _waits.Sketch,
        };
        var ratio = LittleRatio();
        _waits.Clear();
        (_lengthSeconds, _leftSeconds, _arrived, _left) = (0, 0, 0, 0);
        return (figures, ratio);
    }

    // Little, "A Proof for the Queuing Formula: L = λW", Operations Research 9 (1961): L = length seconds / T, λ = arrivals / T and W = mean time
    // in line of all who left it, however; T cancels out.
    private double? LittleRatio()
    {
        var expected = _left == 0 ? 0 : _arrived * (_leftSeconds / _left);
        return expected > 0 ? Math.Round(Math.Min(_lengthSeconds / expected, 1e6), 4) : null;
    }
}
