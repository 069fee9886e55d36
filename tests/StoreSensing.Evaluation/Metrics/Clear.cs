namespace StoreSensing.Evaluation.Metrics;

/// <summary>CLEAR MOT: accuracy, false positives and negatives, identity switches; sums that can be added up over sequences.</summary>
/// <remarks>Bernardin and Stiefelhagen, "Evaluating Multiple Object Tracking Performance", EURASIP JIVP 2008; as in TrackEval's clear.py.</remarks>
public sealed class Clear
{
    private const double Threshold = 0.5;

    /// <summary>True positives.</summary>
    public int TruePositives { get; private set; }

    /// <summary>Boxes of the tracker that match nobody.</summary>
    public int FalsePositives { get; private set; }

    /// <summary>People that were missed, one a frame.</summary>
    public int FalseNegatives { get; private set; }

    /// <summary>Times that somebody got another number (IDSW).</summary>
    public int IdentitySwitches { get; private set; }

    /// <summary>Multiple object tracking accuracy, percent.</summary>
    public double Mota => 100.0 * (TruePositives - FalsePositives - IdentitySwitches) / Math.Max(1, TruePositives + FalseNegatives);

    /// <summary>Adds a sequence.</summary>
    public void Add(ScoredSequence sequence)
    {
        var ever = Enumerable.Repeat(-1, sequence.TruthIds).ToArray(); // the track that last matched
        var before = Enumerable.Repeat(-1, sequence.TruthIds).ToArray(); // the track that matched in the frame before
        foreach (var frame in sequence.Frames)
        {
            var matched = 0;
            if (frame.Truth.Length > 0 && frame.Tracks.Length > 0)
                matched = Match(frame, ever, before);
            TruePositives += matched;
            FalseNegatives += frame.Truth.Length - matched;
            FalsePositives += frame.Tracks.Length - matched;
        }
    }

    private int Match(ScoredFrame frame, int[] ever, int[] before)
    {
        var score = new double[frame.Truth.Length, frame.Tracks.Length];
        for (var i = 0; i < frame.Truth.Length; i++)
            for (var j = 0; j < frame.Tracks.Length; j++)
                if (frame.Similarity[i, j] >= Threshold - 1e-12)
                    score[i, j] = frame.Similarity[i, j] + (before[frame.Truth[i]] == frame.Tracks[j] ? 1000 : 0); // who was matched stays matched
        var assigned = LinearAssignment.Maximise(score);
        Array.Fill(before, -1);
        var matched = 0;
        for (var i = 0; i < assigned.Length; i++)
        {
            if (assigned[i] < 0 || score[i, assigned[i]] <= 0)
                continue;
            var (truth, track) = (frame.Truth[i], frame.Tracks[assigned[i]]);
            IdentitySwitches += ever[truth] >= 0 && ever[truth] != track ? 1 : 0;
            ever[truth] = before[truth] = track;
            matched++;
        }
        return matched;
    }
}
