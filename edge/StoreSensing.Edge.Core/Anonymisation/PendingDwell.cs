using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>Ended visits of one zone that wait until enough different people made some. Bounded: a sketch and at most the threshold's ids.</summary>
internal sealed class PendingDwell(int threshold)
{
    private readonly DurationSketch _sketch = new();
    private readonly DurationSketch _censored = new();
    private readonly HashSet<long> _people = [];
    private DateTimeOffset _since;
    private double _total;

    public bool IsEmpty => _sketch.Count == 0;

    public void Add(IReadOnlyList<RawDwell> ended, DateTimeOffset windowStart)
    {
        if (IsEmpty)
            _since = windowStart;
        foreach (var dwell in ended)
        {
            _sketch.Add(dwell.Seconds);
            _total += dwell.Seconds;
            if (dwell.Censored)
                _censored.Add(dwell.Seconds);
            if (_people.Count < threshold)
                _people.Add(dwell.TrackId);
        }
    }

    /// <summary>The block, once enough people are in it; then it starts anew. Null before.</summary>
    public DwellFigures? Take()
    {
        if (_people.Count < threshold)
            return null;
        var figures = new DwellFigures
        {
            Since = _since,
            Visits = (int)_sketch.Count,
            Censored = (int)_censored.Count,
            MedianSeconds = Math.Round(_sketch.Quantile(0.5)!.Value, 2),
            P90Seconds = Math.Round(_sketch.Quantile(0.9)!.Value, 2),
            TotalSeconds = Math.Round(_total, 2),
            Sketch = _sketch.ToFigures(),
            CensoredSketch = _censored.ToFigures(),
            KaplanMeier = new KaplanMeierFigures { MedianSeconds = null, LowSeconds = null, HighSeconds = null },
        };
        _sketch.Clear();
        _censored.Clear();
        _people.Clear();
        _total = 0;
        return figures;
    }
}
