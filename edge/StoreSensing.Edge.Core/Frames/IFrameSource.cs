namespace StoreSensing.Edge.Core.Frames;

/// <summary>A camera or a recording.</summary>
public interface IFrameSource
{
    /// <summary>
    /// Streams frames into <paramref name="into"/> until a recording ends or the token is cancelled; a live source restarts itself
    /// with backoff. Completes the buffer before it returns. One call per source.
    /// </summary>
    /// <exception cref="FrameSourceException">The source can't work at all (no such file, not a video, unknown device).</exception>
    Task RunAsync(LatestFrameBuffer into, CancellationToken cancellation);

    /// <summary>The state now; safe from any thread.</summary>
    FrameSourceStatus Status { get; }

    /// <summary>True when pictures come at a pace of their own (a camera, a recording in real time), false when they come as fast as they are taken.</summary>
    bool IsPaced { get; }
}

/// <summary>What a source is doing.</summary>
public enum FrameSourceState
{
    /// <summary>Opened, no frame yet.</summary>
    Starting,

    /// <summary>Frames arrive.</summary>
    Streaming,

    /// <summary>No frame for longer than the stall limit.</summary>
    Stalled,

    /// <summary>Failed; waiting to try again.</summary>
    Restarting,

    /// <summary>A recording came to its end.</summary>
    Ended,

    /// <summary>Given up.</summary>
    Failed,
}

/// <summary>A snapshot of a source's state.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="FramesRead">Whole frames read since the start.</param>
/// <param name="Restarts">Times the stream was started again after a fault.</param>
/// <param name="Fault">The last fault in a sentence, or null.</param>
public readonly record struct FrameSourceStatus(FrameSourceState State, long FramesRead, int Restarts, string? Fault);

/// <summary>A source that can't work, in one sentence that names it.</summary>
public sealed class FrameSourceException(string message) : Exception(message);
