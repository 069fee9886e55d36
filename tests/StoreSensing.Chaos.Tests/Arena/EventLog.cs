using System.Collections.Concurrent;

namespace StoreSensing.Chaos.Tests.Arena;

/// <summary>What happened, what was done to whom, and what should not have been in any log. Thread-safe.</summary>
internal sealed class EventLog(Action<string> tell)
{
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly ConcurrentQueue<string> _unexpected = new();
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Faults of the product: exceptions, ends that nobody asked for.</summary>
    public IReadOnlyCollection<string> Faults => _unexpected;

    /// <summary>What the suite did, and everything that programs logged, for who looks into a failure.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public void Did(string what)
    {
        var line = $"{TimeProvider.System.GetElapsedTime(_began).TotalSeconds,6:0.0} s  {what}";
        _lines.Enqueue(line);
        tell(line);
    }

    public void Line(string program, string line)
    {
        _lines.Enqueue($"{TimeProvider.System.GetElapsedTime(_began).TotalSeconds,6:0.0} s  [{program}] {line}");
        // A store that refuses a batch says so by a StoreException, in one line, and gets the batch again.
        var isFault = line.Contains("   at ", StringComparison.Ordinal) || line.Contains("Unhandled", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal)
            || (line.Contains("Exception", StringComparison.Ordinal) && !line.Contains("StoreException", StringComparison.Ordinal));
        if (isFault)
            Unexpected($"[{program}] {line}");
    }

    public void Unexpected(string what)
    {
        if (_unexpected.Count < 100)
            _unexpected.Enqueue(what);
    }
}
