using System.Numerics;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Faces with five points by YuNet, at any input size whose sides are multiples of 32.</summary>
/// <remarks>
/// Wu et al., "YuNet: A Tiny Millisecond-level Face Detector", Machine Intelligence Research 20 (2023). Heads at strides 8, 16 and 32, a cell
/// each: class, objectness, box (centre's offset from the cell in strides, logarithm of the sides in strides), points (offsets in strides). The
/// score is the geometric mean of class and objectness, as in OpenCV's <c>modules/objdetect/src/face_detect.cpp</c>.
/// </remarks>
public sealed class YuNetDetector : IFaceDetector
{
    /// <summary>Sides of the network's input are multiples of this.</summary>
    public const int Stride = 32;

    private const int Levels = 3;
    private const int FinestStride = 8;
    private const int PointValues = 10;
    private const float OverlapLimit = 0.3f;
    private static readonly InputColours _colours = InputColours.Uniform(1, 0) with { Reversed = true };
    private readonly FaceBuffer _buffer = new(room: 2048, OverlapLimit);
    private readonly IInferenceSession _session;
    private readonly RegionInput _input;
    private readonly float _threshold;

    /// <summary>Takes a session opened for [1, 3, H, W]; the session stays the caller's.</summary>
    /// <param name="session">The model: BGR 0..255 in; cls, obj, bbox and kps out, finest first each.</param>
    /// <param name="threshold">Least score, 0..1.</param>
    public YuNetDetector(IInferenceSession session, float threshold = 0.7f)
    {
        var size = TensorCheck.Picture(session, Stride);
        for (var level = 0; level < Levels; level++)
        {
            long cells = (size.Width / (FinestStride << level)) * (size.Height / (FinestStride << level));
            TensorCheck.Require(session, level, cells);
            TensorCheck.Require(session, Levels + level, cells);
            TensorCheck.Require(session, (2 * Levels) + level, 4 * cells);
            TensorCheck.Require(session, (3 * Levels) + level, PointValues * cells);
        }
        _session = session;
        _threshold = threshold;
        _input = new RegionInput(size.Width, size.Height, stretch: false);
    }

    /// <inheritdoc/>
    public int Capacity => 300;

    /// <inheritdoc/>
    public int Detect(Frame frame, Span<Detection.Detection> into) => _buffer.Finish(Find(frame, PixelRectangle.Whole(frame)), Capacity, into);

    /// <inheritdoc/>
    public int DetectFaces(Frame frame, Span<FaceDetection> into) => DetectFaces(frame, PixelRectangle.Whole(frame), into);

    /// <inheritdoc/>
    public int DetectFaces(Frame frame, in PixelRectangle region, Span<FaceDetection> into) => _buffer.Finish(Find(frame, region), Capacity, into);

    private Candidates<FaceDetection> Find(Frame frame, in PixelRectangle region)
    {
        _input.Fill(frame, region, _session.Input(0), _colours);
        _session.RunAndClear();
        var found = _buffer.Start();
        for (var level = 0; level < Levels; level++)
            Decode(level, ref found);
        return found;
    }

    private void Decode(int level, ref Candidates<FaceDetection> found)
    {
        var classes = _session.Output(level);
        var objects = _session.Output(Levels + level)[..classes.Length];
        var boxes = _session.Output((2 * Levels) + level);
        var points = _session.Output((3 * Levels) + level);
        var stride = FinestStride << level;
        var columns = _input.Width / stride;
        var least = _threshold * _threshold; // roots only of what is a face
        for (var cell = 0; cell < classes.Length; cell++)
        {
            var square = Math.Clamp(classes[cell], 0, 1) * Math.Clamp(objects[cell], 0, 1);
            if (!(square >= least))
                continue;
            var (row, column) = Math.DivRem(cell, columns);
            var box = boxes.Slice(4 * cell, 4);
            var (x, y) = ((column + box[0]) * stride, (row + box[1]) * stride);
            var (halfWidth, halfHeight) = (MathF.Exp(box[2]) * stride / 2, MathF.Exp(box[3]) * stride / 2);
            found.Add(new FaceDetection(
                _input.ToPicture(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight),
                MathF.Sqrt(square),
                Landmarks(points.Slice(PointValues * cell, PointValues), column, row, stride)));
        }
    }

    private FaceLandmarks? Landmarks(ReadOnlySpan<float> points, int column, int row, int stride)
    {
        foreach (var value in points)
            if (!float.IsFinite(value))
                return null;
        return new FaceLandmarks(Point(points), Point(points[2..]), Point(points[4..]), Point(points[6..]), Point(points[8..]));

        Vector2 Point(ReadOnlySpan<float> point) => _input.ToPicture((column + point[0]) * stride, (row + point[1]) * stride);
    }
}
