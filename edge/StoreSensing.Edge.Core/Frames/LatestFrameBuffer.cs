namespace StoreSensing.Edge.Core.Frames;

/// <summary>What a source does when the vision lane is slower than the pictures.</summary>
public enum WhenFull
{
    /// <summary>Drop the oldest waiting frame: live pictures.</summary>
    DropOldest,

    /// <summary>Wait for room: a recording that must be seen whole.</summary>
    Wait,
}

/// <summary>
/// Holds at most two frames between a camera and its vision lane. One writer, one reader; the buffer owns the frames it holds.
/// It may be disposed while either is still at work: frames that come later are freed at once, and both calls come back.
/// </summary>
public sealed class LatestFrameBuffer(WhenFull whenFull) : IDisposable
{
    private const int Capacity = 2;
    private readonly Queue<Frame> _frames = new(Capacity);
    private readonly SemaphoreSlim _filled = new(0);
    private readonly SemaphoreSlim _room = new(Capacity);
    private bool _completed;
    private bool _disposed;
    private long _dropped;

    /// <summary>Frames dropped because the reader was busy.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes the frame over. Waits for room or drops the oldest, as configured.</summary>
    public async ValueTask WriteAsync(Frame frame, CancellationToken cancellation)
    {
        if (whenFull == WhenFull.Wait)
        {
            try
            {
                await _room.WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                frame.Dispose();
                throw;
            }
        }
        var surplus = Enqueue(frame, out var refused);
        if (surplus is null)
            _filled.Release();
        else if (!refused)
            Interlocked.Increment(ref _dropped);
        surplus?.Dispose();
    }

    /// <summary>Says that no more frames will come.</summary>
    public void Complete()
    {
        lock (_frames)
        {
            if (_completed)
                return;
            _completed = true;
        }
        _filled.Release();
    }

    /// <summary>
    /// Waits for the next frame, which the caller then owns; null after <see cref="Complete"/>. Returns false from
    /// <paramref name="arrived"/> when <paramref name="patience"/> ran out first, so that a lane can keep its windows moving.
    /// </summary>
    public Frame? Read(TimeSpan patience, CancellationToken cancellation, out bool arrived)
    {
        arrived = _filled.Wait(patience, cancellation);
        if (!arrived)
            return null;
        Frame? frame;
        lock (_frames)
            _frames.TryDequeue(out frame);
        if (frame is null)
            _filled.Release(); // the end stays readable
        else if (whenFull == WhenFull.Wait)
            _room.Release();
        return frame;
    }

    /// <summary>Frees the frames that nobody read and lets a waiting writer and reader go.</summary>
    public void Dispose()
    {
        lock (_frames)
        {
            if (_disposed)
                return;
            _disposed = true;
            while (_frames.TryDequeue(out var frame))
                frame.Dispose();
        }
        // The semaphores are not disposed: they hold nothing of the system, and a writer or reader may still be inside them.
        Complete();
        _room.Release(Capacity);
    }

    private Frame? Enqueue(Frame frame, out bool refused)
    {
        lock (_frames)
        {
            refused = _completed || _disposed;
            if (refused)
                return frame;
            var oldest = _frames.Count == Capacity ? _frames.Dequeue() : null;
            _frames.Enqueue(frame);
            return oldest;
        }
    }
}
