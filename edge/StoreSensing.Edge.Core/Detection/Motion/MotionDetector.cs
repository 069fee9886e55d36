using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection.Motion;

/// <summary>
/// Finds people without a model: what differs from the background, without shadows, in connected patches of a person's size. For the smallest
/// devices and for cameras that stay where they are. It reports whatever moves, people in a group as one, and people who stand still only
/// until they count as background.
/// </summary>
/// <remarks>Not thread-safe; one instance, one camera. Allocates when the picture's size changes and never otherwise.</remarks>
public sealed class MotionDetector(MotionOptions options) : IDetector
{
    private const int MostBlobs = 1024;

    // A longer pause is not a longer look: the background must not forget because frames stayed away.
    private const float LongestStep = 1;
    private readonly Blob[] _blobs = new Blob[MostBlobs];
    private SmallPicture? _picture;
    private BackgroundModel _background = null!;
    private MaskCleaner _mask = null!;
    private BlobLabeller _labeller = null!;
    private float[] _strength = [];
    private int _pictureWidth;
    private int _pictureHeight;
    private TimeSpan _last;
    private TimeSpan _reportFrom;

    /// <inheritdoc/>
    public int Capacity => 64;

    /// <summary>How often it has learned anew because the whole picture changed.</summary>
    public int Relearned { get; private set; }

    /// <inheritdoc/>
    public int Detect(Frame frame, Span<Detection> into)
    {
        var found = Find(frame, into);
        _picture!.Clear();
        return found;
    }

    private int Find(Frame frame, Span<Detection> into)
    {
        var now = frame.Time.Elapsed;
        var seconds = MathF.Min((float)(now - _last).TotalSeconds, LongestStep);
        var fresh = _picture is null || frame.Width != _pictureWidth || frame.Height != _pictureHeight;
        if (fresh)
            Prepare(frame.Width, frame.Height);
        _picture!.Fill(frame);
        if (fresh || seconds < 0)
            return Learn(now);
        _last = now;
        if (seconds == 0)
            return 0; // the same instant again says nothing new
        if (_background.Compare(_picture, seconds, _strength) > options.GlobalChange)
        {
            Relearned++;
            return Learn(now);
        }
        return now < _reportFrom ? 0 : Report(into);
    }

    private int Learn(TimeSpan now)
    {
        _background.Learn(_picture!);
        _last = now;
        _reportFrom = now + options.LearnFor;
        return 0;
    }

    private int Report(Span<Detection> into)
    {
        var picture = _picture!;
        _mask.Clean(_strength, votes: 5, radiusX: Math.Max(1, picture.Width / 256), radiusY: Math.Max(1, picture.Height / 96));
        var area = picture.Width * picture.Height;
        var count = _labeller.Label(_mask.Mask, _strength, (int)(options.SmallestArea * area * 0.1f), _blobs);
        count = BlobMerger.Merge(_blobs, count, options.LargestGap);
        var found = new Candidates<Detection>(into[..Math.Min(into.Length, Capacity)]);
        foreach (ref readonly var blob in _blobs.AsSpan(0, count))
        {
            var share = (float)blob.Width * blob.Height / area;
            if (share < options.SmallestArea || share > options.LargestArea || blob.Height < options.SmallestHeight * picture.Height)
                continue;
            var box = new Box(blob.Left * picture.ScaleX, blob.Top * picture.ScaleY, blob.Right * picture.ScaleX, blob.Bottom * picture.ScaleY);
            found.Add(new Detection(box, Score(blob)));
        }
        into[..found.Count].Sort(static (a, b) => b.Score.CompareTo(a.Score));
        return found.Count;
    }

    // Half for filling its box as a person does (about six tenths), half for standing out (three times the threshold and more).
    private static float Score(in Blob blob)
    {
        var fill = (float)blob.Pixels / (blob.Width * blob.Height);
        var contrast = blob.Strength / blob.Pixels;
        return (0.5f * MathF.Min(fill / 0.6f, 1)) + (0.5f * MathF.Min(contrast / 3, 1));
    }

    private void Prepare(int width, int height)
    {
        (_pictureWidth, _pictureHeight) = (width, height);
        _picture = new SmallPicture(width, height, options.WorkingWidth);
        _background = new BackgroundModel(_picture.Width * _picture.Height, options);
        _mask = new MaskCleaner(_picture.Width, _picture.Height);
        _labeller = new BlobLabeller(_picture.Width, _picture.Height);
        _strength = new float[_picture.Red.Length];
    }
}
