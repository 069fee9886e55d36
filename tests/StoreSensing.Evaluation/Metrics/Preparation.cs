using StoreSensing.Evaluation.Mot;

namespace StoreSensing.Evaluation.Metrics;

/// <summary>Takes out what the benchmark does not score.</summary>
/// <remarks>
/// As TrackEval's MotChallenge2DBox: tracker boxes that match a distractor (IoU ≥ 0.5, optimal assignment) go, then ground truth that is marked 0 or
/// is no pedestrian. MOT15 has no classes: only rows marked 0 go.
/// </remarks>
public static class Preparation
{
    private const int Pedestrian = 1;
    private static readonly int[] Distractors = [2, 7, 8, 12]; // person on vehicle, static person, distractor, reflection

    /// <summary>Puts truth and a tracker's boxes together.</summary>
    public static ScoredSequence Prepare(MotSequence sequence, IEnumerable<MotBox> tracks)
    {
        var (truthIds, trackIds) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        var truth = sequence.ByFrame(sequence.Truth);
        var found = sequence.ByFrame(tracks);
        var frames = new List<ScoredFrame>(sequence.Length);
        for (var t = 0; t < sequence.Length; t++)
        {
            var keptTracks = sequence.HasClasses ? WithoutDistractors(truth[t], found[t]) : found[t];
            var keptTruth = truth[t].Where(b => b.Confidence != 0 && (!sequence.HasClasses || b.Class == Pedestrian)).ToList();
            frames.Add(new ScoredFrame(
                [.. keptTruth.Select(b => Index(truthIds, b.Id))], [.. keptTracks.Select(b => Index(trackIds, b.Id))], Similarity(keptTruth, keptTracks)));
        }
        return new ScoredSequence(frames, truthIds.Count, trackIds.Count);
    }

    private static IReadOnlyList<MotBox> WithoutDistractors(IReadOnlyList<MotBox> truth, IReadOnlyList<MotBox> tracks)
    {
        if (truth.Count == 0 || tracks.Count == 0)
            return tracks;
        var similarity = Similarity(truth, tracks);
        for (var i = 0; i < truth.Count; i++)
            for (var j = 0; j < tracks.Count; j++)
                if (similarity[i, j] < 0.5 - double.Epsilon)
                    similarity[i, j] = 0;
        var assigned = LinearAssignment.Maximise(similarity);
        var removed = Enumerable.Range(0, truth.Count)
            .Where(i => assigned[i] >= 0 && similarity[i, assigned[i]] > 0 && Distractors.Contains(truth[i].Class)).Select(i => assigned[i]).ToHashSet();
        return [.. tracks.Where((_, j) => !removed.Contains(j))];
    }

    private static double[,] Similarity(IReadOnlyList<MotBox> truth, IReadOnlyList<MotBox> tracks)
    {
        var similarity = new double[truth.Count, tracks.Count];
        for (var i = 0; i < truth.Count; i++)
            for (var j = 0; j < tracks.Count; j++)
                similarity[i, j] = truth[i].Iou(tracks[j]);
        return similarity;
    }

    private static int Index(Dictionary<int, int> known, int id)
    {
        if (!known.TryGetValue(id, out var index))
            known[id] = index = known.Count;
        return index;
    }
}
