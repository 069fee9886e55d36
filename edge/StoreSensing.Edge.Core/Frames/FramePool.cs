namespace StoreSensing.Edge.Core.Frames;

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
                return frame.Lend();
            Allocated++;
        }
        return new Frame(this, width, height).Lend();
    }

    internal void Return(Frame frame)
    {
        lock (_free)
            _free.Push(frame);
    }
}
