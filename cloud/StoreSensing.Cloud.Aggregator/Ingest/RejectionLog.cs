using StoreSensing.Cloud.Core.Ingest;

namespace StoreSensing.Cloud.Aggregator.Ingest;

/// <summary>Tells of refused messages without letting a broken device fill the log: a line every ten seconds at most. One thread at a time.</summary>
internal sealed class RejectionLog(ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private long? _lastLine;
    private int _untold;

    public void Note(IReadOnlyList<Rejection> rejected)
    {
        _untold += rejected.Count;
        if (rejected.Count == 0 || (_lastLine is { } last && time.GetElapsedTime(last) < Pause))
            return;
        logger.LogWarning("refused {Count} messages, the last one {Rejection}", _untold, rejected[^1]);
        _lastLine = time.GetTimestamp();
        _untold = 0;
    }
}
