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
    private int _lent;

    internal Frame(FramePool pool, int width, int height)
    {
        _pool = pool;
        Width = width;
        Height = height;
        _pixels = GC.AllocateArray<byte>(width * height * 3, pinned: true);
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

    /// <summary>Clears the pixels and gives the memory back. A second call does nothing: the picture may be somebody else's by then.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _lent, 0) == 0)
            return;
        _pixels.AsSpan().Clear();
        _pool.Return(this);
    }

    internal Frame Lend()
    {
        Time = default;
        Volatile.Write(ref _lent, 1);
        return this;
    }
}
