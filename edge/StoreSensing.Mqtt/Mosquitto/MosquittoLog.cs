using Microsoft.Extensions.Logging;

namespace StoreSensing.Mqtt.Mosquitto;

internal static partial class MosquittoLog
{
    [LoggerMessage(1, LogLevel.Information, "connected to {broker} as '{clientId}'")]
    public static partial void Connected(this ILogger logger, BrokerSentences broker, string clientId);

    [LoggerMessage(2, LogLevel.Warning, "{fault}; trying again")]
    public static partial void Down(this ILogger logger, string fault);

    [LoggerMessage(3, LogLevel.Debug, "{fault}; next try in {seconds:0.0} s")]
    public static partial void StillDown(this ILogger logger, string fault, double seconds);

    [LoggerMessage(4, LogLevel.Error,
        "a batch of {count} messages could not be processed ({kind}: {message}); it is not acknowledged, the broker will deliver it again")]
    public static partial void HandlerFailed(this ILogger logger, int count, string kind, string message);

    [LoggerMessage(5, LogLevel.Information, "{broker} does not speak MQTT 5; using 3.1.1")]
    public static partial void OlderProtocol(this ILogger logger, BrokerSentences broker);

    [LoggerMessage(6, LogLevel.Error, "a listener of the {what} event failed")]
    public static partial void ListenerFailed(this ILogger logger, string what, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "skipped {count} messages of more than {limit} bytes, the last on topic '{topic}' with {bytes}")]
    public static partial void Oversize(this ILogger logger, int count, int limit, string topic, int bytes);

    [LoggerMessage(8, LogLevel.Warning, "{warning}")]
    public static partial void Unsafe(this ILogger logger, string warning);

    [LoggerMessage(9, LogLevel.Warning,
        "{broker} has thrown us out {count} times in a row: it looks as if another client signs in with our client id '{clientId}', and every program needs one of its own; waiting {seconds:0} s")]
    public static partial void ThrownOut(this ILogger logger, BrokerSentences broker, int count, string clientId, double seconds);
}
