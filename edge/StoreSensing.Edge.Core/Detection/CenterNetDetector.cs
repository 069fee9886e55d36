using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>
/// People by the heads of <c>centernet</c>: a map of person centres and a map of distances to the four sides, both at stride 4.
/// </summary>
/// <remarks>
/// Zhou, Wang and Krähenbühl, "Objects as Points" (2019), section 4: a peak is a cell that equals the maximum of its 3×3 neighbourhood.
/// Here a box is (4c − wh0, 4r − wh1, 4c + wh2, 4r + wh3), without a half-cell offset.
/// </remarks>
public sealed class CenterNetDetector : IDetector
{
    /// <summary>Sides of the network's input are multiples of this.</summary>
    public const int Stride = 32;

    private const int Cell = 4;
    private const float OverlapLimit = 0.5f;
    private readonly IInferenceSession _session;
    private readonly Letterbox _letterbox;
    private readonly float _threshold;
    private readonly int _columns;
    private readonly int _rows;

    /// <summary>Takes a session opened for [1, 3, H, W]; the session stays the caller's.</summary>
    /// <param name="session">The model: RGB 0..255 in; <c>heat</c> and <c>wh</c> out.</param>
    /// <param name="pictureWidth">Columns of the pictures that will come.</param>
    /// <param name="pictureHeight">Rows of the pictures that will come.</param>
    /// <param name="threshold">Least score, 0..1.</param>
    public CenterNetDetector(IInferenceSession session, int pictureWidth, int pictureHeight, float threshold = 0.2f)
    {
        var shape = session.Inputs[0].Shape;
        if (shape.Count != 4 || shape[1] != 3 || shape[2] <= 0 || shape[3] <= 0 || shape[2] % Stride != 0 || shape[3] % Stride != 0)
            throw new InferenceException($"input {session.Inputs[0].Name} is [{string.Join(", ", shape)}], not [1, 3, H, W] with sides that are multiples of {Stride}");
        var plane = shape[2] / Cell * (shape[3] / Cell);
        TensorCheck.Require(session, 0, plane);
        TensorCheck.Require(session, 1, 4 * plane);
        _session = session;
        _threshold = threshold;
        _letterbox = new Letterbox(pictureWidth, pictureHeight, (int)shape[3], (int)shape[2]);
        _columns = (int)shape[3] / Cell;
        _rows = (int)shape[2] / Cell;
    }

    /// <inheritdoc/>
    public int Capacity => 200;

    /// <inheritdoc/>
    public int Detect(Frame frame, Span<Detection> into)
    {
        _letterbox.Fill(frame, _session.Input(0));
        _session.RunAndClear();
        var found = new Candidates<Detection>(into[..Capacity]);
        Decode(_session.Output(0), _session.Output(1), ref found);
        return NonMaximumSuppression.Apply(into[..found.Count], OverlapLimit);
    }

    private void Decode(ReadOnlySpan<float> heat, ReadOnlySpan<float> sides, ref Candidates<Detection> found)
    {
        var plane = _columns * _rows;
        for (var row = 0; row < _rows; row++)
        {
            for (var column = 0; column < _columns; column++)
            {
                var at = (row * _columns) + column;
                if (!(heat[at] >= _threshold) || !IsPeak(heat, row, column))
                    continue;
                var box = _letterbox.ToPicture(
                    (Cell * column) - sides[at],
                    (Cell * row) - sides[plane + at],
                    (Cell * column) + sides[(2 * plane) + at],
                    (Cell * row) + sides[(3 * plane) + at]);
                found.Add(new Detection(box, heat[at]));
            }
        }
    }

    private bool IsPeak(ReadOnlySpan<float> heat, int row, int column)
    {
        var value = heat[(row * _columns) + column];
        for (var r = Math.Max(0, row - 1); r <= Math.Min(_rows - 1, row + 1); r++)
            for (var c = Math.Max(0, column - 1); c <= Math.Min(_columns - 1, column + 1); c++)
                if (heat[(r * _columns) + c] > value)
                    return false;
        return true;
    }
}
