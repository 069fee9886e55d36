using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Faces, without points, by UltraFace (320 × 240 or 640 × 480, to which the picture is stretched).</summary>
/// <remarks>
/// github.com/Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB: boxes come out of the graph already decoded, as (x1, y1, x2, y2) in 0..1 of the
/// input; 3, 2, 2 and 3 priors in each cell of strides 8, 16, 32 and 64 (<c>vision/ssd/config/fd_config.py</c>).
/// </remarks>
public sealed class UltraFaceDetector : IFaceDetector
{
    private const float OverlapLimit = 0.3f;
    private static readonly InputColours _colours = InputColours.Uniform(1 / 128f, -127 / 128f);
    private readonly FaceBuffer _buffer = new(room: 2048, OverlapLimit);
    private readonly IInferenceSession _session;
    private readonly RegionInput _input;
    private readonly float _threshold;

    /// <summary>Takes a session opened for [1, 3, H, W]; the session stays the caller's.</summary>
    /// <param name="session">The model: RGB, (x − 127) / 128, in; scores (background, face) and boxes out.</param>
    /// <param name="threshold">Least score, 0..1.</param>
    public UltraFaceDetector(IInferenceSession session, float threshold = 0.7f)
    {
        var size = TensorCheck.Picture(session, stride: 1);
        var priors = Priors(size);
        TensorCheck.Require(session, 0, 2 * priors);
        TensorCheck.Require(session, 1, 4 * priors);
        _session = session;
        _threshold = threshold;
        _input = new RegionInput(size.Width, size.Height, stretch: true);
    }

    /// <inheritdoc/>
    public int Capacity => 300;

    /// <inheritdoc/>
    public int Detect(Frame frame, Span<Detection.Detection> into) => _buffer.Finish(Find(frame, PixelRectangle.Whole(frame)), Capacity, into);

    /// <inheritdoc/>
    public int DetectFaces(Frame frame, Span<FaceDetection> into) => DetectFaces(frame, PixelRectangle.Whole(frame), into);

    /// <inheritdoc/>
    public int DetectFaces(Frame frame, in PixelRectangle region, Span<FaceDetection> into) => _buffer.Finish(Find(frame, region), Capacity, into);

    private static long Priors(InputSize size)
    {
        ReadOnlySpan<(int Stride, int PerCell)> levels = [(8, 3), (16, 2), (32, 2), (64, 3)];
        long priors = 0;
        foreach (var (stride, perCell) in levels)
            priors += (long)((size.Width + stride - 1) / stride) * ((size.Height + stride - 1) / stride) * perCell;
        return priors;
    }

    private Candidates<FaceDetection> Find(Frame frame, in PixelRectangle region)
    {
        _input.Fill(frame, region, _session.Input(0), _colours);
        _session.RunAndClear();
        var scores = _session.Output(0);
        var boxes = _session.Output(1);
        var found = _buffer.Start();
        for (var i = 0; i < scores.Length / 2; i++)
        {
            var score = scores[(2 * i) + 1];
            if (!(score >= _threshold))
                continue;
            var box = boxes.Slice(4 * i, 4);
            found.Add(new FaceDetection(_input.ToPicture(box[0] * _input.Width, box[1] * _input.Height, box[2] * _input.Width, box[3] * _input.Height), score, null));
        }
        return found;
    }
}
