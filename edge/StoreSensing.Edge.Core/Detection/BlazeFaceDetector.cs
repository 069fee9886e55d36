using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>Faces by <c>blazeface</c> (256×256), in a whole picture or in a part of it.</summary>
/// <remarks>
/// Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs" (2019). Anchors: 2 in each cell of 16×16, then 6 in
/// each cell of 8×8, centred in the cell. Box regressors are the centre's offset from the anchor, then width and height, in input pixels;
/// scores are logits, clipped to ±100.
/// </remarks>
public sealed class BlazeFaceDetector : IDetector
{
    private const int Side = 256;
    private const int Regressors = 16;
    private const int FineAnchors = 16 * 16 * 2;
    private const int CoarseAnchors = 8 * 8 * 6;
    private const float OverlapLimit = 0.3f;
    private readonly PictureRegion _region = new(Side);
    private readonly IInferenceSession _session;
    private readonly float _threshold;

    /// <summary>Takes a session opened for [1, 3, 256, 256]; the session stays the caller's.</summary>
    /// <param name="session">The model: RGB/127.5 − 1 in; logits and regressors of both grids out.</param>
    /// <param name="threshold">Least score, 0..1.</param>
    public BlazeFaceDetector(IInferenceSession session, float threshold = 0.6f)
    {
        _session = session;
        _threshold = threshold;
        TensorCheck.Require(session, 0, FineAnchors);
        TensorCheck.Require(session, 1, CoarseAnchors);
        TensorCheck.Require(session, 2, FineAnchors * Regressors);
        TensorCheck.Require(session, 3, CoarseAnchors * Regressors);
    }

    /// <inheritdoc/>
    public int Capacity => 100;

    /// <inheritdoc/>
    public int Detect(Frame frame, Span<Detection> into) => Detect(frame, PixelRectangle.Square(frame), into);

    /// <summary>As <see cref="Detect(Frame, Span{Detection})"/>, looking only at <paramref name="region"/>; boxes are of the whole picture.</summary>
    public int Detect(Frame frame, in PixelRectangle region, Span<Detection> into)
    {
        _region.FillRgb(frame, region, _session.Input(0), 1 / 127.5f, -1);
        _session.Run();
        var found = new Candidates(into[..Capacity]);
        Decode(_session.Output(0), _session.Output(2), grid: 16, perCell: 2, frame, region, ref found);
        Decode(_session.Output(1), _session.Output(3), grid: 8, perCell: 6, frame, region, ref found);
        return NonMaximumSuppression.Apply(into[..found.Count], OverlapLimit);
    }

    /// <summary>Makes room for pictures of this one's size.</summary>
    public void Prepare(Frame frame) => _region.Prepare(frame);

    private void Decode(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> boxes, int grid, int perCell, Frame frame, in PixelRectangle region, ref Candidates found)
    {
        var scaleX = region.Width / Side;
        var scaleY = region.Height / Side;
        for (var i = 0; i < logits.Length; i++)
        {
            var score = 1 / (1 + MathF.Exp(-Math.Clamp(logits[i], -100, 100)));
            if (!(score >= _threshold))
                continue;
            var cell = i / perCell;
            var anchorX = ((cell % grid) + 0.5f) * Side / grid;
            var anchorY = ((cell / grid) + 0.5f) * Side / grid;
            var regressors = boxes.Slice(i * Regressors, 4);
            var x = region.Left + ((anchorX + regressors[0]) * scaleX);
            var y = region.Top + ((anchorY + regressors[1]) * scaleY);
            var halfWidth = regressors[2] * scaleX / 2;
            var halfHeight = regressors[3] * scaleY / 2;
            var box = new Box((x - halfWidth) / frame.Width, (y - halfHeight) / frame.Height, (x + halfWidth) / frame.Width, (y + halfHeight) / frame.Height);
            found.Add(box, score);
        }
    }
}
