using Microsoft.Extensions.Logging;

namespace StoreSensing.Edge.Drivers.Outbox;

internal static partial class OutboxLog
{
    [LoggerMessage(1, LogLevel.Error, "outbox {file} cannot be written ({reason}); messages are dropped and counted until it can")]
    public static partial void CannotWrite(this ILogger logger, string file, string reason);

    [LoggerMessage(2, LogLevel.Information, "outbox {file} can be written again; {dropped} messages were dropped since the start")]
    public static partial void WritesAgain(this ILogger logger, string file, long dropped);

    [LoggerMessage(3, LogLevel.Error, "outbox {file} was damaged ({reason}); it is kept as {aside} and a new one was started")]
    public static partial void Damaged(this ILogger logger, string file, string reason, string aside);

    [LoggerMessage(4, LogLevel.Warning, "outbox {file} is full ({limit}): the oldest {count} messages were dropped ({numbers})")]
    public static partial void DroppedOldest(this ILogger logger, string file, string limit, long count, string numbers);

    [LoggerMessage(5, LogLevel.Information, "outbox {file}: {count} messages wait from before")]
    public static partial void Waiting(this ILogger logger, string file, long count);

    [LoggerMessage(6, LogLevel.Warning, "outbox {file}: a message of {bytes} bytes is larger than the outbox and was dropped")]
    public static partial void TooLarge(this ILogger logger, string file, int bytes);

    [LoggerMessage(7, LogLevel.Warning, "outbox {file}: the cloud refuses {count} messages for good, they were dropped ({numbers}); its /api/v1/ingest says why")]
    public static partial void Refused(this ILogger logger, string file, long count, string numbers);

    [LoggerMessage(10, LogLevel.Warning, "publishing stopped: {reason}; {pending} messages wait on disk")]
    public static partial void PublishStopped(this ILogger logger, string reason, long pending);

    [LoggerMessage(11, LogLevel.Warning, "an acknowledgement was not understood and is ignored: {reason}")]
    public static partial void BadAcknowledgement(this ILogger logger, string reason);

    [LoggerMessage(12, LogLevel.Error, "the publisher failed and goes on")]
    public static partial void PublisherFailed(this ILogger logger, Exception exception);
}
