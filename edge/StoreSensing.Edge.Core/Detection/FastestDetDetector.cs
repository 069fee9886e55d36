using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>People by FastestDet: one map at stride 16 with objectness, box and class shares; the picture is stretched to the input.</summary>
/// <remarks>
/// github.com/dog-qiuqiu/FastestDet, <c>example/onnx-runtime/runtime.py</c>: score = objectness^0.6 · class^0.4; a box's centre is
/// (column + tanh, row + tanh) cells, its sides are sigmoids of the whole picture.
/// </remarks>
public sealed class FastestDetDetector : IDetector
{
    private const int Stride = 16;
    private const int FirstClass = 5; // after objectness and the box; person is the first of COCO's classes
    private const float OverlapLimit = 0.45f;
    private static readonly InputColours _colours = InputColours.Uniform(1 / 255f, 0) with { Reversed = true };
    private readonly Detection[] _candidates = new Detection[1024];
    private readonly IInferenceSession _session;
    private readonly RegionInput _input;
    private readonly float _threshold;

    /// <summary>Takes an open session; the session stays the caller's.</summary>
    /// <param name="session">The model: BGR 0..1 in; [1, 5 + classes, H/16, W/16] out.</param>
    /// <param name="threshold">Least score, 0..1; at 0.5 it fires at much that is nobody.</param>
    public FastestDetDetector(IInferenceSession session, float threshold = 0.6f)
    {
        var size = TensorCheck.Picture(session, Stride);
        var classes = session.Outputs[0].Shape is { Count: 4 } shape ? shape[1] - FirstClass : 0;
        TensorCheck.Require(session, 0, (FirstClass + Math.Max(1, classes)) * (size.Width / Stride) * (size.Height / Stride));
        _session = session;
        _threshold = threshold;
        _input = new RegionInput(size.Width, size.Height, stretch: true);
    }

    /// <inheritdoc/>
    public int Capacity => 200;

    /// <inheritdoc/>
    public int Detect(Frame frame, Span<Detection> into)
    {
        _input.Fill(frame, PixelRectangle.Whole(frame), _session.Input(0), _colours);
        _session.RunAndClear();
        var found = new Candidates<Detection>(_candidates);
        Decode(_session.Output(0), ref found);
        var count = Math.Min(NonMaximumSuppression.Apply(_candidates.AsSpan(0, found.Count), OverlapLimit), Capacity);
        _candidates.AsSpan(0, count).CopyTo(into);
        return count;
    }

    private void Decode(ReadOnlySpan<float> map, ref Candidates<Detection> found)
    {
        var (columns, rows) = (_input.Width / Stride, _input.Height / Stride);
        var plane = columns * rows;
        for (var cell = 0; cell < plane; cell++)
        {
            // objectness^0.6 · class^0.4 is at most the larger of the two: most cells need no powers.
            var (objectness, person) = (map[cell], map[(FirstClass * plane) + cell]);
            if (!(MathF.Max(objectness, person) >= _threshold))
                continue;
            var score = MathF.Pow(objectness, 0.6f) * MathF.Pow(person, 0.4f);
            if (!(score >= _threshold))
                continue;
            var x = ((cell % columns) + MathF.Tanh(map[plane + cell])) * Stride;
            var y = ((cell / columns) + MathF.Tanh(map[(2 * plane) + cell])) * Stride;
            var halfWidth = Sigmoid(map[(3 * plane) + cell]) * _input.Width / 2;
            var halfHeight = Sigmoid(map[(4 * plane) + cell]) * _input.Height / 2;
            found.Add(new Detection(_input.ToPicture(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight), score));
        }
    }

    private static float Sigmoid(float value) => 1 / (1 + MathF.Exp(-value));
}
