using StoreSensing.Contracts.Wire;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>Durations that wait until enough different people made some. Bounded: a sketch and at most the threshold's ids.</summary>
internal sealed class PendingDurations(int threshold)
{
    private readonly DurationSketch _sketch = new();
    private readonly HashSet<long> _people = [];
    private DateTimeOffset? _since;

    public bool IsEnough => _people.Count >= threshold;

    public int Count => (int)_sketch.Count;

    /// <summary>Start of the earliest window that contributed, or that was begun.</summary>
    public DateTimeOffset Since => _since!.Value;

    public double TotalSeconds { get; private set; }

    public SketchFigures Sketch => _sketch.ToFigures();

    public void Add(long trackId, double seconds, DateTimeOffset windowStart)
    {
        Begin(windowStart);
        _sketch.Add(seconds);
        TotalSeconds += seconds;
        if (_people.Count < threshold)
            _people.Add(trackId);
    }

    /// <summary>A window begins: where nobody may learn when the first of them came, the block begins with it.</summary>
    public void Begin(DateTimeOffset windowStart) => _since ??= windowStart;

    /// <summary>A quantile of what is there, seconds to two decimals.</summary>
    public double Quantile(double q) => Math.Round(_sketch.Quantile(q)!.Value, 2);

    public void Clear()
    {
        _sketch.Clear();
        _people.Clear();
        TotalSeconds = 0;
        _since = null;
    }
}
