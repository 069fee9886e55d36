namespace StoreSensing.Evaluation.Metrics;

/// <summary>Higher Order Tracking Accuracy; sums that can be added up over sequences.</summary>
/// <remarks>Luiten et al., "HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking", IJCV 129 (2021); as in TrackEval's hota.py.</remarks>
public sealed class Hota
{
    private const int Alphas = 19; // 0.05, 0.10 … 0.95
    private readonly double[] _tp = new double[Alphas];
    private readonly double[] _fn = new double[Alphas];
    private readonly double[] _fp = new double[Alphas];
    private readonly double[] _association = new double[Alphas]; // Σ over true positives of their association's IoU

    /// <summary>HOTA, percent.</summary>
    public double Score => Mean(a => Math.Sqrt(Detection(a) * Association(a)));

    /// <summary>Detection accuracy, percent.</summary>
    public double DetA => Mean(Detection);

    /// <summary>Association accuracy, percent.</summary>
    public double AssA => Mean(Association);

    /// <summary>Adds a sequence.</summary>
    public void Add(ScoredSequence sequence)
    {
        var alignment = Alignment(sequence, out var truthCount, out var trackCount);
        var matches = Enumerable.Range(0, Alphas).Select(_ => new Dictionary<(int Truth, int Track), int>()).ToArray();
        foreach (var frame in sequence.Frames)
            Match(frame, alignment, matches);
        for (var a = 0; a < Alphas; a++)
            foreach (var ((truth, track), count) in matches[a])
                _association[a] += (double)count * count / Math.Max(1, truthCount[truth] + trackCount[track] - count);
    }

    private void Match(ScoredFrame frame, double[,] alignment, Dictionary<(int Truth, int Track), int>[] matches)
    {
        var (truths, tracks) = (frame.Truth.Length, frame.Tracks.Length);
        var assigned = Array.Empty<int>();
        if (truths > 0 && tracks > 0)
        {
            var score = new double[truths, tracks];
            for (var i = 0; i < truths; i++)
                for (var j = 0; j < tracks; j++)
                    score[i, j] = alignment[frame.Truth[i], frame.Tracks[j]] * frame.Similarity[i, j];
            assigned = LinearAssignment.Maximise(score);
        }
        for (var a = 0; a < Alphas; a++)
        {
            var alpha = 0.05 * (a + 1);
            var matched = 0;
            for (var i = 0; i < assigned.Length; i++)
            {
                if (assigned[i] < 0 || frame.Similarity[i, assigned[i]] < alpha - 1e-12)
                    continue;
                matched++;
                var pair = (frame.Truth[i], frame.Tracks[assigned[i]]);
                matches[a][pair] = matches[a].GetValueOrDefault(pair) + 1;
            }
            _tp[a] += matched;
            _fn[a] += truths - matched;
            _fp[a] += tracks - matched;
        }
    }

    // How well each truth fits each track over the whole sequence: a soft intersection over union of their boxes.
    private static double[,] Alignment(ScoredSequence sequence, out int[] truthCount, out int[] trackCount)
    {
        var potential = new double[sequence.TruthIds, sequence.TrackIds];
        (truthCount, trackCount) = (new int[sequence.TruthIds], new int[sequence.TrackIds]);
        foreach (var frame in sequence.Frames)
        {
            var (truths, tracks) = (frame.Truth.Length, frame.Tracks.Length);
            var byTruth = Enumerable.Range(0, truths).Select(i => Enumerable.Range(0, tracks).Sum(j => frame.Similarity[i, j])).ToArray();
            var byTrack = Enumerable.Range(0, tracks).Select(j => Enumerable.Range(0, truths).Sum(i => frame.Similarity[i, j])).ToArray();
            for (var i = 0; i < truths; i++)
                for (var j = 0; j < tracks; j++)
                    if (byTruth[i] + byTrack[j] - frame.Similarity[i, j] is var union and > 1e-12)
                        potential[frame.Truth[i], frame.Tracks[j]] += frame.Similarity[i, j] / union;
            foreach (var id in frame.Truth)
                truthCount[id]++;
            foreach (var id in frame.Tracks)
                trackCount[id]++;
        }
        for (var i = 0; i < sequence.TruthIds; i++)
            for (var j = 0; j < sequence.TrackIds; j++)
                potential[i, j] /= Math.Max(1e-12, truthCount[i] + trackCount[j] - potential[i, j]);
        return potential;
    }

    private double Detection(int a) => _tp[a] / Math.Max(1, _tp[a] + _fn[a] + _fp[a]);

    private double Association(int a) => _association[a] / Math.Max(1, _tp[a]);

    private static double Mean(Func<int, double> value) => 100 * Enumerable.Range(0, Alphas).Average(value);
}
