namespace StoreSensing.Evaluation.Metrics;

/// <summary>Identity F1: how much of everybody's way one number covers; sums that can be added up over sequences.</summary>
/// <remarks>Ristani et al., "Performance Measures and a Data Set for Multi-Target, Multi-Camera Tracking", ECCV 2016 workshops; as in TrackEval's identity.py.</remarks>
public sealed class Identity
{
    private const double Threshold = 0.5;
    private double _truePositives;
    private double _falsePositives;
    private double _falseNegatives;

    /// <summary>IDF1, percent.</summary>
    public double Score => 100 * _truePositives / Math.Max(1, _truePositives + (0.5 * _falsePositives) + (0.5 * _falseNegatives));

    /// <summary>Adds a sequence.</summary>
    public void Add(ScoredSequence sequence)
    {
        var together = new double[sequence.TruthIds, sequence.TrackIds];
        foreach (var frame in sequence.Frames)
            for (var i = 0; i < frame.Truth.Length; i++)
                for (var j = 0; j < frame.Tracks.Length; j++)
                    together[frame.Truth[i], frame.Tracks[j]] += frame.Similarity[i, j] >= Threshold ? 1 : 0;
        var matched = 0.0;
        if (sequence.TruthIds > 0 && sequence.TrackIds > 0)
        {
            var assigned = LinearAssignment.Maximise(together);
            for (var i = 0; i < assigned.Length; i++)
                matched += assigned[i] >= 0 ? together[i, assigned[i]] : 0;
        }
        _truePositives += matched;
        _falseNegatives += sequence.Frames.Sum(f => f.Truth.Length) - matched;
        _falsePositives += sequence.Frames.Sum(f => f.Tracks.Length) - matched;
    }
}
