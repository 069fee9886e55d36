using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>Adds up blocks of waits; everybody who was served is in exactly one block.</summary>
internal sealed class WaitTotals
{
    private readonly DurationSketch _sketch = new();
    private WaitFigures? _only;
    private long _people;
    private double _seconds;
    private int _blocks;
    private double _little;
    private long _littlePeople;
    private Reasons _reasons;

    public void Add(QueueFigures queue)
    {
        _reasons.Add(queue.WaitWithheld);
        if (queue.Wait is not { } block)
            return;
        _only = ++_blocks == 1 ? block : null;
        _people += block.People;
        _seconds += block.TotalSeconds;
        _sketch.Add(block.Sketch);
        if (queue.LittleRatio is not { } ratio)
            return;
        _little += ratio * block.People;
        _littlePeople += block.People;
    }

    /// <summary>The sum, or null when nothing was told.</summary>
    public WaitSummary? Summary => _blocks == 0
        ? null
        : new WaitSummary(
            _people,
            Figures.Round(_only?.MedianSeconds ?? _sketch.Quantile(0.5)!.Value),
            Figures.Round(_only?.P90Seconds ?? _sketch.Quantile(0.9)!.Value),
            Figures.Round(_seconds / _people));

    /// <summary>Why there is none.</summary>
    public string? Withheld => _blocks > 0 ? null : _reasons.Strongest ?? "nobody-served";

    /// <summary>The devices' own ratios, weighted with the people of their blocks.</summary>
    public double? LittleRatio => _littlePeople == 0 ? null : Figures.Round(_little / _littlePeople);
}
