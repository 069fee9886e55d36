using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Models.Evaluation;

/// <summary>How well boxes that were found agree with boxes that somebody drew, gathered over pictures.</summary>
/// <remarks>
/// Everingham et al., "The PASCAL Visual Object Classes Challenge", IJCV 88 (2010), section 4.2, with the all-point interpolation of the
/// development kit of 2010 and later: best score first, each found box belongs to the drawn box of its picture that it overlaps most; the first
/// that overlaps it by at least the IoU is right, every other one wrong. The area under precision over recall, precision made monotonic.
/// </remarks>
/// <param name="iou">Least overlap of a right box, 0..1.</param>
internal sealed class AveragePrecision(float iou = 0.5f)
{
    private readonly List<(float Score, bool Right)> _found = [];
    private readonly List<(LabelledBox Label, float Score)> _labels = [];

    /// <summary>Boxes drawn so far.</summary>
    public int Labels => _labels.Count;

    /// <summary>Adds a picture's boxes; a picture without any drawn box may be added too, whatever is found on it is wrong.</summary>
    public void Add(ReadOnlySpan<Detection> found, IReadOnlyList<LabelledBox> labels)
    {
        var sorted = found.ToArray();
        Array.Sort(sorted, static (a, b) => b.Score.CompareTo(a.Score));
        var scores = new float[labels.Count];
        Array.Fill(scores, float.NegativeInfinity);
        foreach (var candidate in sorted)
        {
            var (best, overlap) = (-1, 0f);
            for (var i = 0; i < labels.Count; i++)
                if (candidate.Box.Iou(labels[i].Box) is var share && share > overlap)
                    (best, overlap) = (i, share);
            var right = overlap >= iou && float.IsNegativeInfinity(scores[best]);
            if (right)
                scores[best] = candidate.Score;
            _found.Add((candidate.Score, right));
        }
        for (var i = 0; i < labels.Count; i++)
            _labels.Add((labels[i], scores[i]));
    }

    /// <summary>The average precision, 0..1; NaN without any drawn box.</summary>
    public double Value()
    {
        if (_labels.Count == 0)
            return double.NaN;
        var sorted = _found.OrderByDescending(f => f.Score).ToList();
        var precision = new double[sorted.Count];
        var right = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            right += sorted[i].Right ? 1 : 0;
            precision[i] = (double)right / (i + 1);
        }
        for (var i = sorted.Count - 2; i >= 0; i--)
            precision[i] = Math.Max(precision[i], precision[i + 1]);
        return sorted.Select((f, i) => f.Right ? precision[i] : 0).Sum() / _labels.Count;
    }

    /// <summary>Share of the found boxes that are right, of those with at least this score; NaN where there is none.</summary>
    public double Precision(float threshold)
    {
        var kept = _found.Where(f => f.Score >= threshold).ToList();
        return kept.Count == 0 ? double.NaN : (double)kept.Count(f => f.Right) / kept.Count;
    }

    /// <summary>Share of the drawn boxes that were found with at least this score; NaN where there is none.</summary>
    public double Recall(float threshold) => Recall(threshold, static _ => true);

    /// <summary>As <see cref="Recall(float)"/>, of some of the drawn boxes only.</summary>
    public double Recall(float threshold, Func<LabelledBox, bool> of)
    {
        var asked = _labels.Where(l => of(l.Label)).ToList();
        return asked.Count == 0 ? double.NaN : (double)asked.Count(l => l.Score >= threshold) / asked.Count;
    }
}
