using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>Puts blocks of skin-conductance arousal together over a range.</summary>
public static class ArousalQuery
{
    /// <summary>Every zone that a sensor could measure in, by zone.</summary>
    public static IReadOnlyList<ArousalSummary> Summarise(StoreLayout layout, IEnumerable<Row<StudyArousal>> rows)
    {
        var totals = new SortedDictionary<string, ArousalTotals>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!totals.TryGetValue(row.Figures.It.Zone, out var total))
                totals[row.Figures.It.Zone] = total = new ArousalTotals();
            total.Add(row);
        }
        var names = ZoneQuery.Names(layout);
        return [.. totals.Select(t => t.Value.Summarise(t.Key, names.GetValueOrDefault(t.Key, t.Key)))];
    }

    /// <summary>A point for every step with a window; steps are multiples of <paramref name="stepSeconds"/> since the Unix epoch.</summary>
    public static IReadOnlyList<ArousalPoint> Points(string zone, IEnumerable<Row<StudyArousal>> rows, int stepSeconds) =>
        [.. SeriesQuery.Steps(rows.Where(r => r.Figures.It.Zone == zone), stepSeconds, () => new ArousalTotals(), (totals, row) => totals.Add(row))
            .Select(step => step.Value.Point(step.Key))];

    /// <summary>The rows of one study, of none (empty text), or of all (null).</summary>
    public static IEnumerable<Row<StudyArousal>> Of(string? study, IEnumerable<Row<StudyArousal>> rows) =>
        study is null ? rows : rows.Where(r => (r.Figures.Study ?? "") == study);
}

/// <summary>
/// Blocks put together: people and seconds add up; rates and shares are weighted with the seconds, level and mean with the people they are of. Nobody knows
/// whether the people of two blocks are the same, so the interval reaches as far to each side as the blocks' do on average (weighted with their people): for the same
/// people in every block that is at least the standard error of their mean, and for others it is too wide. It never shrinks with the number of blocks.
/// </summary>
internal sealed class ArousalTotals
{
    private readonly ObservedTime _observed = new();
    private Reasons _reasons;
    private long _contributors;
    private double _seconds;
    private double _responseSeconds;
    private double _abstained;
    private long _levelled;
    private double _levels;
    private long _scored;
    private long _mostScored;
    private double _mean;
    private double _below;
    private double _above;
    private double _elevated;

    public void Add(in Row<StudyArousal> row)
    {
        _observed.Add(row.Window, row.Window.ObservedSeconds);
        _reasons.Add(row.Figures.It.Withheld);
        if (row.Figures.It.Arousal is not { } block)
            return;
        // The same contacts may be in every block: more than the fullest one had nobody can vouch for.
        _contributors = Math.Max(_contributors, block.Contributors);
        _seconds += block.ObservedSeconds;
        _responseSeconds += block.ScrPerMinute * block.ObservedSeconds;
        _abstained += block.AbstainedShare * block.ObservedSeconds;
        if (block.SclMedianMicrosiemens is { } level)
        {
            _levelled += block.Contributors;
            _levels += level * block.Contributors;
        }
        if (block.Estimate is { } estimate)
            Add(estimate);
    }

    public ArousalSummary Summarise(string zone, string name) => new()
    {
        Zone = zone, Name = name, ObservedSeconds = Figures.Round(_observed.Seconds), Arousal = Range, Withheld = Withheld,
    };

    public ArousalPoint Point(DateTimeOffset start) => new(start, Figures.Round(_observed.Seconds), Range, Withheld);

    private void Add(ArousalEstimate estimate)
    {
        _scored += estimate.Contributors;
        _mostScored = Math.Max(_mostScored, estimate.Contributors);
        _mean += estimate.Contributors * estimate.Mean;
        _below += estimate.Contributors * (estimate.Mean - estimate.Low);
        _above += estimate.Contributors * (estimate.High - estimate.Mean);
        _elevated += estimate.Contributors * estimate.ElevatedShare;
    }

    private ArousalRange? Range => _contributors == 0 ? null : new ArousalRange(
        _contributors, Figures.Round(_seconds), _levelled == 0 ? null : Figures.Round(_levels / _levelled), PerSecond(_responseSeconds), PerSecond(_abstained), Mean);

    private ArousalMean? Mean => _scored == 0 ? null : new ArousalMean(
        _mostScored, Figures.Round(_mean / _scored), Figures.Round((_mean - _below) / _scored), Figures.Round((_mean + _above) / _scored), Figures.Round(_elevated / _scored));

    private string? Withheld => _scored > 0 ? null : _contributors > 0 ? "unscored" : _reasons.Strongest;

    // A block's seconds may be rounded to nothing.
    private double PerSecond(double sum) => _seconds > 0 ? Figures.Round(sum / _seconds) : 0;
}
