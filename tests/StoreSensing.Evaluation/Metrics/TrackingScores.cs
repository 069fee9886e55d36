using StoreSensing.Evaluation.Mot;

namespace StoreSensing.Evaluation.Metrics;

/// <summary>A tracker's scores over one sequence or several.</summary>
public sealed class TrackingScores
{
    /// <summary>HOTA and its parts.</summary>
    public Hota Hota { get; } = new();

    /// <summary>MOTA and its parts.</summary>
    public Clear Clear { get; } = new();

    /// <summary>IDF1.</summary>
    public Identity Identity { get; } = new();

    /// <summary>Adds a sequence's tracks; ids need only be unique within it.</summary>
    public TrackingScores Add(MotSequence sequence, IEnumerable<MotBox> tracks)
    {
        var prepared = Preparation.Prepare(sequence, tracks);
        Hota.Add(prepared);
        Clear.Add(prepared);
        Identity.Add(prepared);
        return this;
    }
}
