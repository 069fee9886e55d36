namespace StoreSensing.Evaluation.Metrics;

/// <summary>One frame made ready for scoring.</summary>
/// <param name="Truth">Indices of the ground truth's ids, 0..; one a box.</param>
/// <param name="Tracks">Indices of the tracker's ids, 0..; one a box.</param>
/// <param name="Similarity">IoU, truth × tracks.</param>
public sealed record ScoredFrame(int[] Truth, int[] Tracks, double[,] Similarity);

/// <summary>A sequence made ready for scoring.</summary>
/// <param name="Frames">Its frames.</param>
/// <param name="TruthIds">Number of ids in the ground truth.</param>
/// <param name="TrackIds">Number of ids of the tracker.</param>
public sealed record ScoredSequence(IReadOnlyList<ScoredFrame> Frames, int TruthIds, int TrackIds);
