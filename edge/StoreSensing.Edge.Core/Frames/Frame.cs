namespace StoreSensing.Edge.Core.Frames;

/// <summary>
/// When a frame was taken. <see cref="Utc"/> places it in a window; <see cref="Elapsed"/> is monotonic since the source started and is the
/// only thing that durations are measured with, so a clock step changes no dwell.
/// </summary>
/// <param name="Utc">Wall time, UTC.</param>
/// <param name="Elapsed">Monotonic time of the source; stream time for files.</param>
public readonly record struct FrameTime(DateTimeOffset Utc, TimeSpan Elapsed);

/// <summary>
/// One picture in pooled memory: packed RGB, 8 bits a channel, rows top to bottom without padding.
/// Whoever holds it disposes it, once; then its pixels are cleared and its memory goes back to the pool.
/// </summary>
public sealed class Frame : IDisposable
{
    private readonly FramePool _pool;
    private readonly byte[] _pixels;

    internal Frame(FramePool pool, int width, int height)
    {
        _pool = pool;
        Width = width;
        Height = height;
        _pixels = GC.AllocateUninitializedArray<byte>(width * height * 3, pinned: true);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>When the picture was taken; set by the source.</summary>
    public FrameTime Time { get; set; }

    /// <summary>Width × height × 3 bytes, RGBRGB….</summary>
    public Span<byte> Pixels => _pixels;

    /// <summary>The same bytes for asynchronous reads from a pipe.</summary>
    public Memory<byte> Memory => _pixels;

    /// <summary>Clears the pixels and gives the memory back.</summary>
    public void Dispose()
    {
        _pixels.AsSpan().Clear();
        _pool.Return(this);
    }
}

/// <summary>Frames of one size, reused for ever. Thread-safe. Pictures live here and nowhere else.</summary>
/// <param name="width">Columns of every frame.</param>
/// <param name="height">Rows of every frame.</param>
public sealed class FramePool(int width, int height)
{
    private readonly Stack<Frame> _free = new();

    /// <summary>Columns of every frame.</summary>
    public int Width => width;

    /// <summary>Rows of every frame.</summary>
    public int Height => height;

    /// <summary>Frames made so far; stays at the number in use at once.</summary>
    public int Allocated { get; private set; }

    /// <summary>Lends a black frame. Dispose it to give it back.</summary>
    public Frame Rent()
    {
        lock (_free)
        {
            if (_free.TryPop(out var frame))
                return frame;
            Allocated++;
        }
        return new Frame(this, width, height);
    }

    internal void Return(Frame frame)
    {
        lock (_free)
            _free.Push(frame);
    }
}
