using System.Numerics;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Faces by <c>blazeface</c> (256×256), in a whole picture or in a part of it.</summary>
/// <remarks>
/// Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs" (2019). Anchors: 2 in each cell of 16×16, then 6 in
/// each cell of 8×8, centred in the cell. Box regressors are the centre's offset from the anchor, then width and height, in input pixels, then
/// six points as offsets: right eye, left eye, nose, middle of the mouth, right ear, left ear; scores are logits, clipped to ±100.
/// </remarks>
public sealed class BlazeFaceDetector : IFaceDetector
{
    private const int Side = 256;
    private const int Regressors = 16;
    private const int FineAnchors = 16 * 16 * 2;
    private const int CoarseAnchors = 8 * 8 * 6;
    private const float OverlapLimit = 0.3f;
    private readonly FaceBuffer _buffer = new(FineAnchors + CoarseAnchors, OverlapLimit, vote: true);
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
    public int Detect(Frame frame, Span<Detection.Detection> into) => Detect(frame, PixelRectangle.Whole(frame), into);

    /// <summary>As <see cref="Detect(Frame, Span{Detection.Detection})"/>, looking only at <paramref name="region"/>; boxes are of the whole picture.</summary>
    public int Detect(Frame frame, in PixelRectangle region, Span<Detection.Detection> into) => _buffer.Finish(Find(frame, region), Capacity, into);

    /// <inheritdoc/>
    public int DetectFaces(Frame frame, Span<FaceDetection> into) => DetectFaces(frame, PixelRectangle.Whole(frame), into);

    /// <inheritdoc/>
    public int DetectFaces(Frame frame, in PixelRectangle region, Span<FaceDetection> into) => _buffer.Finish(Find(frame, region), Capacity, into);

    /// <summary>Makes room for pictures of this one's size.</summary>
    public void Prepare(Frame frame) => _region.Prepare(frame);

    private Candidates<FaceDetection> Find(Frame frame, in PixelRectangle region)
    {
        // What lies beside a region is better than black beside it.
        var side = Math.Max(region.Width, region.Height);
        var square = new PixelRectangle(region.Left, region.Top, side, side);
        _region.FillRgb(frame, square, _session.Input(0), 1 / 127.5f, -1);
        _session.RunAndClear();
        var found = _buffer.Start();
        Decode(_session.Output(0), _session.Output(2), grid: 16, perCell: 2, frame, square, ref found);
        Decode(_session.Output(1), _session.Output(3), grid: 8, perCell: 6, frame, square, ref found);
        return found;
    }

    private void Decode(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> boxes, int grid, int perCell, Frame frame, in PixelRectangle square, ref Candidates<FaceDetection> found)
    {
        var scale = square.Width / Side;
        var picture = new Vector2(frame.Width, frame.Height);
        for (var i = 0; i < logits.Length; i++)
        {
            var score = 1 / (1 + MathF.Exp(-Math.Clamp(logits[i], -100, 100)));
            if (!(score >= _threshold))
                continue;
            var (row, column) = Math.DivRem(i / perCell, grid);
            var anchor = (new Vector2(square.Left, square.Top) + (new Vector2(column + 0.5f, row + 0.5f) * (Side / grid * scale))) / picture;
            var regressors = boxes.Slice(i * Regressors, Regressors);
            var unit = new Vector2(scale) / picture; // of an input pixel, 0..1 of the picture
            var centre = anchor + (new Vector2(regressors[0], regressors[1]) * unit);
            var half = new Vector2(regressors[2], regressors[3]) * unit / 2;
            found.Add(new FaceDetection(new Box(centre.X - half.X, centre.Y - half.Y, centre.X + half.X, centre.Y + half.Y), score, null));
        }
    }
}
