namespace StoreSensing.Edge.Core.Physiology.Readings;

/// <summary>A skin-conductance sensor or a recording of one.</summary>
public interface IReadingSource
{
    /// <summary>
    /// Hands readings to <paramref name="into"/>, one call at a time, in the order in which they were taken, until a recording ends or the token is
    /// cancelled. A live source that fails tries again with backoff and says so in <see cref="Status"/>. One call per source.
    /// </summary>
    /// <exception cref="ReadingSourceException">The source can't work at all (no such file or bus, not a recording, wrong address).</exception>
    Task RunAsync(IReadingSink into, CancellationToken cancellation);

    /// <summary>Readings per second that the source means to give; what really comes may be irregular.</summary>
    double NominalRate { get; }

    /// <summary>True when readings come at a pace of their own, false when they come as fast as they are taken.</summary>
    bool IsPaced { get; }

    /// <summary>The state now; safe from any thread.</summary>
    ReadingSourceStatus Status { get; }
}

/// <summary>What takes readings. Never blocks for long: it runs on the source's thread.</summary>
public interface IReadingSink
{
    /// <summary>Takes one reading.</summary>
    void Add(in SensorReading reading);
}

/// <summary>What a source is doing. It says nothing about whether somebody touches the electrodes.</summary>
public enum ReadingSourceState
{
    /// <summary>Opened, no reading yet.</summary>
    Starting,

    /// <summary>Readings arrive.</summary>
    Reading,

    /// <summary>No reading for longer than it should take, or reading fails; trying again.</summary>
    Stalled,

    /// <summary>A recording came to its end.</summary>
    Ended,

    /// <summary>Given up.</summary>
    Failed,
}

/// <summary>A snapshot of a source's state.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Readings">Readings handed on since the start.</param>
/// <param name="Restarts">Times it was opened again after a fault.</param>
/// <param name="Fault">The last fault in a sentence, or null.</param>
public readonly record struct ReadingSourceStatus(ReadingSourceState State, long Readings, int Restarts, string? Fault);

/// <summary>A source that can't work, in one sentence that names it.</summary>
public sealed class ReadingSourceException(string message) : Exception(message);
