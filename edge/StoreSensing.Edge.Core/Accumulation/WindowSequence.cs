using StoreSensing.Contracts.Time;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>
/// Cuts a source's monotonic time into windows labelled in UTC. Every instant belongs to exactly one window whatever the wall clock does:
/// after a step the running window ends on time and the next takes the new label, so nothing is counted twice or lost.
/// </summary>
/// <param name="windowSeconds">Length of a window.</param>
/// <param name="lag">How long after its end something may still be added to a window.</param>
/// <param name="observationGap">A pause between two frames (or readings) longer than this was not observed: nothing is counted over it either.</param>
/// <param name="make">Makes a window to be reused.</param>
internal sealed class WindowSequence<TWindow>(int windowSeconds, TimeSpan lag, TimeSpan observationGap, Func<TWindow> make)
    where TWindow : class, IOpenWindow
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(0.5);
    private readonly Queue<TWindow> _pending = new();
    // One fills, one waits out the lag, one is spare: opening a window while frames come allocates nothing.
    private readonly Stack<TWindow> _free = new([make(), make(), make()]);
    private TWindow? _newest;
    private TimeSpan? _lastFrame;

    /// <summary>True once a frame has opened a window.</summary>
    public bool IsOpen => _newest is not null || _pending.Count > 0;

    /// <summary>The windows that something may still be added to, oldest first.</summary>
    public IReadOnlyCollection<TWindow> Open => _pending;

    /// <summary>The window that an instant belongs to; the oldest still open one for instants before it.</summary>
    public TWindow At(TimeSpan elapsed)
    {
        foreach (var window in _pending)
            if (elapsed < window.To)
                return window;
        return _newest ?? throw new InvalidOperationException("no frame has opened a window yet");
    }

    /// <summary>Moves to a frame's time: opens what windows are needed and counts the time since the last frame as observed.</summary>
    public void Observe(FrameTime now)
    {
        Advance(now);
        if (_lastFrame is { } last && now.Elapsed > last && now.Elapsed - last <= observationGap)
            foreach (var window in _pending)
                window.ObservedSeconds += Overlap(last, now.Elapsed, window).TotalSeconds;
        if (!(now.Elapsed <= _lastFrame))
            _lastFrame = now.Elapsed;
    }

    /// <summary>Moves on without a frame.</summary>
    public void Advance(FrameTime now)
    {
        if (_newest is null)
            Begin(TimeWindow.Holding(now.Utc, windowSeconds), now.Elapsed, now);
        while (now.Elapsed >= _newest!.To)
        {
            var end = _newest.To;
            if (now.Elapsed - end > TimeSpan.FromSeconds(2 * windowSeconds))
            {
                Begin(TimeWindow.Holding(now.Utc, windowSeconds), now.Elapsed, now);
                return;
            }
            var utcAtEnd = now.Utc - (now.Elapsed - end);
            var next = _newest.Window.Next;
            var stepped = (utcAtEnd - next.Start).Duration() > ClockTolerance;
            Begin(stepped ? TimeWindow.Holding(utcAtEnd, windowSeconds) : next, end, now);
        }
    }

    /// <summary>Forgets the time, after every window was closed: the next frame may be earlier.</summary>
    public void Restart() => (_newest, _lastFrame) = (null, null);

    /// <summary>The oldest window, once nothing can be added to it any more; null before. Give it back with <see cref="Recycle"/>.</summary>
    public TWindow? Close(TimeSpan now, bool final) =>
        _pending.TryPeek(out var oldest) && (final || now >= oldest.To + lag) ? _pending.Dequeue() : null;

    /// <summary>Takes a closed window back for later use.</summary>
    public void Recycle(TWindow window)
    {
        if (ReferenceEquals(window, _newest))
            _newest = null;
        _free.Push(window);
    }

    private void Begin(TimeWindow window, TimeSpan from, FrameTime now)
    {
        var utcAtFrom = now.Utc - (now.Elapsed - from);
        if (!_free.TryPop(out var opened))
            opened = make();
        opened.Open(window, from, from + (window.End - utcAtFrom));
        _pending.Enqueue(opened);
        _newest = opened;
    }

    private static TimeSpan Overlap(TimeSpan from, TimeSpan to, TWindow window)
    {
        var start = from > window.From ? from : window.From;
        var end = to < window.To ? to : window.To;
        return end > start ? end - start : TimeSpan.Zero;
    }
}
