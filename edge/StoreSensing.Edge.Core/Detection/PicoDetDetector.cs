using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>
/// People by the heads of PicoDet: at strides 8, 16, 32 and 64 a map of class scores and a map of four distances, each told as a distribution over
/// 0..7 strides.
/// </summary>
/// <remarks>
/// Yu et al., "PP-PicoDet" (2021); the distances are those of Li et al., "Generalized Focal Loss" (NeurIPS 2020), equation 6: the expectation of a
/// softmax over the bins. Cell centres as in PaddleDetection's <c>ppdet/modeling/heads/pico_head.py</c>: ((column + 0.5) · stride, (row + 0.5) · stride).
/// </remarks>
public sealed class PicoDetDetector : IDetector
{
    private const int Levels = 4;
    private const int FinestStride = 8;
    private const int Bins = 8;
    private const int PersonClass = 0; // of COCO's
    private const float OverlapLimit = 0.5f;
    private static readonly InputColours Colours = InputColours.Normalised(reversed: true, [123.675f, 116.28f, 103.53f], [58.395f, 57.12f, 57.375f]);
    // Every person fires in a dozen cells, so that before suppression there are many more than people.
    private readonly Detection[] _candidates = new Detection[1024];
    private readonly IInferenceSession _session;
    private readonly Letterbox _letterbox;
    private readonly float _threshold;
    private readonly int _classes;

    /// <summary>Takes an open session; the session stays the caller's.</summary>
    /// <param name="session">The model: BGR, normalised; four outputs with scores and four with distributions, finest first.</param>
    /// <param name="pictureWidth">Columns of the pictures that will come.</param>
    /// <param name="pictureHeight">Rows of the pictures that will come.</param>
    /// <param name="threshold">Least score, 0..1.</param>
    public PicoDetDetector(IInferenceSession session, int pictureWidth, int pictureHeight, float threshold = 0.2f)
    {
        var shape = session.Inputs[0].Shape;
        if (shape.Count != 4 || shape[1] != 3 || shape[2] <= 0 || shape[3] <= 0)
            throw new InferenceException($"input {session.Inputs[0].Name} is [{string.Join(", ", shape)}], not [1, 3, H, W]");
        _letterbox = new Letterbox(pictureWidth, pictureHeight, (int)shape[3], (int)shape[2]);
        _classes = session.Outputs[0].Shape is { Count: > 0 } scores ? (int)scores[^1] : 0;
        for (var level = 0; level < Levels; level++)
        {
            var (columns, rows) = Grid(level);
            TensorCheck.Require(session, level, (long)_classes * columns * rows);
            TensorCheck.Require(session, Levels + level, 4L * Bins * columns * rows);
        }
        _session = session;
        _threshold = threshold;
    }

    /// <inheritdoc/>
    public int Capacity => 200;

    /// <inheritdoc/>
    public int Detect(Frame frame, Span<Detection> into)
    {
        _letterbox.Fill(frame, _session.Input(0), Colours);
        _session.RunAndClear();
        var found = new Candidates<Detection>(_candidates);
        for (var level = 0; level < Levels; level++)
            Decode(level, ref found);
        var count = Math.Min(NonMaximumSuppression.Apply(_candidates.AsSpan(0, found.Count), OverlapLimit), Capacity);
        _candidates.AsSpan(0, count).CopyTo(into);
        return count;
    }

    private (int Columns, int Rows) Grid(int level)
    {
        var stride = FinestStride << level;
        return ((_letterbox.Width + stride - 1) / stride, (_letterbox.Height + stride - 1) / stride);
    }

    private void Decode(int level, ref Candidates<Detection> found)
    {
        var scores = _session.Output(level);
        var distances = _session.Output(Levels + level);
        var (columns, rows) = Grid(level);
        var stride = FinestStride << level;
        for (var cell = 0; cell < columns * rows; cell++)
        {
            var score = scores[(cell * _classes) + PersonClass];
            if (!(score >= _threshold))
                continue;
            var x = ((cell % columns) + 0.5f) * stride;
            var y = ((cell / columns) + 0.5f) * stride;
            var sides = distances.Slice(cell * 4 * Bins, 4 * Bins);
            var box = _letterbox.ToPicture(
                x - (Expectation(sides) * stride),
                y - (Expectation(sides[Bins..]) * stride),
                x + (Expectation(sides[(2 * Bins)..]) * stride),
                y + (Expectation(sides[(3 * Bins)..]) * stride));
            found.Add(new Detection(box, score));
        }
    }

    private static float Expectation(ReadOnlySpan<float> bins)
    {
        var highest = float.NegativeInfinity;
        for (var i = 0; i < Bins; i++)
            highest = MathF.Max(highest, bins[i]);
        float sum = 0, weighted = 0;
        for (var i = 0; i < Bins; i++)
        {
            var share = MathF.Exp(bins[i] - highest);
            sum += share;
            weighted += share * i;
        }
        return weighted / sum;
    }
}
