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
/// </summary>
public sealed class LatestFrameBuffer(WhenFull whenFull) : IDisposable
{
    private const int Capacity = 2;
    private readonly Queue<Frame> _frames = new(Capacity);
    private readonly SemaphoreSlim _filled = new(0);
    private readonly SemaphoreSlim _room = new(Capacity, Capacity);
    private bool _completed;

    /// <summary>Frames dropped because the reader was busy.</summary>
    public long Dropped { get; private set; }

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
        Frame? dropped = null;
        lock (_frames)
        {
            if (_frames.Count == Capacity)
            {
                dropped = _frames.Dequeue();
                Dropped++;
            }
            _frames.Enqueue(frame);
        }
        dropped?.Dispose();
        if (dropped is null)
            _filled.Release();
    }

    /// <summary>Says that no more frames will come.</summary>
    public void Complete()
    {
        lock (_frames)
            _completed = true;
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
        lock (_frames)
        {
            if (_frames.TryDequeue(out var frame))
            {
                if (whenFull == WhenFull.Wait)
                    _room.Release();
                return frame;
            }
        }
        if (_completed)
            _filled.Release(); // the end stays readable
        return null;
    }

    /// <summary>Frees the frames that nobody read.</summary>
    public void Dispose()
    {
        lock (_frames)
            while (_frames.TryDequeue(out var frame))
                frame.Dispose();
        _filled.Dispose();
        _room.Dispose();
    }
}
